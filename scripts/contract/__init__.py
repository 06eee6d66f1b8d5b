"""Check the document, and the sources of its facts."""
