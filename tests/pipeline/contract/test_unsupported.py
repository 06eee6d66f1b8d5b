"""What the templates cannot make is refused, with its place and a remedy."""

import pytest

from tests.support.documents import CANCEL, add_operation, complaint_about
from tests.support.project import Break, Project, swap

PARAMETERS = "      parameters:\n"

MISFITS: dict[str, tuple[Break, str]] = {
    "a transition to nowhere": (
        swap("        then: {status: expired}\n", ""),
        "`x-transition` should hold `when`, `then` and `otherwise`, and nothing else.",
    ),
    "a transition of nothing": (
        swap("when: {status: pending}", "when: pending"),
        "`when` should name properties of the resource, with their values.",
    ),
    "a transition with an answer that there is not": (
        swap('otherwise: "409"', 'otherwise: "418"'),
        "`otherwise` should be the status of one of the errors, such as '409'.",
    ),
    "a server without a name": (
        swap("    x-environment: sandbox\n", ""),
        "txcloud-identity.yaml:22: the server has no `x-environment`. Give it one: the name that callers know",
    ),
    "a server without keys": (
        swap("    x-key-prefix: txc_test_\n", '    x-key-prefix: ""\n'),
        "the server has no `x-key-prefix`. Give it one: how the keys begin",
    ),
    "a name with a quote": (
        swap("x-environment: sandbox", "x-environment: sand'box"),
        """txcloud-identity.yaml:24: `x-environment` "sand'box" is more than letters, digits, `_` and `-`.""",
    ),
    "two servers of a name": (
        swap("x-environment: sandbox", "x-environment: production"),
        "`x-environment` 'production' is taken. Give each server one of its own.",
    ),
    "an operation that is a method already": (
        swap("operationId: cancelVerification", "operationId: close"),
        "operationId 'close' is taken by the client's own `close`",
    ),
    "an operation named like another's twin": (
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
    "a server that is no address": (
        swap("url: https://sandbox.api.txcloud.io/v1", 'url: "https://{region}.txcloud.io/v1"'),
        "is none that can be called as it stands",
    ),
    "an operation with a server of its own": (
        swap(CANCEL, CANCEL + "      servers: [{url: https://other.test}]\n"),
        "the operation has servers of its own",
    ),
    "an operation without a success": (
        swap(
            '        "200":\n          description: Verification cancelled', '        "300":\n          description: V'
        ),
        "the operation has no response for its success",
    ),
    "a parameter in another style": (
        swap(
            PARAMETERS,
            PARAMETERS + "        - {name: a, in: query, explode: false, schema: {type: array, items: {}}}\n",
        ),
        "the parameter 'a' is not spelled by OpenAPI's defaults",
    ),
    "a parameter with content": (
        swap(PARAMETERS, PARAMETERS + "        - {name: a, in: query, content: {application/json: {}}}\n"),
        "the parameter 'a' is not spelled by OpenAPI's defaults",
    ),
    "a header that the client sets": (
        swap(PARAMETERS, PARAMETERS + "        - {name: User-Agent, in: header, schema: {type: string}}\n"),
        "the header 'User-Agent' is the client's own to set",
    ),
    "an enumeration with null": (
        swap("        - M\n        - F\n", "        - M\n        - null\n      nullable: true\n"),
        "an enumeration holds null. Leave it out",
    ),
    "an enumeration with a quote": (
        swap("        - F\n", "        - 'F\"'\n"),
        "the value 'F\"' cannot be written as it is",
    ),
    "a body of two kinds": (
        swap(CANCEL, CANCEL + "      requestBody: {content: {application/json: {}, text/plain: {}}}\n"),
        "the body is application/json or text/plain.",
    ),
}


@pytest.mark.parametrize("kind", MISFITS)
def test_a_misfit_is_named_and_nothing_is_lost(project: Project, kind: str) -> None:
    assert complaint_about(project, *MISFITS[kind]).startswith("openapi/txcloud-identity.yaml:")
