"""The pipeline. Its programs are run from the project's root as `python -m scripts.FOLDER.NAME`; noxfile.py does so."""
