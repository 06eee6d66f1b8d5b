"""Record the cassettes, and play them."""
