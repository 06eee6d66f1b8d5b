"""Make the package from the document."""
