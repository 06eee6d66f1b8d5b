"""Build the documentation site; the recipes are part of it."""
