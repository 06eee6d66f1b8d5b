"""Lets every Python that is started with this folder in PYTHONPATH import httpx2 by the name of httpx."""

import httpx2

httpx2.alias_httpx()
