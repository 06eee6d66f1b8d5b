"""The pipeline's programs, run from the project's root as `python -m scripts.NAME`; noxfile.py does so."""
