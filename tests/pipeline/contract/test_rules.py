"""Each fault that a board complains of is found once, with its line and a remedy, and nothing else is."""

import re
from pathlib import Path

import pytest

from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from scripts.contract.lint import Finding, findings, report
from scripts.contract.marks import MARKS
from scripts.contract.rules.extensions import meant
from scripts.contract.rules.parts import Parts
from scripts.contract.rules.table import RULES
from tests.support.project import Break, Project, swap

DEFECTS = HERE.root / "tests/support/defects.yaml"

NUMBER = "        document_number:\n          type: string\n"
BIRTH = "          x-pii: identifying\n          format: date\n          description: The holder's"
METADATA = "      type: object\n      x-pii: identifying\n"
ADDRESS = "        address:\n          type: string\n          x-pii: identifying\n"
NOT_FOUND = """\
      content:
        application/json:
          schema:
            $ref: "#/components/schemas/ErrorResponse"
          example:
            error:
              code: not_found
              message: There is no such verification.
              type: not_found_error
              request_id: req_9f8e7d6c5b4a
"""

# Faults of our own document, which has examples that each of them breaks as well, or rules that others explain.
SEEDS: dict[str, tuple[Break, str, str]] = {
    "a minimum above the maximum": (
        swap("minimum: 0\n          maximum: 1000", "minimum: 2000\n          maximum: 1000"),
        "rule/limits-leave-a-value",
        "minimum: 2000",
    ),
    "a maximum below the minimum, of a value in many examples": (
        swap("minimum: 0\n          maximum: 1\n", "minimum: 0\n          maximum: -1\n"),
        "rule/limits-leave-a-value",
        "minimum: 0\n          maximum: -1",
    ),
    "an invalid pattern": (
        swap(NUMBER, NUMBER + "          pattern: '[A-Z'\n"),
        "rule/pattern-is-valid",
        "pattern: '[A-Z'",
    ),
    "a value that is neither read nor written": (
        swap(NUMBER, NUMBER + "          readOnly: true\n          writeOnly: true\n"),
        "rule/not-read-only-and-write-only",
        "readOnly: true",
    ),
    "an enumeration of mixed case": (
        swap("        - skipped\n", "        - Skipped\n"),
        "rule/enum-is-of-one-case",
        "enum:\n        - passed",
    ),
    "an error without a body": (swap(NOT_FOUND, ""), "rule/error-has-a-body", "NotFound:"),
    "basic authentication": (swap("scheme: bearer", "scheme: basic"), "rule/authentication-is-safe", "scheme: basic"),
    "a key in the query": (
        swap("type: http\n      scheme: bearer\n", "type: apiKey\n      in: query\n      name: key\n"),
        "rule/no-secret-in-an-address",
        "in: query",
    ),
    "a misspelt mark": (
        swap(BIRTH, BIRTH.replace("x-pii", "x-pi")),
        "rule/mark-is-spelt-right",
        "x-pi: identifying",
    ),
    "a misspelt mark on an object that may hold anything": (
        swap(METADATA, METADATA.replace("x-pii", "x-ppi")),
        "rule/mark-is-spelt-right",
        "x-ppi: identifying",
    ),
    "a state that there is not": (
        swap("then: {status: expired}", "then: {status: cancelled}"),
        "rule/mark-has-a-known-value",
        "then: {status: cancelled}",
    ),
    "a level that there is not": (
        swap(BIRTH, BIRTH.replace("identifying", "maybe")),
        "rule/mark-has-a-known-value",
        "x-pii: maybe",
    ),
    "a level as it was before": (
        swap(BIRTH, BIRTH.replace("identifying", "true")),
        "rule/mark-has-a-known-value",
        "x-pii: true",
    ),
    "personal data that is marked false": (
        swap(ADDRESS, ADDRESS.replace("identifying", "false")),
        "rule/what-names-a-person-is-personal",
        "address:\n          type: string",
    ),
    "a repeated name": (
        swap("The overall risk, 0 to 1000. The higher, the riskier.", "The risk score."),
        "rule/description-adds-to-the-name",
        "description: The risk score.",
    ),
}

HARMLESS: dict[str, Break] = {
    "extensions of others": swap(
        "      summary: Cancel verification\n",
        "      summary: Cancel verification\n      x-amazon-apigateway-auth: {type: none}\n      x-codeSamples: []\n",
    ),
    "a description reworded": swap("The overall risk, 0 to 1000.", "How risky it is, such as `0...1000`."),
    "a pattern": swap(NUMBER, NUMBER + "          pattern: '^[A-Z0-9]+$'\n"),
    "a value that is only read": swap(NUMBER, NUMBER + "          readOnly: true\n"),
    "a limit": swap(
        "description: What points to fraud, one", "maxItems: 9\n          description: What points to fraud, one"
    ),
    "one more value": swap("        - skipped\n", "        - skipped\n        - not_run\n"),
    "a deprecation with its date": swap(
        "              description: How likely it is",
        "              deprecated: true\n              description: Until 2031-01-01. How likely it is",
    ),
    "a header": swap(
        '        - $ref: "#/components/parameters/VerificationId"\n',
        '        - $ref: "#/components/parameters/VerificationId"\n'
        "        - {name: Idempotency-Key, in: header, description: Which one., schema: {type: string, x-pii: none, "
        "example: a}}\n",
    ),
}


