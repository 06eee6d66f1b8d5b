"""A document with code in its texts and names becomes a package that has none of it."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from scripts.common.errors import PipelineError
from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from scripts.generation.generate import generate_package
from tests.support.packages import TAKEN

# Where a text ends, and where a name can be made of it, they are tried in names, too.
IN_NAMES = ("three double quotes", "a double quote", "a backslash and a quote", "lines", "a template", "a path")

# Whatever of it is run leaves a file.
CODE = "open('PWNED', 'w')"

PAYLOADS = {
    "three double quotes": f'"""\n{CODE}\n"""',
    "three single quotes": f"'''\n{CODE}\n'''",
    "a double quote": f'", {CODE}, "',
    "a single quote": f"', {CODE}, '",
    "a backslash and a quote": f'\\", {CODE}, "\\',
    "an end in a backslash": "ends in \\",
    "an end in a quote": 'ends in "',
    "escapes": '\\N{QUOTATION MARK}\\x22\\u0022\\""" \\',
    "lines": f"one\n{CODE}\r\n{CODE}\r{CODE}\x0c{CODE}\u2028{CODE}\x85{CODE}",
    "a comment": f"#\n    {CODE}  # type: str\n# -*- coding: utf-7 -*-",
    "a template": "{{ 7 * 7 }}{% for x in () %}{# open #}{{ cycler.__init__.__globals__ }}",
    "a format": f"{{{CODE}}} %s {{0.__class__}} $PATH `touch PWNED` $(touch PWNED)",
    "a path": "../../../PWNED",
    "an absolute path": "/PWNED/../PWNED.py",
    "markup": f"</script><script>{CODE}</script> | ``` [x](javascript:0)",
    "toml": f'"\nname = "PWNED"\n[tool.hatch.build.hooks.custom]\npath = "{CODE}"',
}

TEXTS = ("description", "summary")


def replaced(value: Any, text: str) -> Any:
    """A part of a document in which every text says the same."""
    if isinstance(value, list):
        return [replaced(each, text) for each in value]
    if not isinstance(value, dict):
        return value
    # A property may have the name of a field.
    return {
        key: text if key in TEXTS and isinstance(inner, str) else replaced(inner, text) for key, inner in value.items()
    }


def with_texts(document: Any, text: str) -> Any:
    """The document in which every text says the same, and where there was none there is one, and an example."""
    said: Any = replaced(document, text)
    said["info"]["title"] = text
    for path in said["paths"].values():
        for operation in (inner for inner in path.values() if isinstance(inner, dict)):
            operation |= {"summary": text, "description": text}
            for parameter in operation.get("parameters", []):
                parameter |= {"description": text}
                parameter["schema"] |= example(parameter["schema"], text)
    for schema in said["components"]["schemas"].values():
        schema |= {"description": text}
        for inner in schema.get("properties", {}).values():
            if "$ref" not in inner:
                inner |= {"description": text} | example(inner, text)
    return said


def example(schema: Any, text: str) -> dict[str, str]:
    """The text as an example, if it may be any text."""
    return {"example": text} if schema.get("type") == "string" and "format" not in schema else {}


def generate(document: Any, folder: Path) -> Path:
    """Have a package made of a document, in a folder that holds nothing else."""
    path, package = folder / "document.yaml", folder / "generated"
    YAML().dump(document, path)
    generate_package(HERE, path, package)
    return package


def structure(package: Path) -> dict[str, list[str]]:
    """What each module consists of, but for what texts and names say."""
    modules = sorted(path for path in package.rglob("*.py"))
    trees = {str(path.relative_to(package)): ast.parse(path.read_text(encoding="utf-8")) for path in modules}
    return {name: [type(node).__name__ for node in ast.walk(tree)] for name, tree in trees.items()}


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if "__pycache__" not in path.parts}


