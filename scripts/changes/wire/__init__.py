"""Compare what two documents say of the wire."""
