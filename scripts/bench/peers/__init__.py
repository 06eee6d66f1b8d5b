"""How each measured client is used. Every file runs in an environment of its own; see worker.py."""
