"""Compare two versions of the document or the package."""
