"""Changes to the document, with the verdict on each and a reason that has to be among those given for it."""

import re
from collections.abc import Callable

Edit = Callable[[str], str]

PATH = "  /identity/verifications/{id}/cancel:\n"
PARAMETERS = '      parameters:\n        - $ref: "#/components/parameters/VerificationId"\n'
BODY = "      requestBody: {content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}\n"
SCORE = """\
        risk_score:
          type: integer
          x-pii: related
          format: int32
          minimum: 0
          maximum: 1000
          description: The overall risk, 0 to 1000. The higher, the riskier.
          example: 500
"""
GET = """\
  /identity/reviews/{id}:
    get:
      operationId: getReview
      tags: [Management]
      parameters: [{$ref: "#/components/parameters/VerificationId"}]
      responses:
        "200": {description: Found, content: {application/json: {schema: {$ref: "#/components/schemas/Verification"}}}}
"""
LIMIT = """\
            X-RateLimit-Limit:
              $ref: "#/components/headers/RateLimitLimit"
            X-RateLimit-Remaining:
              $ref: "#/components/headers/RateLimitRemaining"
            X-RateLimit-Reset:
"""
SANDBOX = """\
  - url: https://sandbox.api.txcloud.io/v1
    description: Sandbox. Takes keys that begin with `txc_test_`.
    x-environment: sandbox
    x-key-prefix: txc_test_
    x-internal: false
"""
ID = "        id:\n          type: string\n          x-pii: related\n"
CREATED = "          format: date-time\n          description: When the verification was created"
CAUSE = """\
        cause:
          description: What it follows from.
          allOf:
            - $ref: "#/components/schemas/FraudSignal"
"""
REQUEST_ID = "        x-pii: none\n        example: req_9f8e7d6c5b4a\n"
CLIENT = "txcloud_identity.TXCloud.cancel_verification"
VERIFICATION = "txcloud_identity.models.Verification"


