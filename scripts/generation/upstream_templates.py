"""Check that the generator still has the templates that ours were forked from."""

import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from scripts.common.errors import Problem
from scripts.common.files import compare, digest
from scripts.common.process import captured
from scripts.common.workspace import named

GENERATOR = "openapi-python-client"

# As sha256sum writes it, below a line with the generator's version.
CHECKSUMS = "upstream.sha256"


def check_upstream(templates: Path) -> None:
    """Fail where a template was forked from another than the generator has now, and show how that one has changed."""
    # Slow to import, so not where every program would.
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
    raise Problem(
        "\n".join(
            [
                f"{named(templates)}/ forks other templates than {installed} has: {', '.join(changed)}",
                difference(noted[0].split()[-1] if noted else version(GENERATOR), upstream, changed),
                f"Carry over to {named(templates)}/ what matters of it. Then let {named(checksums)} say:",
                *current,
            ]
        )
    )


def difference(old_version: str, upstream: Path, names: list[str]) -> str:
    """How the generator's templates have changed since a version of it."""
    requirement = f"{GENERATOR}=={old_version}"
    with tempfile.TemporaryDirectory() as folder:
        installed, old, new = Path(folder, "installed"), Path(folder, "old"), Path(folder, "new")
        command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--target", str(installed)]
        uv = captured([*command, requirement])
        if uv.returncode:
            return f"{requirement} cannot be installed to compare the two: {uv.stderr.strip()}"
        for source, target in ((installed / "openapi_python_client" / "templates", old), (upstream, new)):
            target.mkdir()
            for name in names:
                if (source / name).exists():
                    shutil.copy(source / name, target)
        return compare(old, new)
