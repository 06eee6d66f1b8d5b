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
from scripts.replace import replaced

CONFIG = ROOT / "generator-config.yaml"
TEMPLATES = ROOT / "scripts" / "templates"
PACKAGE = ROOT / "generated"


def main() -> None:
    with replaced(PACKAGE) as fresh:
        build(fresh)
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
        # First the generator says what is wrong; then it prints the part of the document, which may be long.
        noise = ("Error(s) encountered", "Warning(s) encountered", "If you believe this was a mistake")
        complaint = [line for line in generator.stderr.splitlines() if line.strip() and not line.startswith(noise)]
        complaint = complaint[-1:] if any("Traceback" in line for line in complaint) else complaint[:10]
        message = f"openapi-python-client refuses {DOCUMENT.relative_to(ROOT)} or {CONFIG.relative_to(ROOT)}:"
        raise Problem("\n".join([message, *complaint]))


def check_config() -> None:
    """Fail where the config has a key that the generator would pass over without a word."""
    from openapi_python_client.config import ConfigFile

    for key in openapi.read_yaml(CONFIG):
        if key not in ConfigFile.model_fields:
            known = ", ".join(ConfigFile.model_fields)
            raise BrokenDocument(CONFIG, f"openapi-python-client has no option {key!r}. It has {known}.", steps=(key,))


def inputs() -> dict[str, str]:
    """What the output depends on: files by their SHA-256, tools by their version."""
    if not shutil.which("ruff"):
        raise Problem("ruff, which formats the package, is not on PATH. Run this through nox: nox -s generate")
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


if __name__ == "__main__":
    run(main)
