"""The errors of an invalid document are reported: file, line, rule, what is wrong and how to fix it."""

import re

import pytest

from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from tests.support.project import Break, Project, swap

SCORE = "          description: The overall risk, 0 to 1000. The higher, the riskier.\n"
GENDER = '          $ref: "#/components/schemas/Gender"\n'
PARAMETER = '        - $ref: "#/components/parameters/VerificationId"\n'
PATH = "  /identity/verifications/{id}/cancel:\n"
BIRTH = "        date_of_birth:\n          type: string\n          x-pii: identifying\n"
EXAMPLES = """\
              examples:
                cancelled:
                  $ref: "#/components/examples/CancelledVerification"
                reference:
                  $ref: "#/components/examples/ReferenceVerification"
"""
UNUSED = """\
    Unused:
      type: object
      description: Of no use.
      properties: {}
"""
IGNORED = """\
txcloud-identity.yaml:
  rule/property-is-described:
    - "#/components/schemas/Verification/properties/risk_score"
"""


def without_client_errors(project: Project) -> None:
    for status in (400, 401, 403, 404, 409, 429):
        project.edit(project.document, f'        "{status}":\n', f'        "{status + 110}":\n')


DEFECTS: dict[str, tuple[Break, str]] = {
    "an operation without a description": (
        swap("      description: |-\n        Cancels a", "      x-note: |-\n        Cancels a"),
        "operation-description",
    ),
    "a property without a description": (swap(SCORE, ""), "rule/property-is-described"),
    "a schema without a description": (
        swap("      description: What every check reports.\n", ""),
        "rule/schema-is-described",
    ),
    "a parameter without a description": (
        swap("      description: The identifier of the verification.\n", ""),
        "parameter-description",
    ),
    "a header without a description": (
        swap("      description: Requests allowed in one window.\n", ""),
        "rule/header-is-described",
    ),
    "a tag without a description": (
        swap("    description: Manage verifications that already exist.\n", ""),
        "tag-description",
    ),
    "a server without a description": (
        swap("    description: Sandbox. Takes keys that begin with `txc_test_`.\n", ""),
        "rule/server-is-described",
    ),
    "an operation without a summary": (swap("      summary: Cancel verification\n", ""), "operation-summary"),
    "no contact": (swap("  contact:\n", "  x-contact:\n"), "info-contact"),
    "a response without an example": (swap(EXAMPLES, ""), "rule/body-has-an-example"),
    "a property without an example": (swap("          example: 500\n", ""), "scalar-property-missing-example"),
    "a parameter without an example": (
        swap("        x-pii: related\n        example: ver_a1b2c3d4e5f6\n", "        x-pii: related\n"),
        "rule/parameter-has-an-example",
    ),
    "no client errors": (
        without_client_errors,
        "operation-4xx-response",
    ),
    "no response for a used-up rate limit": (swap('        "429":\n', '        "422":\n'), "rule/errors-are-declared"),
    "no response for a missing permission": (swap('        "403":\n', '        "402":\n'), "rule/errors-are-declared"),
    "no response for a missing resource": (swap('        "404":\n', '        "410":\n'), "rule/missing-is-declared"),
    "no response for other errors": (swap("        default:\n", '        "503":\n'), "rule/other-errors-are-declared"),
    "no Retry-After header": (
        swap('        Retry-After:\n          $ref: "#/components/headers/RetryAfter"\n', ""),
        "response-contains-header",
    ),
    "no rate limit in a response": (
        swap(
            "      description: No verification has this identifier.\n      headers:\n        X-RateLimit-Limit:\n",
            "      description: No verification has this identifier.\n      headers:\n        X-RateLimits:\n",
        ),
        "response-contains-header",
    ),
    "no operationId": (swap("      operationId: cancelVerification\n", ""), "operation-operationId"),
    "an operationId in another style": (
        swap("operationId: cancelVerification", "operationId: cancel_verification"),
        "rule/operation-id-is-camel-case",
    ),
    "no security": (swap("      security:\n        - bearerAuth: []\n", ""), "security-defined"),
    "an unknown security scheme": (swap("        - bearerAuth: []\n", "        - basicAuth: []\n"), "security-defined"),
    "a server without TLS": (swap("https://sandbox", "http://sandbox"), "rule/server-is-https"),
    "a wrong example": (swap("          example: 500\n", "          example: many\n"), "no-invalid-schema-examples"),
    "an example out of range": (
        swap("          example: 500\n", "          example: 5000\n"),
        "no-invalid-schema-examples",
    ),
    "a wrong example of a header": (
        swap("        example: 300\n", "        example: many\n"),
        "no-invalid-schema-examples",
    ),
    "a wrong value in an example of a response": (
        swap("        status: expired\n        document_type", "        status: cancelled\n        document_type"),
        "no-invalid-media-type-examples",
    ),
    "a misspelt property in an example of a response": (
        swap("        risk_score: 240\n", "        risk_scroe: 240\n"),
        "no-invalid-media-type-examples",
    ),
    "a wrong default": (
        swap("          maximum: 1000\n", "          maximum: 1000\n          default: many\n"),
        "openapi-spec-validator",
    ),
    "a misspelt key": (swap("          minimum: 0\n          maximum: 1000\n", "          minimun: 0\n"), "struct"),
    "a misspelt type": (
        swap("      type: object\n      description: What every", "      type: obejct\n      description: What every"),
        "struct",
    ),
    "a misspelt property of a path": (swap("    post:\n", "    pots:\n"), "struct"),
    "a broken $ref": (swap('schemas/CheckStatus"', 'schemas/CheckStaus"'), "no-unresolved-refs"),
    "a $ref with siblings": (swap(GENDER, GENDER + "          description: Of the holder.\n"), "spec-ref-siblings"),
    "an unused component": (
        swap("    FraudSignalSeverity:\n", UNUSED + "    FraudSignalSeverity:\n"),
        "no-unused-components",
    ),
    "a path parameter that is not declared": (swap(PATH, PATH.replace("{id}", "{key}")), "path-parameters-defined"),
    "a parameter twice": (swap(PARAMETER, PARAMETER * 2), "operation-parameters-unique"),
    "a tag that is not declared": (swap("        - Management\n", "        - Managment\n"), "operation-tag-defined"),
    "a value twice": (swap("        - M\n", "        - F\n"), "no-duplicated-enum-values"),
    "a value of another type": (swap("        - F\n", "        - 1\n"), "no-enum-type-mismatch"),
    "a required property that is not there": (
        swap(
            "      description: What every check reports.\n",
            "      description: What every check reports.\n      required: [state]\n",
        ),
        "no-required-schema-properties-undefined",
    ),
    "a property in another style": (
        swap("        risk_score:\n", "        riskScore:\n"),
        "rule/property-is-snake-case",
    ),
    "a value that may be anything": (
        swap("        document_type:\n          type: string\n", "        document_type:\n"),
        "rule/schema-has-a-type",
    ),
    "an array without items": (
        swap('          items:\n            $ref: "#/components/schemas/FraudSignal"\n', ""),
        "rule/array-has-items",
    ),
    "an unmarked value": (swap(BIRTH, BIRTH.replace("          x-pii: identifying\n", "")), "rule/value-is-classified"),
    "an unmarked value of a map": (
        swap("        type: number\n        x-pii: related\n", "        type: number\n"),
        "rule/value-is-classified",
    ),
    "an unmarked object that may hold anything": (
        swap("      type: object\n      x-pii: identifying\n", "      type: object\n"),
        "rule/free-form-object-is-personal",
    ),
    "a blank description": (swap(SCORE, "          description: ' '\n"), "rule/description-says-something"),
    "a placeholder for a description": (
        swap(SCORE, "          description: TODO\n"),
        "rule/description-says-something",
    ),
    "an optional key": (
        swap("        - bearerAuth: []\n", "        - bearerAuth: []\n        - {}\n"),
        "rule/key-is-needed",
    ),
    "a body without a schema": (
        swap('              schema:\n                $ref: "#/components/schemas/Verification"\n', ""),
        "rule/body-has-a-schema",
    ),
    "a misspelt format": (swap("          format: date\n", "          format: dtae\n"), "rule/format-is-known"),
    "a mark on an object with properties": (
        swap(
            "    ExtractedData:\n      type: object\n", "    ExtractedData:\n      type: object\n      x-pii: related\n"
        ),
        "rule/mark-is-on-a-value",
    ),
    "a free-form object that is not marked as personal": (
        swap("      type: object\n      x-pii: identifying\n", "      type: object\n      x-pii: related\n"),
        "rule/free-form-object-is-personal",
    ),
    "a birthday that is not marked as personal": (
        swap(BIRTH, BIRTH.replace("identifying", "related")),
        "rule/what-names-a-person-is-personal",
    ),
}


