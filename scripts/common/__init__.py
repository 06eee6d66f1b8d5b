"""What all programs share: paths, errors, files, git and other programs."""