def found_in(path: Path) -> list[Finding]:
    return findings(HERE, path, read_yaml(path))


def test_each_defect_of_a_document_is_found_on_its_line_and_nothing_else() -> None:
    named = {
        (number, rule.removeprefix("rule/"))
        for number, line in enumerate(DEFECTS.read_text(encoding="utf-8").splitlines(), 1)
        for rule in re.sub(".* # ", "", line).split()
        if re.search(r" # [a-z0-9 -]+$", line)
    }
    found = found_in(DEFECTS)
    assert {(each.line, each.rule.removeprefix("rule/")) for each in found} == named
    assert len(found) == len(named) > 70
    assert RULES.keys() <= {each.rule for each in found}
    assert all(re.fullmatch(r"(?s).+[.?]", each.message) for each in found)


@pytest.mark.parametrize("kind", SEEDS)
def test_a_fault_of_our_document_is_reported_once(project: Project, kind: str) -> None:
    damage, rule, text = SEEDS[kind]
    damage(project)
    lines = project.document.read_text(encoding="utf-8").partition(text)[0].count("\n") + 1
    errors = project.refused("spec").stderr.splitlines()
    assert [line for line in errors if not line.startswith("  at /")][1:] == [errors[1]], errors
    assert errors[1].startswith(f"openapi/txcloud-identity.yaml:{lines}: {rule}: ")


def test_what_is_harmless_is_not_reported(project: Project) -> None:
    before = {(each.rule, each.message) for each in found_in(project.document)}
    for change in HARMLESS.values():
        change(project)
    assert {(each.rule, each.message) for each in found_in(project.document)} == before


def test_many_faults_of_one_rule_hide_no_other(project: Project) -> None:
    project.edit(project.document, "x-pii: identifying", "x-pii: yes")
    project.edit(project.document, "x-pii: related", "x-pii: some")
    project.edit(
        project.document,
        "          type: string\n          x-pii: yes\n          format: date",
        "          type: string",
    )
    errors = project.refused("spec").stderr
    assert errors.count(": rule/mark-has-a-known-value: ") == 20
    assert errors.count(": rule/value-is-classified: ") == 3
    assert re.search(r"\n\.\.\. and \d+ more of rule/mark-has-a-known-value\n", errors)


@pytest.mark.parametrize(("count", "left_out"), [(20, []), (21, ["... and 1 more of rule/one"])])
def test_faults_that_are_left_out_are_counted(count: int, left_out: list[str]) -> None:
    found = [Finding(number, "rule/one", "It is wrong.", "/paths") for number in range(count)]
    assert [*report(Path("a.yaml"), found)][20:] == left_out


@pytest.mark.parametrize(
    "text",
    [
        "paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/A'}}}}}\n",
        "paths: {/a: {get: 1, post: {parameters: [{$ref: '#/b'}], responses: {x-a: 1, '400': {description: 1}}}}}\n",
        "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A'}, B: {enum: 1, type: [a]}, C: 1}}\n",
        "components: 1\n",
    ],
)
def test_what_is_not_openapi_stops_no_rule(tmp_path: Path, text: str) -> None:
    path = tmp_path / "document.yaml"
    path.write_text(f"openapi: 3.0.3\ninfo: {{title: T, version: V}}\n{text}", encoding="utf-8")
    parts = Parts(read_yaml(path))
    assert all(isinstance(list(rule(parts)), list) for rule in RULES.values())


@pytest.mark.parametrize(
    ("key", "marks"),
    [
        ("x-pii", []),
        ("x-pi", ["x-pii"]),
        ("x-piii", ["x-pii"]),
        ("X_PIA", ["x-pii"]),
        ("x-ipi", ["x-pii"]),
        ("xp-ii", ["x-pii"]),
        ("x-iip", []),
        ("x-id", []),
    ],
)
def test_a_mark_with_a_letter_wrong_missing_too_many_or_swapped_is_meant(key: str, marks: list[str]) -> None:
    assert meant(key, MARKS["x-pii"].on) == marks


def test_each_rule_says_why_the_board_wants_it() -> None:
    assert all(re.fullmatch(r"[A-Z].+\.", rule.__doc__ or "") for rule in RULES.values())
