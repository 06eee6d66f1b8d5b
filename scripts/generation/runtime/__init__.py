"""The part of the package that is the same whatever the document says. It is copied into the package as it is."""
