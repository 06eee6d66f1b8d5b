"""Generating gives the same package each time, and leaves the last one alone when it fails."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from scripts.replace import replaced

from .conftest import Project

PATH_KEY = "  /identity/verifications/{id}/cancel:\n"
CANCEL = "      operationId: cancelVerification\n"
CAMERA = "      description: Tells whether a live person was in front of the camera.\n      allOf:\n"

Break = Callable[[Project], object]


def swap(old: str, new: str) -> Break:
    return lambda project: project.edit(project.document, old, new)


def write(text: str) -> Break:
    return lambda project: project.document.write_text(text, encoding="utf-8")


SECOND_OPERATION = """\
  /identity/verifications/{{id}}/{name}:
    post:
{operation_id}      parameters:
        - $ref: "#/components/parameters/VerificationId"
      responses:
        default:
          $ref: "#/components/responses/UnexpectedError"
"""


def add_operation(name: str, operation_id: str) -> Break:
    return swap(PATH_KEY, SECOND_OPERATION.format(name=name, operation_id=operation_id) + PATH_KEY)


BROKEN: dict[str, tuple[Break, str]] = {
    "missing file": (lambda project: project.document.unlink(), "openapi/txcloud-identity.yaml: there is no such file"),
    "empty file": (write(""), "should hold a mapping, not NoneType"),
    "a list": (write("- openapi: 3.0.3\n"), "should hold a mapping, not list"),
    "bad YAML": (swap("    post:\n", "    post: [\n"), "is no YAML"),
    "a tab": (swap("    post:\n", "\tpost:\n"), "is no YAML: found character '\\t'"),
    "a key twice": (swap(CANCEL, CANCEL * 2), 'is no YAML: found duplicate key "operationId"'),
    "not UTF-8": (lambda project: project.document.write_bytes(b"openapi: \xff"), "cannot be read as UTF-8"),
    "Swagger 2.0": (swap("openapi: 3.0.3", "swagger: '2.0'"), "txcloud-identity.yaml"),
    "a broken $ref": (swap('schemas/Verification"', 'schemas/Verificatoin"'), "points at nothing"),
    "a $ref to another file": (swap('"#/components/schemas/Gender"', "gender.yaml"), "leaves the document"),
    "a $ref to itself": (
        swap("    Gender:\n      type: string\n", '    Gender:\n      $ref: "#/components/schemas/Gender"\n'),
        "leads back to itself",
    ),
    "no operationId": (swap(CANCEL, ""), "the operation has no operationId"),
    "an operationId twice": (add_operation("stop", CANCEL), "operationId 'cancelVerification' is taken by"),
    "an operationId that reads alike": (
        add_operation("stop", CANCEL.replace("cancelVerification", "cancel_verification")),
        "is taken by",
    ),
    "an operationId with a dash": (
        add_operation("stop", CANCEL.replace("cancelVerification", "cancel-verification")),
        "operationId 'cancel-verification' makes no Python name",
    ),
    "no operation": (
        write("openapi: 3.0.3\ninfo: {title: T, version: V}\nservers: [{url: https://api.test}]\npaths: {}\n"),
        "has no operation",
    ),
    "a status that is a number": (swap('        "200":\n', "        200:\n"), ":44: the key 200 is no string"),
    "a date without quotes": (swap('version: "2025-01-01"', "version: 2025-01-01"), "is read as a date. Put it in"),
    "no number": (swap("maximum: 1000", "maximum: .inf"), "inf is not a number that JSON has"),
    "an alias that holds itself": (
        swap(
            "      example:\n        customer_reference: order-1042\n", "      example: &self\n        again: *self\n"
        ),
        "or holds itself",
    ),
    "nested without end": (write("openapi: " + "[" * 9000), "is nested too deep to be read"),
    "a schema within itself": (
        swap(
            CAMERA + '        - $ref: "#/components/schemas/CheckResult"\n',
            CAMERA + '        - $ref: "#/components/schemas/LivenessCheck"\n',
        ),
        "a schema is part of itself",
    ),
    "a stray brace in a path": (swap("/{id}/cancel:", "/{id/cancel:"), "openapi-spec-validator cannot read it"),
    "no server": (swap("servers:\n", "x-servers:\n"), "has no `servers`"),
    "an unknown type": (
        swap("        risk_score:\n          type: integer", "        risk_score:\n          type: int"),
        "'int' is not one of ['array', 'boolean', 'integer', 'number', 'object', 'string'].",
    ),
    "a misspelt keyword": (
        swap("minimum: 0\n          maximum: 1000", "minimun: 0"),
        "a key is not one that OpenAPI 3.0 has here: 'minimun'",
    ),
    "a media type that is no object": (
        swap(
            "          content:\n            application/json:\n",
            "          content:\n            text/plain: none\n            application/json:\n",
        ),
        "'none' is not of type 'object'",
    ),
    "a path parameter undeclared": (swap("/{id}/cancel:", "/{id}/{why}/cancel:"), "'why'"),
    "an enumeration with a value twice": (swap("        - M\n", "        - F\n"), "has non-unique elements"),
    "what only the generator refuses": (
        swap(
            "            application/json:\n              schema:\n                $ref",
            "            application/xml:\n              schema:\n                $ref",
        ),
        "openapi-python-client refuses openapi/txcloud-identity.yaml",
    ),
    "a config with an unknown key": (
        lambda project: project.edit(project.config, "docstrings_on_attributes", "docstring_on_attributes"),
        "generator-config.yaml:6: openapi-python-client has no option 'docstring_on_attributes'",
    ),
    "a config that is no YAML": (
        lambda project: project.edit(project.config, "post_hooks:", "post_hooks: ]"),
        "generator-config.yaml:",
    ),
    "a config with a wrong type": (
        lambda project: project.edit(project.config, "0.1.0", "[0, 1]"),
        "generator-config.yaml",
    ),
    "a template that fails": (
        lambda project: project.edit(
            project.root / "scripts/templates/README.md.jinja", "# {{ project_name }}", "# {{ project_name.a.b }}"
        ),
        "has no attribute 'a'",
    ),
    "a hook that fails": (
        lambda project: project.edit(project.config, "--select F,I,UP", "--select NONE"),
        "ruff failed",
    ),
}


def test_twice_gives_the_same(project: Project) -> None:
    committed = project.output()
    for _ in range(2):
        assert project.run("generate").returncode == 0
        assert project.output() == committed
    assert not list(project.root.glob(".generated-*"))


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_input_is_named_and_nothing_is_lost(project: Project, kind: str) -> None:
    damage, complaint = BROKEN[kind]
    damage(project)
    before = project.output()
    run = project.run("generate")
    assert run.returncode == 1
    assert complaint in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) <= 24
    assert project.output() == before
    assert not list(project.root.glob(".generated-*"))


def test_without_the_formatter_nothing_is_generated(project: Project) -> None:
    before = project.output()
    run = project.run("generate", path=os.devnull)
    assert run.returncode == 1
    assert "ruff" in run.stderr
    assert "Traceback" not in run.stderr
    assert project.output() == before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "generated"
    folder.mkdir()
    (folder / "old").touch()
    return folder


def test_a_folder_is_replaced_whole(folder: Path) -> None:
    with replaced(folder) as fresh:
        fresh.mkdir()
        (fresh / "new").touch()
    assert [path.name for path in folder.iterdir()] == ["new"]
    assert list(folder.parent.iterdir()) == [folder]


def test_a_folder_that_is_not_made_leaves_the_old_one(folder: Path) -> None:
    with pytest.raises(FileNotFoundError), replaced(folder):
        pass
    assert [path.name for path in folder.iterdir()] == ["old"]
    assert list(folder.parent.iterdir()) == [folder]


def test_an_interruption_leaves_the_old_folder(folder: Path) -> None:
    with suppress(KeyboardInterrupt), replaced(folder) as fresh:
        fresh.mkdir()
        raise KeyboardInterrupt
    assert [path.name for path in folder.iterdir()] == ["old"]
    assert list(folder.parent.iterdir()) == [folder]
