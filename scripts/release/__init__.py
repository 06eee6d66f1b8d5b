"""Check a commit, build it and release it."""
