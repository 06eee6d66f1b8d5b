"""Names of the document that would be one name in Python, of which the generator would drop one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openapi_python_client.config import Config
from openapi_python_client.parser.properties import Class, EnumProperty
from openapi_python_client.strings import ClassName, PythonIdentifier

from scripts.common.json_pointer import Steps, walk
from scripts.common.yaml_file import DocumentError
from scripts.contract import openapi
from scripts.contract.openapi import is_data

READ_ANYWAY = "Leave one out: the client reads it anyway."
KEPT_ANYWAY = "Leave one out: the client keeps it in `additional_properties`."


def check_names(path: Path, document: dict[str, Any], config: Config) -> None:
    """Raise DocumentError if two values of an enumeration, two properties or two parameters have one name in Python."""

    def identifiers(names: Iterable[str]) -> Iterable[tuple[str, str]]:
        return ((name, PythonIdentifier(name, config.field_prefix)) for name in names)

    for steps, node in walk(document):
        if is_data(steps[:-1]):
            continue
        if steps[-1:] == ("enum",) and isinstance(node, list):
            texts = [value for value in node if isinstance(value, str)]
            members = ((value, member(value, index)) for index, value in enumerate(texts))
            check_distinct(path, steps, members, READ_ANYWAY)
        elif steps[-1:] == ("properties",) and isinstance(node, dict):
            check_distinct(path, steps, identifiers(node), KEPT_ANYWAY)
    for steps, operation in openapi.operations(document):
        parameters = openapi.parameters(document, steps[1], operation)
        # A parameter that has the name of one in another place is renamed.
        for place in {each["in"] for each in parameters}:
            names = (each["name"] for each in parameters if each["in"] == place)
            check_distinct(path, steps, identifiers(names), "Leave one out.")


def check_distinct(path: Path, steps: Steps, names: Iterable[tuple[str, str]], remedy: str) -> None:
    """Raise DocumentError if two of the names are one in Python."""
    taken: dict[str, str] = {}
    for name, in_python in names:
        if (other := taken.setdefault(in_python, name)) != name:
            message = f"{other!r} and {name!r} are both `{in_python}` in Python. {remedy}"
            raise DocumentError(path, message, steps=steps)


def member(value: str, index: int) -> str:
    """The name of a value in the enumeration that the generator makes."""
    # What does not begin with a letter is named by its place.
    before = [f"x{number}" for number in range(index)]
    anonymous = Class(ClassName("", ""), PythonIdentifier("", ""))
    return list(EnumProperty.values_from_list([*before, value], anonymous, []))[-1]
