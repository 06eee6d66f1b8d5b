"""How each client is used where it is measured. Every file runs in an environment of its own; see worker.py."""