@pytest.mark.parametrize("kind", DEFECTS)
def test_a_defect_is_reported_with_its_line_its_rule_and_the_fix(project: Project, kind: str) -> None:
    damage, rule = DEFECTS[kind]
    damage(project)
    errors = project.refused("spec").stderr
    assert re.search(rf"^openapi/txcloud-identity\.yaml:\d+: {rule}: .+\.\n  at /", errors, re.M)
    assert len(errors.splitlines()) < 50


def test_the_document_passes_without_a_warning(project: Project) -> None:
    run = project.run("spec")
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    assert run.stdout.startswith("openapi/txcloud-identity.yaml keeps every rule of openapi/redocly.yaml")


def test_contradictions_between_the_pages_are_listed(project: Project) -> None:
    output = project.run("spec").stdout
    assert "contradict each other in 6 places:\n" in output
    assert "\n    verification-flow: pending, verified, failed, expired, cancelled, manual_review\n" in output


def test_another_document_can_be_checked(project: Project) -> None:
    other = project.document.rename(project.root / "other.yaml")
    run = project.run("spec", "other.yaml")
    assert run.stdout.startswith("other.yaml keeps every rule of openapi/redocly.yaml")
    assert "Its sources are not checked" in run.stdout
    before = other.read_text(encoding="utf-8").partition("        risk_score:\n")[:2]
    line = "".join(before).count("\n") + 1
    project.edit(other, SCORE, "")
    assert f"other.yaml:{line}: rule/property-is-described" in project.refused("spec", "other.yaml").stderr


