"""Record and replay the cassettes."""
