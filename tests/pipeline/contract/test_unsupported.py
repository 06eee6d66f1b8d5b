"""A feature that the templates do not support is refused, with its place and a fix."""

import ast
import json

import pytest
from txcloud_identity._api_key import APIKey
from txcloud_identity._default_headers import names_of_requests

from scripts.common.workspace import HERE
from scripts.contract.names import names_with_twins
from scripts.contract.unsupported import MEMBERS_OF_THE_CLIENT
from scripts.contract.unsupported_requests import HEADERS
from tests.support.documents import CANCEL, PATH_KEY, add_operation, complaint_about
from tests.support.project import Break, Project, swap

PARAMETERS = "      parameters:\n"
FORM = "      requestBody: {{content: {{multipart/form-data: {{schema: {{properties: {{a: {}}}}}}}}}}}\n"
VERIFICATION = '{application/json: {schema: {$ref: "#/components/schemas/Verification"}}}'
SHOWN = f"""\
  /a/{{a}}/b/{{b}}:
    parameters:
      - {{name: a, in: path, required: true, schema: {{type: string}}}}
      - {{name: b, in: path, required: true, schema: {{type: string}}}}
    get:
      operationId: getB
      responses: {{"200": {{description: It, content: {VERIFICATION}}}}}
"""
PLAIN = "multipart/form-data: {schema: {properties: {a: {type: string}}}}"
LONG_TEXT = "{type: string, minLength: 40}"
ARRAYS = "{type: array, items: {type: array, items: {type: string}}}"
CSV = "content: {text/csv: {schema: {type: string}}}"

