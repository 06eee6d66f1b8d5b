"""Generate the package from the document, the config and the templates.

`generated/` is replaced in one step, after everything has succeeded: a run that fails leaves it as it was.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.version import Version

from scripts import document as openapi
from scripts.document import CONTRACT, DOCUMENT, PACKAGE, ROOT, BrokenDocument, digest, named
from scripts.extracts import extracts
from scripts.history import VERSION
from scripts.overlay import contract
from scripts.problem import Problem, run
from scripts.replace import replaced
from scripts.upstream import TEMPLATES, check_upstream

if TYPE_CHECKING:
    from openapi_python_client.config import Config

CONFIG = ROOT / "generator-config.yaml"
LICENSE = ROOT / "LICENSE"

CONFIG_FORMAT = {
    "type": "object",
    "required": ["project_name_override", "package_name_override", "package_version_override", "post_hooks"],
    "properties": {
        "project_name_override": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "package_name_override": {"type": "string", "pattern": "^[a-z_][a-z0-9_]*$"},
        "package_version_override": {"type": "string", "pattern": rf"^{VERSION}\Z"},
        "post_hooks": {"type": "array", "items": {"type": "string"}},
        # The templates know enumerations as classes, and an operation by its first tag.
        "literal_enums": {"const": False},
        "generate_all_tags": {"const": False},
    },
}


def main() -> None:
    with contract() as document, replaced(PACKAGE) as fresh:
        build(document, fresh)
    print(f"{named(PACKAGE)}/ is generated from {named(DOCUMENT)}.")


def build(path: Path, target: Path) -> dict[str, Any]:
    """Generate the package from a document, which is returned, into a folder that does not exist yet."""
    document = openapi.load(path)
    config = read_config()
    for needed in (TEMPLATES, LICENSE):
        if not needed.exists():
            raise Problem(f"{named(needed)} is missing. Restore it: git restore {named(needed)}")
    check_upstream()
    with tempfile.TemporaryDirectory() as folder:
        templates = Path(folder, "templates")
        shutil.copytree(TEMPLATES, templates)
        hand_over(templates / "inputs.jinja", inputs=inputs(path), **extracts(path, document, config))
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning", "--meta", "uv"]
        command += ["--path", str(path), "--config", str(CONFIG)]
        command += ["--custom-template-path", str(templates), "--output-path", str(target)]
        environment = os.environ | {"TYPER_STANDARD_TRACEBACK": "1"}
        generator = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if generator.returncode:
        message = f"openapi-python-client refuses {named(path)} or {named(CONFIG)}:"
        if lines := re.findall(rf'File "{re.escape(str(templates))}/(.+)", line (\d+)', generator.stderr):
            message = f"{named(TEMPLATES)}/{':'.join(lines[-1])}: the template cannot be rendered:"
        raise Problem("\n".join([message, *refusal(generator.stderr)]))
    # The package carries the contract that it was made from.
    shutil.copyfile(path, target / str(config.package_name_override) / CONTRACT.name)
    shutil.copyfile(LICENSE, target / LICENSE.name)
    return document


def package_version() -> Version:
    """The version of the package, from its only source."""
    return Version(openapi.read_yaml(CONFIG, CONFIG_FORMAT)["package_version_override"])


def refusal(output: str) -> list[str]:
    """What the generator has to say, in as many lines as a reader wants."""
    noise = ("Error(s) encountered", "Warning(s) encountered", "If you believe this was a mistake")
    lines = [line for line in output.splitlines() if line.strip() and not line.startswith(noise)]
    traceback = [index for index, line in enumerate(lines) if line.startswith("Traceback (")]
    if traceback:
        # Below the last of the indented lines stands the exception's own message.
        frames = [index for index, line in enumerate(lines) if index > traceback[-1] and line.startswith("  ")]
        return lines[frames[-1] + 1 :][:10]
    # What it could not parse comes after what it had to leave out for that reason.
    causes = [index for index, line in enumerate(lines) if line.startswith("Unable to ")]
    return lines[causes[0] if causes else 0 :][:10]


def read_config() -> "Config":
    """The generator's config; a Problem where it does not name the package, or has a key that would be passed over."""
    given = openapi.read_yaml(CONFIG, CONFIG_FORMAT)
    # Slow to import, and most mistakes are found without it.
    from openapi_python_client.config import Config, ConfigFile, MetaType
    from pydantic import ValidationError

    for key in given:
        if key not in ConfigFile.model_fields:
            known = ", ".join(ConfigFile.model_fields)
            raise BrokenDocument(CONFIG, f"openapi-python-client has no option {key!r}. It has {known}.", steps=(key,))
    try:
        config = ConfigFile(**given)
    except ValidationError as error:
        fault = error.errors()[0]
        raise BrokenDocument(CONFIG, f"{fault['msg']}.", steps=fault["loc"]) from None
    return Config.from_sources(config, MetaType.UV, DOCUMENT, "utf-8", overwrite=False, output_path=None)


def inputs(document: Path) -> dict[str, str]:
    """What the output depends on: files by their SHA-256, tools by their version."""
    if not shutil.which("ruff"):
        raise Problem("ruff, which formats the package, is not on PATH. Run this through nox: nox -s generate")
    files = [path for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]
    templates = "".join(f"{digest(path)}  {path.relative_to(TEMPLATES).as_posix()}\n" for path in files)
    return {
        "document": f"sha256:{digest(document)}",
        "config": f"sha256:{digest(CONFIG)}",
        "templates": f"sha256:{hashlib.sha256(templates.encode()).hexdigest()}",
        "openapi-python-client": version("openapi-python-client"),
        "ruff": subprocess.run(["ruff", "--version"], capture_output=True, text=True, check=True).stdout.split()[1],
    }


def hand_over(path: Path, **values: Any) -> None:
    """Write values to a template that the others import, since templates see nothing but the parsed document."""
    path.write_text(
        "".join(f"{{% set {name} = {json.dumps(value, ensure_ascii=False)} %}}\n" for name, value in values.items()),
        encoding="utf-8",
    )


if __name__ == "__main__":
    run(main)
