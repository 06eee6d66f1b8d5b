"""What the client costs, beside other clients of the same document: `nox -s bench`."""