UNSUPPORTED: dict[str, tuple[Break, str]] = {
    "a transition without `then`": (
        swap("        then: {status: expired}\n", ""),
        "`x-transition` must have exactly the keys `when`, `then` and `otherwise`.",
    ),
    "a transition without properties": (
        swap("when: {status: pending}", "when: pending"),
        "`when` must map properties of the resource to their values.",
    ),
    "a transition with an undeclared response": (
        swap('otherwise: "409"', 'otherwise: "418"'),
        "`otherwise` must be the status of an error response, such as '409'.",
    ),
    "a creation of nothing that the document has": (
        swap(CANCEL, CANCEL + "      x-creates: /identity/verifications/{id}\n"),
        "`x-creates` must be the path of a resource in this document, such as '/things/{id}'. Of its parameters, all ",
    ),
    "a creation of something below nothing that is known": (
        swap(
            PATH_KEY + "    post:\n",
            SHOWN + PATH_KEY + "    post:\n      x-creates: /a/{a}/b/{b}\n",
        ),
        "Of its parameters, all but the last must be in the path of the operation.",
    ),
    "an operation named like the iterator of another": (
        add_operation("again", "      operationId: cancel_verification_iter\n"),
        "is taken by /paths/~1identity~1verifications~1{id}~1again/get",
    ),
    "a server without a name": (
        swap("    x-environment: sandbox\n", ""),
        "txcloud-identity.yaml:23: the server has no `x-environment`. Give it one: the name that callers know",
    ),
    "a server without keys": (
        swap("    x-key-prefix: txc_test_\n", '    x-key-prefix: ""\n'),
        "the server has no `x-key-prefix`. Give it one: the prefix of the keys",
    ),
    "a name with a quote": (
        swap("x-environment: sandbox", "x-environment: sand'box"),
        """txcloud-identity.yaml:25: `x-environment` "sand'box" must consist of letters, digits, `_` and `-`.""",
    ),
    "two servers with one name": (
        swap("x-environment: sandbox", "x-environment: production"),
        "`x-environment` 'production' is taken. Give each server one of its own.",
    ),
    "an operation that is a method already": (
        swap("operationId: cancelVerification", "operationId: close"),
        "operationId 'close' is taken by the client's own `close`",
    ),
    "an operation named like the detailed method of another": (
        add_operation("again", "      operationId: cancel_verification_detailed\n"),
        "is taken by /paths/~1identity~1verifications~1{id}~1again/get",
    ),
    "a body that cannot be sent": (
        swap(CANCEL, CANCEL + "      requestBody: {content: {text/plain: {schema: {type: string}}}}\n"),
        "the body is text/plain. The client can send one of application/json, ",
    ),
    "an object in a form": (
        swap(CANCEL, CANCEL + FORM.format("{type: array, items: {properties: {b: {}}}}")),
        "the property 'a' is an object, which a form cannot hold. Send it as JSON.",
    ),
    "an array of files": (
        swap(CANCEL, CANCEL + FORM.format("{type: array, items: {type: string, format: binary}}")),
        "the property 'a' is an array of files. Give each file a property of its own.",
    ),
    "a body of two media types with one schema": (
        swap(CANCEL, CANCEL + "      requestBody: {content: {application/json: {}, multipart/form-data: {}}}\n"),
        "the body has one schema for both media types, so its type does not say which to send.",
    ),
    "an operation named like an attribute": (
        swap("operationId: cancelVerification", "operationId: baseUrl"),
        "operationId 'baseUrl' is taken by the client's own `base_url`",
    ),
    "an operation named like the method for others": (
        swap("operationId: cancelVerification", "operationId: request"),
        "operationId 'request' is taken by the client's own `request`",
    ),
    "a server URL with a variable": (
        swap("url: https://sandbox.api.txcloud.io/v1", 'url: "https://{region}.txcloud.io/v1"'),
        "must be http(s), without variables or a query",
    ),
    "an operation with a server of its own": (
        swap(CANCEL, CANCEL + "      servers: [{url: https://other.test}]\n"),
        "the client does not support `servers` here. Leave it out: all operations are on the servers of the document.",
    ),
    "another way to authenticate": (
        swap("      type: http\n      scheme: bearer\n", "      type: apiKey\n      in: header\n      name: X-Key\n"),
        "the client sends a bearer key, and nothing of type 'apiKey'. Describe the key by `{type: http, scheme: ",
    ),
    "another scheme of HTTP": (
        swap("      scheme: bearer\n", "      scheme: basic\n"),
        "the client sends a bearer key, and nothing of type 'http'",
    ),
    "a keyword of no meaning to the client": (
        swap("    Gender:\n", "    Gender:\n      discriminator: {propertyName: kind}\n"),
        "the client does not support `discriminator` here. Leave it out: of the alternatives, the client takes the one",
    ),
    "a keyword in an alternative of a property": (
        swap("    Gender:\n", "    Odd: {properties: {a: {anyOf: [{items: {xml: {}}}]}}}\n    Gender:\n"),
        "at /components/schemas/Odd/properties/a/anyOf/0/items/xml",
    ),
    "an operation that is called back": (
        swap(CANCEL, CANCEL + "      callbacks: {}\n"),
        "the client does not support `callbacks` here. Leave it out: the client sends requests, and receives none.",
    ),
    "a method that the client does not send": (
        swap(PATH_KEY, PATH_KEY + "    head: {operationId: ask, responses: {'200': {description: Yes}}}\n"),
        "the client does not support `head` here. Leave it out.",
    ),
    "a result that is no JSON": (
        swap(PATH_KEY, PATH_KEY + f"    get: {{operationId: read, responses: {{'200': {{description: A, {CSV}}}}}}}\n"),
        "the result is text/csv. The client reads application/json with a `schema`: add it.",
    ),
    "an operation without a success": (
        swap(
            '        "200":\n          description: Verification cancelled', '        "300":\n          description: V'
        ),
        "the operation has no response for success",
    ),
    "a parameter in another style": (
        swap(
            PARAMETERS,
            PARAMETERS + "        - {name: a, in: query, explode: false, schema: {type: array, items: {}}}\n",
        ),
        "the client sends each part of the parameter 'a' by itself, and none as a list with commas. Leave `explode` ",
    ),
    "an object of another style": (
        swap(PARAMETERS, PARAMETERS + "        - {name: a, in: query, style: deepObject, schema: {type: object}}\n"),
        "the client does not serialize the parameter 'a' in the style 'deepObject'. Leave `style` out",
    ),
    "an array in a header": (
        swap(PARAMETERS, PARAMETERS + "        - {name: a, in: header, schema: {type: array, items: {}}}\n"),
        "the parameter 'a' must be a single value, not an array or object, in the header.",
    ),
    "a parameter with content": (
        swap(PARAMETERS, PARAMETERS + "        - {name: a, in: query, content: {application/json: {}}}\n"),
        "the client does not support `content` here. Describe the value by `schema`.",
    ),
    "an object within a parameter": (
        swap(PARAMETERS, PARAMETERS + "        - {name: a, in: query, schema: {properties: {b: {type: object}}}}\n"),
        "the parameter 'a' holds arrays or objects within its parts. Describe it as a string.",
    ),
    "an array of arrays as a parameter": (
        swap(PARAMETERS, PARAMETERS + f"        - {{name: a, in: query, schema: {ARRAYS}}}\n"),
        "the parameter 'a' holds arrays or objects within its parts. Describe it as a string.",
    ),
    "a name twice in the query": (
        swap(
            PARAMETERS,
            f"{PARAMETERS}        - {{name: a, in: query, schema: {{type: string}}}}\n"
            "        - {name: b, in: query, schema: {properties: {a: {type: string}}}}\n",
        ),
        "the query has 'a' twice: as a parameter, and as a property of 'b'. Leave one out.",
    ),
    "an idempotency key that is no UUID": (
        swap(PARAMETERS, PARAMETERS + "        - {name: idempotency-key, in: header, schema: {type: integer}}\n"),
        "the parameter 'idempotency-key' must be a string that may be a UUID, because the client makes one.",
    ),
    "an idempotency key that is longer than a UUID": (
        swap(PARAMETERS, PARAMETERS + f"        - {{name: Idempotency-Key, in: header, schema: {LONG_TEXT}}}\n"),
        "the parameter 'Idempotency-Key' must be a string that may be a UUID, because the client makes one.",
    ),
    "an array of arrays in a form": (
        swap(CANCEL, CANCEL + FORM.format(ARRAYS)),
        "the property 'a' is an array of arrays, which a form cannot hold. Send it as JSON.",
    ),
    "base64 in a form with files": (
        swap(CANCEL, CANCEL + FORM.format("{type: array, items: {type: string, format: byte}}")),
        "the property 'a' is base64 in a form with files. Make it `format: binary`, a file.",
    ),
    "an array as JSON beside a form": (
        swap(CANCEL, f"{CANCEL}      requestBody: {{content: {{application/json: {{schema: {ARRAYS}}}, {PLAIN}}}}}\n"),
        "JSON beside a form must be an object with properties, by whose type it is chosen. Give it some.",
    ),
    "a header that the client sets": (
        swap(PARAMETERS, PARAMETERS + "        - {name: User-Agent, in: header, schema: {type: string}}\n"),
        "the client sets the header 'User-Agent' itself",
    ),
    "a file in JSON": (
        swap("    Gender:\n      type: string\n", "    Gender:\n      type: string\n      format: binary\n"),
        "JSON cannot hold `format: binary`. Write `format: byte`, which is text in base64.",
    ),
    "an enumeration with null": (
        swap("        - M\n        - F\n", "        - M\n        - null\n"),
        "an enumeration contains null. Leave it out, or add `nullable: true`.",
    ),
    "an enumeration with a quote": (
        swap("        - F\n", "        - 'F\"'\n"),
        "the value 'F\"' needs escaping in Python",
    ),
    "a body of two media types": (
        swap(CANCEL, CANCEL + "      requestBody: {content: {application/json: {}, text/plain: {}}}\n"),
        "the body is application/json or text/plain.",
    ),
}


