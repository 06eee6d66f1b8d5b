"""What a schema is in Python, and the code that reads it, for documents of a few lines."""

import pytest
from openapi_python_client.parser import GeneratorData

from scripts.generation.decoders import Decoders
from scripts.generation.models import models
from scripts.generation.python_types import PythonTypes, properties
from tests.support.parsing import model, parsed

DOCUMENT = """
components:
  schemas:
    Part: {type: object, properties: {size: {type: integer}, whole: {$ref: '#/components/schemas/Whole'}}}
    Leaf: {type: object, properties: {size: {type: integer}}}
    Color: {type: string, enum: [red, blue]}
    Level: {type: integer, enum: [1, 2]}
    Free: {type: object, additionalProperties: true}
    Whole:
      type: object
      properties:
        p: %s
"""

READ = "(value := values.get('p')) is not None and (value := {}) is not None"

# The schema of a property, its type, the test that a value has to pass and what is stored then.
SCHEMAS = {
    "{type: string}": ("str", "(value := values.get('p')) is not None and type(value) is str", "value"),
    "{type: number}": ("float", "type(value := values.get('p')) is float or type(value) is int", "value"),
    "{type: integer}": ("int", "(value := values.get('p')) is not None and type(value) is int", "value"),
    "{}": ("typing.Any", "(value := values.get('p')) is not None", "value"),
    "{type: string, format: date}": (
        "datetime.date",
        READ.format("_formats.as_date(value)"),
        "value",
    ),
    "{$ref: '#/components/schemas/Color'}": (
        "Color | str",
        "(value := values.get('p')) is not None and type(value) is str",
        "color_of(value, value)",
    ),
    "{$ref: '#/components/schemas/Level'}": (
        "Level | int",
        "(value := values.get('p')) is not None and type(value) is int",
        "level_of(value, value)",
    ),
    "{$ref: '#/components/schemas/Leaf'}": (
        "Leaf",
        "(value := values.get('p')) is not None and type(value) is json_object",
        "read_leaf(value)",
    ),
    # It leads back to the model that has it, so it may be nested too deep.
    "{$ref: '#/components/schemas/Part'}": (
        "Part",
        READ.format("_decoding.as_model(read_part, value)"),
        "value",
    ),
    "{$ref: '#/components/schemas/Free'}": (
        "Free",
        "(value := values.get('p')) is not None and type(value) is json_object",
        "value",
    ),
    "{type: array, items: {type: string}}": (
        "list[str]",
        READ.format("_decoding.as_plain_list((str,), value)"),
        "value",
    ),
    "{type: array, items: {type: string, nullable: true}}": (
        "list[str | None]",
        READ.format("_decoding.as_plain_list((str, type(None),), value)"),
        "value",
    ),
    "{type: array, items: {$ref: '#/components/schemas/Leaf'}}": (
        "list[Leaf]",
        READ.format("_decoding.as_models(read_leaf, value)"),
        "value",
    ),
    "{oneOf: [{type: string, format: date}, {type: integer}]}": (
        "datetime.date | int",
        READ.format("_decoding.as_either((_formats.as_date, _decoding.as_integer), value)"),
        "value",
    ),
    "{type: string, nullable: true}": (
        "str",
        READ.format("_decoding.as_string(value)"),
        "value",
    ),
}


def whole(schema: str) -> tuple[PythonTypes, GeneratorData]:
    found = parsed(DOCUMENT % schema)
    return PythonTypes(found.models), found


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_property_has_a_type_and_the_code_that_reads_it(schema: str) -> None:
    types, found = whole(schema)
    [each] = properties(model(found, "Whole"))
    decoders = Decoders(types)
    code = types.type_of(each), decoders.test(each, "p", "Whole"), decoders.stored(each, "Whole")
    assert code == SCHEMAS[schema]


def test_a_type_outside_the_models_names_their_package() -> None:
    types, found = whole("{type: array, items: {$ref: '#/components/schemas/Color'}}")
    [each] = properties(model(found, "Whole"))
    assert types.type_of(each, "models.") == "list[models.Color | str]"


def test_a_model_that_leads_back_is_imported_late() -> None:
    types, _ = whole("{$ref: '#/components/schemas/Part'}")
    assert types.imports("Whole", late=True) == [("part", "Part")]
    assert types.imports("Whole", late=False) == []
    types, _ = whole("{$ref: '#/components/schemas/Leaf'}")
    assert types.imports("Whole", late=False) == [("leaf", "Leaf")]
    assert types.imports("Part", late=False) == [("whole", "Whole")]


@pytest.mark.parametrize(
    ("schema", "is_free"),
    [
        ("{}", True),
        ("{type: array, items: {}}", True),
        ("{$ref: '#/components/schemas/Free'}", True),
        ("{type: string}", False),
        ("{oneOf: [{type: string, format: date}, {}]}", False),
    ],
)
def test_what_may_be_any_json_is_written_as_it_came(schema: str, is_free: bool) -> None:
    types, found = whole(schema)
    [each] = properties(model(found, "Whole"))
    assert types.is_free_form(each) is is_free


def test_what_is_personal_is_left_out_of_repr() -> None:
    types, found = whole("{type: string}")
    personal: dict[str, list[str]] = {each.class_info.name: [] for each in found.models}
    [open_one] = models(types, personal)["Whole"].attributes
    [hidden] = models(types, personal | {"Whole": ["p"]})["Whole"].attributes
    assert open_one.declaration == "p: str | None = None"
    assert hidden.declaration == "p: str | None = field(default=None, repr=False)"
