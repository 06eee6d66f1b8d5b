"""How far a value is personal data, as the document marks it, decides what the client shows."""

from typing import Any

import pytest

from scripts.changes.change import Level
from scripts.changes.http_api import READERS, level_changed
from scripts.common.yaml_file import with_extensions
from scripts.contract.marks import level
from scripts.generation.template_context import is_personal


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


@pytest.mark.parametrize(
    ("old", "new", "rated", "effect"),
    [
        ("identifying", "related", Level.minor, "counts as `related` from now on."),
        (None, "none", Level.minor, "counts as `none` from now on."),
        ("none", "related", Level.patch, "counts as personal data from now on, as `related`."),
        (False, "none", Level.patch, READERS),
        (True, "identifying", Level.patch, READERS),
    ],
)
def test_a_lower_level_is_worth_a_minor_version(old: Any, new: Any, rated: Level, effect: str) -> None:
    found, affects = level_changed(level(old), level(new))
    assert found == rated
    assert affects.endswith(effect)


def test_a_keyword_becomes_an_extension_on_its_line() -> None:
    text = "a: &a\n  b: {'minimum': 1, pattern: é}\nc:\n  <<: *a\n"
    places = [("a", "b", "minimum"), ("a", "b", "pattern"), ("c", "b", "minimum"), ("d", "e")]
    assert with_extensions(text, places) == text.replace("minimum", "x-minimum").replace("pattern", "x-pattern")