@pytest.mark.parametrize("kind", UNSUPPORTED)
def test_an_unsupported_feature_is_reported_and_no_file_is_lost(project: Project, kind: str) -> None:
    assert complaint_about(project, *UNSUPPORTED[kind]).startswith("openapi/txcloud-identity.yaml:")


def test_of_many_names_that_the_query_has_twice_the_first_is_shown(project: Project) -> None:
    # Enough, so that an order by chance is another one.
    names = [f"name{number}" for number in range(20)]
    parameters = [{"name": each, "in": "query", "schema": {"type": "string"}} for each in names]
    properties = {each: {"type": "string"} for each in names}
    parameters.append({"name": "whole", "in": "query", "schema": {"properties": properties}})
    added = "".join(f"        - {json.dumps(each)}\n" for each in parameters)
    complaint_about(project, swap(PARAMETERS, PARAMETERS + added), "the query has 'name0' twice")


def test_names_that_are_one_in_python_are_told_in_the_order_of_the_document() -> None:
    pairs = {"query": ("a-b", "a_b"), "header": ("c-d", "c_d"), "cookie": ("e-f", "e_f")}
    parameters = [{"name": name, "in": place} for place, names in pairs.items() for name in names]
    found = names_with_twins({"paths": {"/a": {"get": {"parameters": parameters}}}})
    assert [message.split()[0] for message, _ in found] == ["'a-b'", "'c-d'", "'e-f'"]


def test_each_header_that_the_client_sets_is_refused_as_a_parameter() -> None:
    taken = {each.lower() for each in names_of_requests(APIKey("txc_test_k"))}
    assert {*taken, "cookie"} == set(HEADERS)


@pytest.mark.parametrize("name", ["_base_client.py", "_sync_client.py", "_async_client.py"])
def test_each_member_of_the_clients_is_refused_as_a_name(name: str) -> None:
    tree = ast.parse((HERE.runtime / name).read_text(encoding="utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    members = {
        node.name for each in classes for node in each.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {each for each in members if not each.startswith("_")} <= set(MEMBERS_OF_THE_CLIENT)
