"""Python code for an example of a value, for the README."""

import json

from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol as Schema
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from scripts.generation.models import attribute_name
from scripts.generation.python_types import PythonTypes, options

# By type; otherwise, a number.
EXAMPLES = {
    "None": "None",
    "bool": "True",
    "bytes": 'b"..."',
    "datetime.date": "datetime.date(2024, 1, 31)",
    "datetime.datetime": "datetime.datetime(2024, 1, 31, 12, tzinfo=datetime.UTC)",
    "typing.Any": "None",
    "uuid.UUID": 'uuid.UUID("00000000-0000-4000-8000-000000000001")',
}


def example_code(types: PythonTypes, schema: Schema, above: tuple[str, ...] = ()) -> str:
    """The code of a value that a schema allows, with what it requires."""
    match schema:
        case StringProperty():
            return json.dumps((schema.example or schema.name).get_untrusted_value(), ensure_ascii=False)
        case EnumProperty():
            return json.dumps(next(iter(schema.values.values())), ensure_ascii=False)
        case ListProperty(inner_property=ModelProperty() as inner) if inner.class_info.name in above:
            return "[]"
        case ListProperty():
            return f"[{example_code(types, schema.inner_property, above)}]"
        case UnionProperty():
            return example_code(types, options(schema)[0], above)
        case ModelProperty() if types.is_model(schema):
            name = schema.class_info.name
            # A reference may have been parsed before the model.
            [model] = [each for each in types.models if each.class_info.name == name]
            values = {attribute_name(each): each for each in model.required_properties or ()}
            code = [f"{at}={example_code(types, each, (*above, name))}" for at, each in values.items()]
            return f"models.{name}({', '.join(code)})"
        case ModelProperty():
            return "{}"
    return EXAMPLES.get(types.type_of(schema), "1")
