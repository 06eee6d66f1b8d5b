"""How far a value is personal data, as the document marks it, decides what the client shows."""

from typing import Any

import pytest

from scripts.changes.change import Level
from scripts.changes.http_api import http_changes
from scripts.common.yaml_file import with_extensions
from scripts.contract.marks import is_personal


@pytest.mark.parametrize(
    ("schema", "hidden"),
    [
        ({"x-pii": "identifying"}, True),
        ({"x-pii": "related"}, False),
        ({"x-pii": "none"}, False),
        ({"x-pii": "somewhat"}, True),
        ({"x-pii": None}, True),
        ({}, True),
        # As documents have it that are older than the levels.
        ({"x-pii": True}, True),
        ({"x-pii": False}, False),
    ],
)
def test_only_what_cannot_identify_a_person_is_shown(schema: dict[str, Any], hidden: bool) -> None:
    assert is_personal({}, {"type": "string"} | schema) is hidden


def answering(mark: Any) -> dict[str, Any]:
    """A document of one operation, which answers with a marked header."""
    header = {"schema": {"type": "string", **({} if mark is None else {"x-pii": mark})}}
    response = {"description": "It.", "headers": {"X-It": header}}
    return {"openapi": "3.0.3", "info": {}, "paths": {"/its": {"get": {"responses": {"200": response}}}}}


@pytest.mark.parametrize(
    ("old", "new", "rated", "effect"),
    [
        ("identifying", "related", Level.minor, "its level is lower"),
        (None, "none", Level.minor, "its level is lower"),
        ("none", "related", Level.patch, "its level is higher"),
        (False, "none", Level.patch, "it is documentation"),
        (True, "identifying", Level.patch, "it is documentation"),
    ],
)
def test_a_lower_level_is_worth_a_minor_version(old: Any, new: Any, rated: Level, effect: str) -> None:
    [change] = http_changes(answering(old), answering(new))
    assert change.level == rated
    assert effect in change.affects


def test_a_keyword_becomes_an_extension_on_its_line() -> None:
    text = "a: &a\n  b: {'minimum': 1, pattern: é}\nc:\n  <<: *a\n"
    places = [("a", "b", "minimum"), ("a", "b", "pattern"), ("c", "b", "minimum"), ("d", "e")]
    assert with_extensions(text, places) == text.replace("minimum", "x-minimum").replace("pattern", "x-pattern")
