"""What the fake says in an error whose status the document describes only together with others."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.contract import openapi
from scripts.generation.fake_model import Fake
from scripts.generation.fake_responses import ExampleResponse

# What no enumeration has.
ANY_TEXT = "any text"


def describe_other_statuses(document: dict[str, Any], fake: Fake, error_classes: Mapping[int, str]) -> None:
    """Say of the responses for several statuses which fields of their errors depend on the status."""
    documented = dict(documented_types(fake))
    classes = {**error_classes, 500: "ServerError"}
    by_class = {classes[status]: kind for status, kind in reversed(documented.items()) if status in classes}
    several = {name for each in fake.operations for status, name in each.responses.items() if not status.isdecimal()}
    for response in (fake.responses[name] for name in several):
        fits = openapi.validator(document, response.schema).is_valid
        if not isinstance(response.content, dict) or not isinstance(response.content.get("error"), dict):
            continue
        response.texts = tuple(
            name
            for name in ("code", "message")
            if name in response.content["error"] and fits(changed(response, name, ANY_TEXT))
        )
        for status, name in classes.items():
            named = re.sub("(?<=[a-z])(?=[A-Z])", "_", name).lower()
            kind = documented.get(status) or by_class.get(name)
            if not kind and not fits(changed(response, "type", ANY_TEXT)):
                # A value of an enumeration is told by its name.
                kind = named
            if kind and "type" in response.content["error"] and fits(changed(response, "type", kind)):
                response.types[status] = kind


def documented_types(fake: Fake) -> Iterator[tuple[int, str]]:
    """The types of errors in the examples, by status."""
    for operation in fake.operations:
        for status, name in operation.responses.items():
            match fake.responses[name].content:
                case {"error": {"type": str(kind)}} if status.isdecimal():
                    yield int(status), kind


def changed(response: ExampleResponse, name: str, value: str) -> dict[str, Any]:
    """The body of a response with another value in its error."""
    return {**response.content, "error": {**response.content["error"], name: value}}
