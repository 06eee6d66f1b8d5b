"""Compare the committed package with what the document, the config, the templates and the tools make of it now.

Every file counts: edited, missing, stray or stale. A difference is printed as a unified diff.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from scripts.generate import PACKAGE, build
from scripts.problem import Problem, run


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        committed, regenerated = Path(folder, "generated"), Path(folder, "regenerated")
        if PACKAGE.is_dir():
            shutil.copytree(PACKAGE, committed, symlinks=True, ignore=bytecode)
        else:
            committed.mkdir()
        build(regenerated)
        difference = compare(committed, regenerated)
    if difference:
        mend = "generated/ is not what the document, the config, the templates and the tools make of it now."
        raise Problem(f"{difference}\n{mend}\nTo mend it, generate it again and commit the result: nox -s generate")
    print("generated/ is what the document, the config, the templates and the tools make of it.")


def bytecode(folder: str, names: list[str]) -> list[str]:
    """What Python leaves behind when a module of the folder is imported."""
    return [name for name in names if name.endswith(".pyc")] if Path(folder).name == "__pycache__" else []


def compare(old: Path, new: Path) -> str:
    """A summary and a unified diff of two folders that lie side by side, or "" if they are the same."""
    # The user's own settings of git could hide a difference or dress it up.
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "GIT_ATTR_NOSYSTEM": "1"}
    command = ["git", "diff", "--no-index", "--no-ext-diff", "--no-color", "--patch-with-stat", old.name, new.name]
    git = subprocess.run(command, cwd=old.parent, env=os.environ | settings, capture_output=True, check=False)
    if git.returncode not in (0, 1):
        raise Problem(f"git cannot compare the two: {git.stderr.decode(errors='replace').strip()}")
    return git.stdout.decode(errors="replace")


if __name__ == "__main__":
    run(main)
