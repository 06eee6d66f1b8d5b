"""Generate the package from the document, the config and the templates.

`generated/` is replaced in one step, after everything has succeeded: a run that fails leaves it as it was.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scripts import document as openapi
from scripts.document import DOCUMENT, ROOT, BrokenDocument, digest
from scripts.problem import Problem, run

CONFIG = ROOT / "generator-config.yaml"
TEMPLATES = ROOT / "scripts" / "templates"
PACKAGE = ROOT / "generated"


def main() -> None:
    # On the same file system as the package, so that moving it into place cannot fail half-way.
    with tempfile.TemporaryDirectory(prefix=".generated-", dir=ROOT) as folder:
        fresh = Path(folder, "fresh")
        build(fresh)
        replace(PACKAGE, fresh, retired=Path(folder, "retired"))
    print(f"{PACKAGE.relative_to(ROOT)}/ is generated from {DOCUMENT.relative_to(ROOT)}.")


def build(target: Path) -> None:
    """Generate the package into a folder that does not exist yet."""
    document = openapi.load()
    check_config()
    with tempfile.TemporaryDirectory() as folder:
        templates = Path(folder, "templates")
        shutil.copytree(TEMPLATES, templates)
        hand_over(templates / "inputs.jinja", inputs=inputs(), servers=document.get("servers", []))
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning", "--meta", "uv"]
        command += ["--path", str(DOCUMENT), "--config", str(CONFIG)]
        command += ["--custom-template-path", str(templates), "--output-path", str(target)]
        generator = subprocess.run(command, capture_output=True, text=True, check=False)
    if generator.returncode:
        # What follows is the generator's invitation to report the fault to its own project.
        complaint, _, _ = generator.stderr.partition("If you believe this was a mistake")
        if "Traceback" in complaint:
            complaint = complaint.strip().splitlines()[-1]
        message = f"openapi-python-client refuses {DOCUMENT.relative_to(ROOT)} or {CONFIG.relative_to(ROOT)}:"
        raise Problem(f"{message}\n{complaint.strip()}")


def check_config() -> None:
    """Fail where the config has a key that the generator would pass over without a word."""
    from openapi_python_client.config import ConfigFile

    for key in openapi.read_yaml(CONFIG):
        if key not in ConfigFile.model_fields:
            known = ", ".join(ConfigFile.model_fields)
            raise BrokenDocument(CONFIG, f"openapi-python-client has no option {key!r}. It has {known}.", steps=(key,))


def inputs() -> dict[str, str]:
    """What the output depends on: files by their SHA-256, tools by their version."""
    templates = "".join(f"{digest(path)}  {path.name}\n" for path in sorted(TEMPLATES.iterdir()))
    return {
        "document": f"sha256:{digest(DOCUMENT)}",
        "config": f"sha256:{digest(CONFIG)}",
        "templates": f"sha256:{hashlib.sha256(templates.encode()).hexdigest()}",
        "openapi-python-client": version("openapi-python-client"),
        "ruff": subprocess.run(["ruff", "--version"], capture_output=True, text=True, check=True).stdout.split()[1],
    }


def hand_over(path: Path, **values: Any) -> None:
    """Write values to a template that the others import, since templates see nothing but the parsed document."""
    path.write_text(
        "".join(f"{{% set {name} = {json.dumps(value)} %}}\n" for name, value in values.items()), encoding="utf-8"
    )


def replace(package: Path, fresh: Path, retired: Path) -> None:
    """Put the fresh package where the old one is, or leave the old one where it was."""
    if package.exists():
        package.rename(retired)
    try:
        fresh.rename(package)
    except BaseException:
        if retired.exists():
            retired.rename(package)
        raise


if __name__ == "__main__":
    run(main)
