"""What every program needs: where everything is, how it fails, other programs, files."""
