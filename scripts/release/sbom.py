"""The SBOM of the package: its locked dependencies, their hashes and licences, and which of them requires which.

The lock has to be what the package requires now, and what it is tested with.
"""

import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.common.errors import PipelineError, error_list
from scripts.common.process import run_tool
from scripts.common.workspace import Workspace

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?P<rest>.*\n(?: .*\n)*)", re.MULTILINE)
# What requires a pin, on the line of the comment or below it. With -c, it is another lock.
REQUIRED_BY = re.compile(r"^    #(?: via|  ) (?!-)([a-z0-9-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Pin:
    """What a lock says of a package."""

    version: str
    hashes: frozenset[str]
    required_by: frozenset[str]


def read_lock(path: Path) -> dict[str, Pin]:
    """The pins of a lock, by name."""
    found = {}
    for pin in PIN.finditer(path.read_text(encoding="utf-8")):
        hashes = re.findall(r"--hash=(\S+)", pin["rest"])
        found[pin["name"]] = Pin(pin["version"], frozenset(hashes), frozenset(REQUIRED_BY.findall(pin["rest"])))
    return found


def checked_lock(tree: Workspace) -> dict[str, Pin]:
    """The package's lock; raises PipelineError unless it is what the package requires, and is tested with."""
    lock, tested = read_lock(tree.package_lock), read_lock(tree.tools_lock)
    project = tomllib.loads((tree.package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    errors = list(mismatches(lock, project["name"], project["dependencies"]))
    for name, pin in lock.items():
        if name not in tested or (tested[name].version, tested[name].hashes) != (pin.version, pin.hashes):
            errors.append(
                f"{name}=={pin.version} is not what {tree.tools_lock.name} has, with which the package is tested."
            )
        if not pin.required_by or pin.required_by - lock.keys() - {project["name"]}:
            errors.append(f"{name} is required by nothing that is locked.")
        try:
            errors += mismatches(lock, name, requires(name) or [])
        except PackageNotFoundError:
            # Another Python or system requires it.
            continue
    if errors:
        path = tree.package_lock.relative_to(tree.root)
        raise PipelineError(error_list(f"{path} is out of date:", errors, "To lock it again: nox -s lock"))
    return lock


def mismatches(lock: dict[str, Pin], name: str, dependencies: list[str]) -> Iterator[str]:
    """What a lock says of the dependencies of a package, and they do not."""
    requirements = {canonicalize_name(each.name): each for each in map(Requirement, dependencies)}
    locked = {each for each, pin in lock.items() if name in pin.required_by}
    for each in sorted(locked - requirements.keys()):
        yield f"{name} does not require {each}."
    for each, requirement in requirements.items():
        # A requirement that does not hold here may be locked or not.
        holds = not requirement.marker or requirement.marker.evaluate({"extra": ""})
        if holds and each not in locked:
            yield f"{name} requires {requirement}."
        elif each in locked and not requirement.specifier.contains(lock[each].version, prereleases=True):
            yield f"{name} requires {requirement}, and not {lock[each].version}."


def write_sbom(tree: Workspace, target: Path, **variables: str) -> None:
    """Write the SBOM of the package, in CycloneDX format."""
    # Not installed in sessions that import this module but build nothing.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    lock = checked_lock(tree)
    with tempfile.TemporaryDirectory() as folder:
        about = ["--mc-type", "library", "--pyproject", str(tree.package / "pyproject.toml")]
        made = []
        for kind, source in (("requirements", str(tree.package_lock)), ("environment", sys.executable)):
            path = Path(folder, kind)
            # Only the final SBOM is validated.
            options = ["--no-validate", "--output-reproducible", "--output-file", str(path)]
            run_tool("cyclonedx-py", kind, *options, *about, source, **variables)
            made.append(json.loads(path.read_text(encoding="utf-8")))
    sbom, installed = made
    if lock.keys() != {each["name"] for each in sbom["components"]}:
        raise PipelineError(f"{tree.package_lock.name} is not a lock of pins and hashes. To lock it again: nox -s lock")
    text = json.dumps(completed(sbom, installed, lock), indent=2, sort_keys=True)
    if invalid := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise PipelineError(f"The SBOM is not valid: {invalid}")
    target.write_text(f"{text}\n", encoding="utf-8")


def completed(sbom: dict[str, Any], installed: dict[str, Any], lock: dict[str, Pin]) -> dict[str, Any]:
    """An SBOM of the lock with the licences of what is installed, and the graph of the dependencies."""
    package, components = sbom["metadata"]["component"], sbom["components"]
    package["purl"] = f"pkg:pypi/{package['name']}@{package['version']}"
    licences = {each["purl"]: each["licenses"] for each in installed["components"] if "licenses" in each}
    for each in components:
        # It quotes the lock.
        del each["description"]
        each["licenses"] = licences.get(each["purl"], [])
    for each in (package, *components):
        each["bom-ref"] = each["purl"]
    sbom["dependencies"] = [
        {
            "ref": each["purl"],
            "dependsOn": [of["purl"] for of in components if each["name"] in lock[of["name"]].required_by],
        }
        for each in (package, *components)
    ]
    return sbom
