"""What an operation becomes, for documents of a few lines."""

from collections import defaultdict

import pytest
from openapi_python_client.strings import PythonIdentifier

from scripts.generation.operations import Operation, Operations
from scripts.generation.python_types import PythonTypes
from scripts.generation.results import Reader
from tests.support.parsing import parsed

DOCUMENT = """
paths:
  /things/{id}/parts/{number}:
    post:
      operationId: changePart
      tags: [Things]
      summary: Change a part
      description: As it says.
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: number, in: path, required: true, schema: {type: integer}}
        %s
      %s
      responses:
        "200": {description: The part, content: {application/json: {schema: {$ref: '#/components/schemas/Part'}}}}
        "404": {description: No such part}
components:
  schemas:
    Part: {type: object, properties: {size: {type: integer}}}
"""


def operation(parameter: str = "", body: str = "") -> Operation:
    found = parsed(DOCUMENT % (parameter, body))
    [endpoint] = found.endpoint_collections_by_tag[PythonIdentifier("things", "")].endpoints
    return Operations(PythonTypes(found.models), defaultdict(dict), {404: "NotFoundError"}).operation(endpoint)


def test_the_path_holds_each_argument_as_one_segment() -> None:
    parts = operation().parts
    assert parts["method"] == "'POST'"
    assert parts["route"] == "'/things/{id}/parts/{number}'"
    assert parts["path"] == (
        """f"/things/{_encoding.quote_path_segment('id', id)}" """
        """f"/parts/{_encoding.quote_path_segment('number', _encoding.as_text('number', number))}\""""
    )


def test_the_result_is_read_as_its_model() -> None:
    found = operation()
    assert found.result == "models.Part"
    assert found.readers == [Reader("_read", "models.Part", "_result.json_model(read_part, body)")]
    assert "from ...models.part import part_of, read_part" in found.imports


@pytest.mark.parametrize(
    ("parameter", "declaration", "part", "code"),
    [
        (
            "- {name: sort, in: query, schema: {type: string}}",
            "sort: str | None = None,",
            "params",
            "{'sort': _encoding.as_query('sort', sort)}",
        ),
        (
            "- {name: since, in: query, required: true, schema: {type: string, format: date}}",
            "since: datetime.date,",
            "params",
            "{'since': _encoding.as_query('since', since)}",
        ),
        (
            "- {name: X-Trace, in: header, schema: {type: string}}",
            "x_trace: str | None = None,",
            "headers",
            """{'X-Trace': _encoding.as_text("x_trace", x_trace)}""",
        ),
        # A name that the method has already.
        (
            "- {name: timeout, in: query, schema: {type: string}}",
            "timeout_: str | None = None,",
            "params",
            "{'timeout': _encoding.as_query('timeout_', timeout_)}",
        ),
    ],
)
def test_an_argument_goes_where_the_document_has_it(parameter: str, declaration: str, part: str, code: str) -> None:
    found = operation(parameter)
    assert found.positional == "id: str, number: int,"
    assert found.named == declaration
    assert found.parts[part] == code


def test_a_body_is_an_argument() -> None:
    content = "{application/json: {schema: {$ref: '#/components/schemas/Part'}}}"
    found = operation(body=f"requestBody: {{required: true, content: {content}}}")
    assert found.named == "body: models.Part,"
    assert found.parts["json"] == "_encoding.encode(body)"
    assert found.handed_on == "id, number, body=body,"


def test_the_docstring_says_what_the_document_does() -> None:
    lines = operation().docstring.splitlines()
    assert lines[0] == '"""Change a part.'
    assert "`POST /things/{id}/parts/{number}` in the vendor's reference." in lines
    assert "    NotFoundError: 404. No such part" in lines
    assert lines[-1] == '"""'