def swap(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return edit


def cancelling(old: str, new: str) -> Edit:
    """A change to nothing but the operation that cancels."""

    def edit(text: str) -> str:
        above, path, rest = text.partition(PATH)
        operation, below = re.split(r"^(?=  /|components:)", rest, maxsplit=1, flags=re.MULTILINE)
        return above + path + swap(old, new)(operation) + below

    return edit


def both(first: Edit, second: Edit) -> Edit:
    return lambda text: second(first(text))


CHANGES: dict[str, tuple[Edit, str, str]] = {
    "a property removed": (swap(SCORE, ""), "major", f"{VERIFICATION}.risk_score"),
    "a property renamed": (
        swap("        risk_score:\n", "        risk_points:\n"),
        "major",
        f"{VERIFICATION}.risk_points",
    ),
    "a property added": (swap(SCORE, SCORE + SCORE.replace("risk", "trust")), "minor", f"{VERIFICATION}.trust_score"),
    "a whole number that is a text": (
        swap(SCORE, SCORE.replace("integer", "string")),
        "major",
        "Its type was `int | None`, and is `str | None`.",
    ),
    "a whole number that is any number": (
        swap(SCORE, SCORE.replace("integer", "number")),
        "major",
        "Its type was `int | None`, and is `float | None`.",
    ),
    "a date that is a text": (
        swap(CREATED, CREATED.removeprefix("          format: date-time\n")),
        "major",
        "Its type was `datetime.datetime | None`, and is `str | None`.",
    ),
    "a property that may be null": (
        swap(SCORE, SCORE + "          nullable: true\n"),
        "minor",
        "The client gives None",
    ),
    "a property that is always there": (
        swap(
            "      description: What every check reports.\n",
            "      description: What every check reports.\n      required: [status]\n",
        ),
        "major",
        "txcloud_identity.models.FraudCheck.status",
    ),
    "a wider range": (
        swap("maximum: 1000", "maximum: 2000"),
        "major",
        "`maximum` of the property `risk_score` was",
    ),
    "a narrower range": (
        swap("maximum: 1000", "maximum: 500"),
        "patch",
        "`maximum` of the property `risk_score` was 1000, and is 500.",
    ),
    "another kind of value in an array": (
        swap(
            "              items:\n                type: string\n",
            "              items:\n                type: integer\n",
        ),
        "major",
        "Its type was `list[str] | None`, and is `list[int] | None`.",
    ),
    "another kind of value in a map": (
        swap("      additionalProperties:\n        type: number", "      additionalProperties:\n        type: integer"),
        "major",
        "Its value was `dict[str, float]`, and is `dict[str, int]`.",
    ),
    "another order of properties": (
        both(swap(SCORE, ""), swap(ID, SCORE + ID)),
        "patch",
        "Its members are in another order.",
    ),
    "a value of an enumeration removed": (
        swap("        - expired\n", ""),
        "major",
        "txcloud_identity.models.VerificationStatus.EXPIRED",
    ),
    "a value of an enumeration added": (
        swap("        - expired\n", "        - expired\n        - cancelled\n"),
        "minor",
        "minor, wire, worth a note: The enumeration of the schema `VerificationStatus` gained 'cancelled'.",
    ),
    "values of an enumeration in another order": (
        swap("        - pending\n        - verified\n", "        - verified\n        - pending\n"),
        "patch",
        "Its members are in another order.",
    ),
    "a value of an enumeration added, and the order changed": (
        swap("        - pending\n        - verified\n", "        - cancelled\n        - verified\n        - pending\n"),
        "minor",
        "worth a note: The member is new.",
    ),
    "a description beside a reference to itself": (
        swap("        severity:\n", CAUSE + "        severity:\n"),
        "minor",
        "txcloud_identity.models.FraudSignal.cause",
    ),
    "no key needed any more": (
        cancelling("      security:\n        - bearerAuth: []\n", ""),
        "minor",
        "worth a note",
    ),
    "a schema renamed": (
        both(swap('schemas/RiskLevel"', 'schemas/RiskBand"'), swap("    RiskLevel:\n", "    RiskBand:\n")),
        "major",
        "txcloud_identity.models.RiskLevel",
    ),
    "a reference wrapped in allOf": (
        swap(
            '          $ref: "#/components/schemas/RiskLevel"\n',
            '          allOf: [{$ref: "#/components/schemas/RiskLevel"}]\n',
        ),
        "none",
        "",
    ),
    "another schema for the answer": (
        cancelling(
            '                $ref: "#/components/schemas/Verification"',
            '                $ref: "#/components/schemas/CheckResult"',
        ),
        "major",
        CLIENT,
    ),
    "an operation added": (swap(PATH, GET + PATH), "minor", "txcloud_identity.TXCloud.get_review"),
    "an operation renamed": (swap("operationId: cancel", "operationId: abort"), "major", CLIENT),
    "an operation on another path": (swap("/{id}/cancel:", "/{id}/abort:"), "major", "was renamed to"),
    "an operation with another method": (
        cancelling("    post:\n", "    put:\n"),
        "major",
        "Every caller of the operation: requests fail.",
    ),
    "an operation moved to another tag": (
        cancelling("        - Management\n      summary", "        - Verifications\n      summary"),
        "major",
        "txcloud_identity.api.management",
    ),
    "an operation deprecated": (
        cancelling(PARAMETERS, "      deprecated: true\n" + PARAMETERS),
        "minor",
        "should replace it",
    ),
    "a path parameter renamed": (
        both(swap("verifications/{id}", "verifications/{key}"), swap("      name: id\n", "      name: key\n")),
        "major",
        f"{CLIENT}(id)",
    ),
    "a path parameter of another type": (
        swap(
            "      schema:\n        type: string\n        x-pii: related\n        example: ver_",
            "      schema:\n        type: integer\n        x-pii: related\n        example: ver_",
        ),
        "major",
        f"{CLIENT}(id)",
    ),
    "a query parameter added": (
        cancelling(PARAMETERS, PARAMETERS + "        - {name: why, in: query, schema: {type: string}}\n"),
        "minor",
        f"{CLIENT}(why)",
    ),
    "a query parameter added that is needed": (
        cancelling(
            PARAMETERS, PARAMETERS + "        - {name: why, in: query, required: true, schema: {type: string}}\n"
        ),
        "major",
        "The parameter is new. It must be passed.",
    ),
    "a body added": (cancelling(PARAMETERS, PARAMETERS + BODY), "minor", f"{CLIENT}(body)"),
    "a body added that is needed": (
        cancelling(PARAMETERS, PARAMETERS + BODY.replace("{content", "{required: true, content")),
        "major",
        f"{CLIENT}(body)",
    ),
    "a success with another status": (
        cancelling('        "200":\n', '        "202":\n'),
        "major",
        "The response `200` was removed. Callers that expect that status.",
    ),
    "an error added": (
        cancelling(
            '        "429":\n', '        "422":\n          $ref: "#/components/responses/BadRequest"\n        "429":\n'
        ),
        "minor",
        "The response `422` was added.",
    ),
    "an error removed": (
        cancelling('        "403":\n          $ref: "#/components/responses/Forbidden"\n', ""),
        "minor",
        "The response `403` was removed.",
    ),
    "a header of an answer removed": (
        cancelling(LIMIT, "            X-RateLimit-Reset:\n"),
        "major",
        "`X-RateLimit-Limit` was removed",
    ),
    "a header of an answer added": (
        cancelling(LIMIT, '            X-Trace:\n              $ref: "#/components/headers/RequestId"\n' + LIMIT),
        "minor",
        "The header `X-Trace` was added.",
    ),
    "a server added": (
        swap(SANDBOX, SANDBOX + SANDBOX.replace("sandbox", "test").replace("txc_test_", "txc_try_")),
        "minor",
        "The server `https://test.api.txcloud.io/v1` was added.",
    ),
    "a server removed": (swap(SANDBOX, ""), "major", "was removed. Callers of the server"),
    "a server moved": (swap("https://api.txcloud.io/v1", "https://api.txcloud.io/v2"), "major", "became"),
    "an environment renamed": (swap("x-environment: sandbox", "x-environment: test"), "major", "environment='sandbox'"),
    "keys that begin otherwise": (
        swap("prefix: txc_live_", "prefix: txc_prod_"),
        "major",
        "a key that does not begin with txc_prod_",
    ),
    "no key needed": (
        swap("      security:\n        - bearerAuth: []\n", "      security: []\n"),
        "minor",
        "No key is required any more.",
    ),
    "another version of the API": (
        swap('version: "2025-01-01"', 'version: "2026-01-01"'),
        "minor",
        "asks for the version 2026-01-01",
    ),
    "personal data that was not": (
        swap(SCORE, SCORE.replace("x-pii: related", "x-pii: identifying")),
        "patch",
        "It is left out of `repr`.",
    ),
    "personal data in a header that was not": (
        swap(REQUEST_ID, REQUEST_ID.replace("none", "identifying")),
        "patch",
        "its level is higher",
    ),
    "personal data that is not any more": (
        swap(
            "        country:\n          type: string\n          x-pii: identifying",
            "        country:\n          type: string\n          x-pii: related",
        ),
        "minor",
        "minor, Python, worth a note: It is shown by `repr`.",
    ),
    "a description reworded": (
        swap("The overall risk, 0", "Overall risk, 0"),
        "patch",
        "`description` of the property `risk_score` was",
    ),
    "a comment": (swap("openapi: 3.0.3\n", "openapi: 3.0.3 # of 2021\n"), "none", ""),
    "other quotes": (swap('version: "2025-01-01"', "version: '2025-01-01'"), "none", ""),
}
