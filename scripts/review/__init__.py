"""The page on which a board decides."""
