"""The site of the documentation, and the recipes that are part of it."""
