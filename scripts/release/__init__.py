"""Build what is published, and refuse what may not be."""
