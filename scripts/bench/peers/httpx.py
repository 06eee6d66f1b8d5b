"""The HTTP library alone, with whole addresses: the floor of each client that uses it."""

import json

import httpx

library = httpx
parse = json.loads