def check_harmless(package: Path, folder: Path) -> None:
    """Fail if something was written outside of the package, or is where every module of it is imported."""
    whole = (
        "import importlib, pkgutil, txcloud_identity as package\n"
        "for each in pkgutil.walk_packages(package.__path__, 'txcloud_identity.'):\n"
        "    importlib.import_module(each.name)"
    )
    command = [sys.executable, "-B", "-c", whole]
    before = files(package)
    run = subprocess.run(command, cwd=package, capture_output=True, text=True, timeout=50, check=False)
    assert run.returncode == 0, run.stderr
    assert files(package) == before
    assert {name.split("/")[0] for name in files(folder)} == {"document.yaml", "generated"}
    assert not Path("/PWNED.py").exists()


@pytest.fixture
def shapes() -> Any:
    """Several documents as one."""
    whole, *others = [read_yaml(TAKEN[name]) for name in ("parameters", "results", "models")]
    for each in others:
        whole["paths"] |= each["paths"]
        whole["components"]["schemas"] |= each["components"]["schemas"]
    return whole


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The tools that are installed beside Python, and a place where it would show that something was written."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_code_in_texts(payload: str, shapes: Any, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    harmless = generate(with_texts(shapes, "Text"), tmp_path_factory.mktemp("harmless"))
    package = generate(with_texts(shapes, PAYLOADS[payload]), tmp_path)
    assert structure(package) == structure(harmless)
    assert files(package) == files(harmless)
    check_harmless(package, tmp_path)


def rename_schema(document: Any, text: str) -> None:
    document["components"]["schemas"][text] = {"type": "object", "properties": {"a": {"type": "string"}}}
    document["components"]["schemas"]["Cat"]["properties"]["other"] = {"$ref": f"#/components/schemas/{text}"}


def rename_title(document: Any, text: str) -> None:
    document["components"]["schemas"]["Cat"]["title"] = text


def rename_property(document: Any, text: str) -> None:
    document["components"]["schemas"]["Cat"]["properties"][text] = {"type": "string", "x-pii": "none"}


def rename_value(document: Any, text: str) -> None:
    document["components"]["schemas"]["Color"]["enum"].append(text)


def rename_tag(document: Any, text: str) -> None:
    document["paths"]["/map"]["get"]["tags"] = [text]


def rename_operation(document: Any, text: str) -> None:
    document["paths"]["/map"]["get"]["operationId"] = text


def rename_parameter(document: Any, text: str) -> None:
    document["paths"]["/things"]["get"]["parameters"].append(
        {"name": text, "in": "query", "schema": {"type": "string"}}
    )


def rename_header(document: Any, text: str) -> None:
    document["paths"]["/things"]["get"]["parameters"].append(
        {"name": text, "in": "header", "schema": {"type": "string"}}
    )


def rename_path(document: Any, text: str) -> None:
    document["paths"][f"/{text}"] = document["paths"].pop("/map")


def rename_version(document: Any, text: str) -> None:
    document["info"]["version"] = text


def rename_environment(document: Any, text: str) -> None:
    document["servers"][0]["x-environment"] = text


def rename_prefix(document: Any, text: str) -> None:
    document["servers"][0]["x-key-prefix"] = text


def rename_server(document: Any, text: str) -> None:
    document["servers"][0]["url"] = f"https://api.example/{text}"


RENAME: list[Callable[[Any, str], None]] = [
    rename_schema,
    rename_title,
    rename_property,
    rename_value,
    rename_tag,
    rename_operation,
    rename_parameter,
    rename_header,
    rename_path,
    rename_version,
    rename_environment,
    rename_prefix,
    rename_server,
]


@pytest.mark.parametrize("rename", RENAME)
@pytest.mark.parametrize("payload", IN_NAMES)
def test_code_in_a_name(payload: str, rename: Callable[[Any, str], None], shapes: Any, tmp_path: Path) -> None:
    rename(shapes, PAYLOADS[payload])
    try:
        package = generate(shapes, tmp_path)
    except PipelineError as problem:
        # Such a name is refused as any other mistake is: on one screen.
        refusal = str(problem).splitlines()
        assert len(refusal) < 20
        assert {name.split("/")[0] for name in files(tmp_path)} <= {"document.yaml", "generated"}
        return
    called = {
        node.func.id
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "open" not in called
    check_harmless(package, tmp_path)