def test_naming_the_document_changes_nothing(project: Project) -> None:
    project.edit(project.document, "example: 500\n", "example: 501\n")
    assert project.refused("spec").stderr == project.refused("spec", "openapi/txcloud-identity.yaml").stderr


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("openapi: 3.0.3", "openapi: 3.1.0", ":1: the version of OpenAPI is 3.1.0. The generator supports 3.0"),
        ("openapi: 3.0.3", 'swagger: "2.0"', "the version of OpenAPI is Swagger 2.0."),
        (
            "    Gender:\n      type: string\n",
            '    Gender:\n      $ref: "#/components/schemas/Gender"\n',
            "$ref '#/components/schemas/Gender' is circular.",
        ),
    ],
)
def test_a_document_that_redocly_cannot_read_is_reported(project: Project, old: str, new: str, complaint: str) -> None:
    project.edit(project.document, old, new)
    assert complaint in project.refused("spec").stderr


def test_a_stray_configuration_changes_nothing(project: Project) -> None:
    (project.root / "redocly.yaml").write_text("rules: {}\n", encoding="utf-8")
    swap(SCORE, "")(project)
    assert "rule/property-is-described" in project.refused("spec").stderr


def test_a_missing_document_is_reported(project: Project) -> None:
    assert project.refused("spec", "../other.yaml").stderr.strip().endswith("other.yaml: there is no such file.")


def test_a_fault_cannot_be_ignored(project: Project) -> None:
    swap(SCORE, "")(project)
    (project.root / "openapi/.redocly.lint-ignore.yaml").write_text(IGNORED, encoding="utf-8")
    assert "Delete .redocly.lint-ignore.yaml and fix the document." in project.refused("spec").stderr


def test_a_broken_ruleset_is_an_error(project: Project) -> None:
    project.edit(project.root / "openapi/redocly.yaml", "  struct:\n", "  strcut:\n")
    assert "Redocly failed" in project.refused("spec").stderr


def test_a_missing_tool_is_reported(project: Project) -> None:
    (project.root / "node_modules").unlink()
    assert (
        "node_modules/@redocly/cli/bin/cli.js is not installed. Run this through nox" in project.refused("spec").stderr
    )


def test_each_rule_says_why_the_board_wants_it_and_is_an_error() -> None:
    text = HERE.ruleset.read_text(encoding="utf-8")
    rules = read_yaml(HERE.ruleset)["rules"]
    for name, rule in rules.items():
        assert re.search(rf"^  # [A-Z].+\.\n  {re.escape(name)}:$", text, re.M), f"{name} does not say why"
        assert rule["severity"] == "error"
        assert rule["message"].endswith(".")
