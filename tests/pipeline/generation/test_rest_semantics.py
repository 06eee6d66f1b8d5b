"""What an operation does follows from its method and its path."""

import pytest

from scripts.generation.rest_semantics import Does, Effect, effect_of, item_paths

PATHS = (
    "/things",
    "/things/{id}",
    "/things/{thing_id}/close",
    "/things/{id}/parts",
    "/things/{id}/parts/{part}",
    "/files/{name}.json",
    "/status",
)
THING, PART = "/things/{id}", "/things/{id}/parts/{part}"


@pytest.mark.parametrize("paths", [PATHS, PATHS[::-1]], ids=["outside first", "inside first"])
def test_each_item_is_found_once(paths: tuple[str, ...]) -> None:
    assert sorted(path.count("/") for path in item_paths(paths)) == [2, 4]


@pytest.mark.parametrize(
    ("method", "path", "does", "item"),
    [
        ("GET", "/things", "list", THING),
        ("POST", "/things", "create", THING),
        ("GET", "/things/{id}", "show", THING),
        ("DELETE", "/things/{id}", "delete", THING),
        ("PATCH", "/things/{id}", "update", THING),
        ("PUT", "/things/{id}", "update", THING),
        ("POST", "/things/{id}", "act", THING),
        ("POST", "/things/{thing_id}/close", "act", THING),
        ("GET", "/things/{id}/history", "act", THING),
        ("GET", "/things/{id}/parts", "list", PART),
        ("POST", "/things/{id}/parts", "create", PART),
        ("DELETE", "/things/{id}/parts", "act", THING),
        ("GET", "/things/{id}/parts/{part}", "show", PART),
        ("POST", "/things/{id}/parts/{part}/fix", "act", PART),
    ],
)
@pytest.mark.parametrize("known", [(THING, PART), (PART, THING)], ids=["outside first", "inside first"])
def test_what_is_done_to_an_item(method: str, path: str, does: Does, item: str, known: tuple[str, ...]) -> None:
    assert effect_of(method, path, known) == Effect(does, item)


@pytest.mark.parametrize(("method", "path"), [("GET", "/status"), ("DELETE", "/things"), ("GET", "/thingses/{id}")])
def test_what_has_to_do_with_no_item(method: str, path: str) -> None:
    assert effect_of(method, path, (THING, PART)) is None
