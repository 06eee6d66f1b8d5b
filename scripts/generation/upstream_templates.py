"""Check that the installed generator still has the templates that ours were forked from."""

import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from scripts.common.directories import diff
from scripts.common.errors import PipelineError
from scripts.common.hashing import digest
from scripts.common.process import run_captured
from scripts.common.workspace import short_path

GENERATOR = "openapi-python-client"

# The output of sha256sum, below a line with the generator's version.
CHECKSUMS = "upstream.sha256"


def check_upstream(templates: Path) -> None:
    """Raise PipelineError if a forked template has changed upstream, and show the change."""
    # Slow to import, so only where it is needed.
    import openapi_python_client

    upstream = Path(openapi_python_client.__file__).with_name("templates")
    forks = [path.name for path in sorted(templates.glob("*.jinja")) if (upstream / path.name).exists()]
    installed = f"{GENERATOR} {version(GENERATOR)}"
    current = [f"# {installed}", *(f"{digest(upstream / name)}  {name}" for name in forks)]
    checksums = templates / CHECKSUMS
    noted = checksums.read_text(encoding="utf-8").splitlines() if checksums.exists() else []
    changed = sorted({line.split()[-1] for line in set(current[1:]) ^ set(noted[1:])})
    if not changed:
        return
    raise PipelineError(
        "\n".join(
            [
                f"{short_path(templates)}/ forks other templates than {installed} has: {', '.join(changed)}",
                upstream_diff(noted[0].split()[-1] if noted else version(GENERATOR), upstream, changed),
                f"Carry over to {short_path(templates)}/ what matters of it. Then let {short_path(checksums)} say:",
                *current,
            ]
        )
    )


def upstream_diff(old_version: str, upstream: Path, names: list[str]) -> str:
    """How the generator's templates have changed since a version of it."""
    requirement = f"{GENERATOR}=={old_version}"
    with tempfile.TemporaryDirectory() as folder:
        installed, old, new = Path(folder, "installed"), Path(folder, "old"), Path(folder, "new")
        command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--target", str(installed)]
        uv = run_captured([*command, requirement])
        if uv.returncode:
            return f"{requirement} cannot be installed to compare the two: {uv.stderr.strip()}"
        for source, target in ((installed / "openapi_python_client" / "templates", old), (upstream, new)):
            target.mkdir()
            for name in names:
                if (source / name).exists():
                    shutil.copy(source / name, target)
        return diff(old, new)
