"""What the vendor's page forces on our document is excused in one place, and only as long as it is needed."""

import pytest

from scripts.contract import exceptions
from tests.support.project import Project

PLACE = '    places: ["/paths/~1identity~1verifications~1{id}~1cancel"]\n'
REASON = "    reason: The transcribed page has this path."


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (PLACE, f"{PLACE[:-2]}, {PLACE[13:]}", ":7: rule/path-has-no-verb is excused at"),
        (PLACE, PLACE.replace('"]', '", /paths]'), ":7: the document keeps rule/path-has-no-verb at /paths. Delete"),
        ("rule/array-has-a-limit", "rule/array-has-limits", ":9: 'rule/array-has-limits' is no rule of the board's."),
        ("rule: owasp:api8:2023-define-cors-origin", "rule: struct", ": 'struct' is a rule of the board's. Delete one"),
        (REASON, "    because: It has this path.", ":6: "),
        ("exceptions:\n", "excuses:\n", ": 'exceptions' is a required property."),
    ],
)
def test_an_exception_that_is_wrong_or_not_needed_is_an_error(
    project: Project, old: str, new: str, complaint: str
) -> None:
    project.edit(project.exceptions, old, new)
    assert project.refused("spec").stderr.startswith("openapi/exceptions.yaml")
    assert complaint in project.refused("spec").stderr


@pytest.mark.parametrize("ruleset", ["rules: 3\n", "rules:\n", "rule: {}\n"])
def test_a_ruleset_without_rules_is_an_error(project: Project, ruleset: str) -> None:
    project.ruleset.write_text(ruleset, encoding="utf-8")
    assert project.refused("spec").stderr.startswith("openapi/redocly.yaml:")


def test_what_is_not_excused_is_an_error(project: Project) -> None:
    project.exceptions.write_text("exceptions: []\ndeclined: []\n", encoding="utf-8")
    errors = project.refused("spec").stderr
    assert errors.count("rule/array-has-a-limit") == 2
    assert errors.count("rule/path-has-no-verb") == 1


def test_each_exception_has_a_reason(project: Project) -> None:
    found = exceptions.read(project)
    assert all(each.reason.endswith(".") for each in found.excused + found.declined)
