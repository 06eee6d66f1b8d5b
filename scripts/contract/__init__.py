"""Is the document right?"""
