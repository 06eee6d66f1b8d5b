"""Generate the package from the document."""
