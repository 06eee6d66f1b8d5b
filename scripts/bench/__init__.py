"""Measure the client against other clients of the same document: `nox -s bench`."""
