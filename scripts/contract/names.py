"""Names of the document that would be one name in Python, of which the generator would drop one."""

from collections.abc import Iterable, Iterator
from typing import Any

from openapi_python_client.parser.properties import Class, EnumProperty
from openapi_python_client.strings import ClassName, PythonIdentifier

from scripts.common.json_pointer import Steps, walk
from scripts.contract import openapi
from scripts.contract.openapi import is_data

READ_ANYWAY = "Leave one out: the client reads it anyway."
KEPT_ANYWAY = "Leave one out: the client keeps it in `additional_properties`."


def names_with_twins(document: dict[str, Any]) -> Iterator[tuple[str, Steps]]:
    """Values of an enumeration, properties or parameters with one name in Python: a message and the place of each."""
    for steps, node in walk(document):
        if steps[-1:] == ("enum",) and isinstance(node, list) and not is_data(steps[:-1]):
            texts = [value for value in node if isinstance(value, str)]
            yield from twins(steps, ((value, member(value, index)) for index, value in enumerate(texts)), READ_ANYWAY)
        elif steps[-1:] == ("properties",) and isinstance(node, dict) and not is_data(steps[:-1]):
            yield from twins(steps, map(identified, node), KEPT_ANYWAY)
    for steps, operation in openapi.operations(document):
        parameters = openapi.parameters(document, steps[1], operation)
        # A parameter that has the name of one in another place is renamed.
        for place in dict.fromkeys(each["in"] for each in parameters):
            names = (each["name"] for each in parameters if each["in"] == place)
            yield from twins(steps, map(identified, names), "Leave one out.")


def identified(name: str) -> tuple[str, str]:
    return name, PythonIdentifier(name, "field_")


def twins(steps: Steps, names: Iterable[tuple[str, str]], remedy: str) -> Iterator[tuple[str, Steps]]:
    taken: dict[str, str] = {}
    for name, in_python in names:
        if (other := taken.setdefault(in_python, name)) != name:
            yield f"{other!r} and {name!r} are both `{in_python}` in Python. {remedy}", steps


def member(value: str, index: int) -> str:
    """The name of a value in the enumeration that the generator makes."""
    # What does not begin with a letter is named by its place.
    before = [f"x{number}" for number in range(index)]
    anonymous = Class(ClassName("", ""), PythonIdentifier("", ""))
    return list(EnumProperty.values_from_list([*before, value], anonymous, []))[-1]
