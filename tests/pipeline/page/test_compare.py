"""Whatever changes on the vendor's page is reported, once, with its line, and can be transcribed by the draft."""

import copy
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.common.json_pointer import Steps
from scripts.common.yaml_file import parse_yaml
from scripts.page.differences import Difference, differences
from scripts.page.draft import drafted
from scripts.page.part import Part
from scripts.page.reading import Reading
from scripts.page.source import read
from tests.support.page_changes import CHANGES, FORMS
from tests.support.vendor_pages import written
from tests.support.vendor_transcripts import FACTS, FACTS_TEXT, PAGE, TYPES

Compare = Callable[..., tuple[list[Difference], list[Part]]]


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    def parts_and_differences(text: str, facts: Any = FACTS) -> tuple[list[Difference], list[Part]]:
        path = tmp_path / "page"
        path.write_text(text, encoding="utf-8")
        parts = Reading(read(str(path)), facts, TYPES).read()
        return differences(facts, parts, TYPES), parts

    return parts_and_differences


@pytest.mark.parametrize("form", FORMS)
def test_a_page_that_has_not_changed_has_no_difference(compare: Compare, form: str) -> None:
    assert compare(written(form, PAGE, TYPES))[0] == []


EVERY = [(name, form) for name, change in CHANGES.items() for form in change.forms]


@pytest.mark.parametrize(("name", "form"), EVERY)
def test_a_change_is_reported_once(compare: Compare, name: str, form: str) -> None:
    page = copy.deepcopy(PAGE)
    kind, steps = CHANGES[name].apply(random.Random(f"{name} {form}"), page)
    [difference], _ = compare(written(form, page, TYPES))
    assert (difference.kind, difference.is_contradicted) == (kind, False)
    # A page without names leaves open which entry is new.
    assert starts_alike(difference.steps, steps) or (form == "text" and kind == "came")


def starts_alike(one: Steps, other: Steps) -> bool:
    return all(step == each for step, each in zip(one, other, strict=False))


@pytest.mark.parametrize("name", CHANGES)
def test_the_draft_settles_a_change(compare: Compare, name: str) -> None:
    page = copy.deepcopy(PAGE)
    CHANGES[name].apply(random.Random(name), page)
    text = written(CHANGES[name].forms[0], page, TYPES)
    _, parts = compare(text)
    new = drafted(FACTS_TEXT, FACTS, parts)
    assert compare(text, parse_yaml(new))[0] == []
    assert new.count("# ") == FACTS_TEXT.count("# ")


@pytest.mark.parametrize("head", ["* **`id`** `string` *required*", "* **`status`** `enum<string>`"])
def test_an_entry_that_lost_its_name_is_reported(compare: Compare, head: str) -> None:
    text = written("markdown", PAGE, TYPES)
    assert head in text
    assert compare(text.replace(head, ""))[0]


def test_a_draft_without_a_change_changes_nothing(compare: Compare) -> None:
    _, parts = compare(written("text", PAGE, TYPES))
    assert drafted(FACTS_TEXT, FACTS, parts) == FACTS_TEXT


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("name", ["a field went", "a field moved", "a value changed", "the server changed"])
def test_a_change_in_one_of_two_copies_is_reported_as_a_contradiction(compare: Compare, name: str, form: str) -> None:
    other = copy.deepcopy(PAGE)
    CHANGES[name].apply(random.Random(name), other)
    [difference], parts = compare(written(form, PAGE, TYPES, other))
    assert difference.is_contradicted
    assert drafted(FACTS_TEXT, FACTS, parts) == FACTS_TEXT
