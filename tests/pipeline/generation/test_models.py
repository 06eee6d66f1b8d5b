"""What the templates make of schemas that our own document does not have yet."""

import ast
import copy
import datetime
import json
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.common.workspace import HERE
from tests.support.packages import UUID
from tests.support.project import LIMIT

THING = {
    "id": UUID,
    "color": "red",
    "note": "personal",
    "level": 2,
    "colors": ["red", "light green", "blue"],
    "cats": [{"name": "Tom"}, {"lives": 9}],
    "by_name": {"Tom": {"lives": 7}},
    "days": ["1990-04-12"],
    "pet": {"name": "Rex", "tricks": ["sit"]},
    "code": 5,
    "either": "personal",
    "maybe": "so",
    "maybes": ["so", None],
    "best": [{"points": 1}, None],
    "moods": ["good", None, 3, "odd"],
    "image": "AP8=",
    "images": ["AP8=", None],
    "codes": ["a", 1],
    "dates": ["1990-04-12", None],
    "limits": {"low": None, "high": 1.5},
    "ends": {"first": None, "last": "1990-04-12"},
    "items": [1, None, {"a": []}],
    "any": False,
    "parent": {"id": UUID, "color": "red", "parent": {}},
    "left": {"right": {"lefts": {"a": {"right": {}}}, "left": {}}},
    "nested": {"deep": "a", "hidden": "personal"},
    "class": "c",
    "from-date": "f",
    "field": "i",
    "additional_properties": "p",
    "to_dict": "d",
    "free": {"a": [None]},
    "closed": {"a": "x", "b": "y"},
    "empty": {"a": 1},
    "mixed": {"a": "x", "b": 1, "c": "no number"},
    "matrix": [[1, 2.5], []],
}


@pytest.fixture(scope="module")
def shapes(taken: Callable[[str], Any]) -> Any:
    return taken("models")


def test_each_shape_is_read_as_its_type(shapes: Any) -> None:
    models = shapes.models
    before = copy.deepcopy(THING)
    thing = models.Thing.from_dict(THING)
    assert before == THING
    assert thing.id == uuid.UUID(UUID)
    assert (thing.color, thing.level) == (models.Color.RED, models.Level.VALUE_2)
    assert [type(color) for color in thing.colors] == [models.Color, models.Color, str]
    assert [type(cat) for cat in thing.cats] == [models.Cat, models.Cat]
    assert thing.by_name == {"Tom": models.Cat(lives=7)}
    assert thing.days == [datetime.date(1990, 4, 12)]
    assert thing.pet == models.Dog(name="Rex", tricks=["sit"])
    assert thing.best == [models.Best(points=1), None]
    assert (thing.image, thing.images) == (b"\x00\xff", [b"\x00\xff", None])
    assert thing.moods == [models.Mood.GOOD, None, 3, "odd"]
    assert (thing.code, thing.maybe, thing.maybes, thing.any_) == (5, "so", ["so", None], False)
    assert (thing.codes, thing.limits) == (["a", 1], {"low": None, "high": 1.5})
    assert thing.dates == [datetime.date(1990, 4, 12), None]
    assert thing.ends == {"first": None, "last": datetime.date(1990, 4, 12)}
    assert thing.items == [1, None, {"a": []}]
    assert thing.parent.parent == models.Thing(id=None, color=None)
    assert thing.left.right.lefts["a"].right == models.Right()
    assert thing.nested.deep is models.ThingNestedDeep.A
    assert thing.field_ == "i"
    assert (thing.class_, thing.from_date, thing.additional_properties_, thing.to_dict_) == ("c", "f", "p", "d")
    assert thing.closed.additional_properties == {"b": "y"}
    assert thing.empty.additional_properties == {"a": 1}
    assert thing.mixed.additional_properties == {"b": 1, "c": "no number"}
    assert thing.matrix == [[1, 2.5], []]
    assert thing.additional_properties == {}
    assert json.dumps(thing.to_dict(), sort_keys=True) == json.dumps(THING, sort_keys=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", UUID.upper()),
        ("id", "no uuid"),
        ("level", "2"),
        ("level", True),
        ("colors", ["red", None]),
        ("cats", [{}, "Tom"]),
        ("cats", {}),
        ("by_name", {"Tom": None}),
        ("days", ["1990-04-12", "1990"]),
        ("pet", "Rex"),
        ("code", [1]),
        ("maybe", None),
        ("maybes", ["so", 1]),
        ("codes", ["a", None]),
        ("codes", ["a", 1.5]),
        ("dates", ["1990", None]),
        ("dates", {}),
        ("limits", {"low": "none"}),
        ("limits", []),
        ("ends", {"last": "1990"}),
        ("ends", []),
        ("items", {}),
        ("any", None),
        ("left", []),
        ("free", 1),
        ("matrix", [[1], ["a"]]),
    ],
)
def test_what_does_not_fit_stays_as_it_came(shapes: Any, name: str, value: object) -> None:
    thing = shapes.models.Thing.from_dict({name: value})
    assert getattr(thing, {"any": "any_"}.get(name, name)) is None
    assert thing.additional_properties == {name: value} == thing.to_dict()


def test_what_is_nested_too_deep_stays_as_it_came_from_there_on(shapes: Any) -> None:
    deep: dict[str, Any] = {}
    for _ in range(5000):
        deep = {"parent": deep}
    thing = shapes.models.Thing.from_dict(deep)
    given = thing.to_dict()
    for _ in range(5000):
        given = given["parent"]
    assert given == {}


def test_an_undocumented_integer_stays_one(shapes: Any) -> None:
    level = shapes.models.Thing.from_dict({"level": 7}).level
    assert type(level) is int
    assert level == 7


def test_what_is_marked_or_unmarked_stays_out_of_repr(shapes: Any) -> None:
    shown = repr(shapes.models.Thing.from_dict(THING))
    assert "personal" not in shown
    for hidden in ("note", "either", "items", "any_", "free", "empty"):
        assert f", {hidden}=" not in shown
    for visible in ("maybes=['so', None]", "matrix=[[1, 2.5], []]", "Dog(name='Rex'", "Mixed()"):
        assert visible in shown


@pytest.mark.parametrize("command", [["check", "--ignore", "A002,D210,D415,S311"], ["format", "--check"]])
def test_the_package_is_formatted_and_names_nothing_in_vain(shapes: Any, command: list[str]) -> None:
    command = [
        "ruff",
        *command,
        "--no-cache",
        "--config",
        str(HERE.root / "pyproject.toml"),
        str(Path(shapes.__file__).parent),
    ]
    ruff = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert ruff.returncode == 0, ruff.stdout


NAMED = {"responses": [{"request": {"finder": "b"}, "model": {"any": "a", "uuid": "u", "typing": "t"}}]}


def test_a_schema_may_have_any_name(shapes: Any) -> None:
    models = shapes.models
    named = models.TXCloud.from_dict(NAMED)
    [response] = named.responses
    assert response.request.finder is models.StrFinder.B
    assert (response.model.any_, response.model.uuid_, response.model.typing_) == (models.Any.A, "u", "t")
    assert named.to_dict() == NAMED
    # The classes of models are the only names of their kind in their modules.
    package = Path(shapes.__file__).parent
    classes = {name for name in models.__all__ if name[0].isupper()}
    for path in package.glob("models/[!_]*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert {alias.name for alias in node.names if alias.name[0].isupper()} <= classes
                assert node.level == 1 or not any(alias.name[0].isupper() for alias in node.names)
