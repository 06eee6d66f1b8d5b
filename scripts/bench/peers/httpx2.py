"""The successor of httpx alone."""

import json

import httpx2

library = httpx2
parse = json.loads
