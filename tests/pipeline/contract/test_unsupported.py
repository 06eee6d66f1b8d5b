"""A feature that the templates do not support is refused, with its place and a fix."""

import pytest

from tests.support.documents import CANCEL, add_operation, complaint_about
from tests.support.project import Break, Project, swap

PARAMETERS = "      parameters:\n"

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
    "a server without a name": (
        swap("    x-environment: sandbox\n", ""),
        "txcloud-identity.yaml:22: the server has no `x-environment`. Give it one: the name that callers know",
    ),
    "a server without keys": (
        swap("    x-key-prefix: txc_test_\n", '    x-key-prefix: ""\n'),
        "the server has no `x-key-prefix`. Give it one: the prefix of the keys",
    ),
    "a name with a quote": (
        swap("x-environment: sandbox", "x-environment: sand'box"),
        """txcloud-identity.yaml:24: `x-environment` "sand'box" must consist of letters, digits, `_` and `-`.""",
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
        swap(CANCEL, CANCEL + "      requestBody: {content: {multipart/form-data: {schema: {type: object}}}}\n"),
        "the body is multipart/form-data. The client can send one of application/json, ",
    ),
    "an operation named like an attribute": (
        swap("operationId: cancelVerification", "operationId: baseUrl"),
        "operationId 'baseUrl' is taken by the client's own `base_url`",
    ),
    "a server URL with a variable": (
        swap("url: https://sandbox.api.txcloud.io/v1", 'url: "https://{region}.txcloud.io/v1"'),
        "must be http(s), without variables or a query",
    ),
    "an operation with a server of its own": (
        swap(CANCEL, CANCEL + "      servers: [{url: https://other.test}]\n"),
        "the operation has servers of its own",
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
        "the parameter 'a' needs a `schema` and OpenAPI's default style",
    ),
    "a parameter with content": (
        swap(PARAMETERS, PARAMETERS + "        - {name: a, in: query, content: {application/json: {}}}\n"),
        "the parameter 'a' needs a `schema` and OpenAPI's default style",
    ),
    "a header that the client sets": (
        swap(PARAMETERS, PARAMETERS + "        - {name: User-Agent, in: header, schema: {type: string}}\n"),
        "the client sets the header 'User-Agent' itself",
    ),
    "an enumeration with null": (
        swap("        - M\n        - F\n", "        - M\n        - null\n      nullable: true\n"),
        "an enumeration contains null. Leave it out",
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
