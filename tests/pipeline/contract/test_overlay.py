"""An overlay corrects the transcribed document, and names a source for each correction."""

import re

import pytest

from scripts.common.workspace import HERE
from tests.support.blocks import OVERLAY
from tests.support.project import Project

REMOVAL = """\
  - target: $.paths.*.post.responses['400']
    description: There is nothing to conflict with.
    x-source: errors
    remove: true
"""
NOTHING = "overlay.yaml:4: the action matches nothing, or changes nothing."


def test_the_project_has_no_overlay() -> None:
    assert not HERE.overlay.exists()


@pytest.fixture
def overlaid(project: Project) -> Project:
    project.overlay.write_text(OVERLAY + REMOVAL, encoding="utf-8")
    return project


def test_the_client_is_generated_from_the_corrected_document(overlaid: Project) -> None:
    before = overlaid.document.read_bytes()
    run = overlaid.run("generate")
    assert run.returncode == 0, run.stderr
    status = (overlaid.package / "txcloud_identity/models/verification_status.py").read_text()
    assert 'CANCELLED = "cancelled"' in status
    contract = (overlaid.package / "txcloud_identity/openapi.yaml").read_text()
    assert "- cancelled\n" in contract
    assert '"400"' not in contract.replace("'", '"')
    assert overlaid.document.read_bytes() == before
    assert overlaid.run("diff").returncode == 0


OVERLAID = "openapi/txcloud-identity.yaml with openapi/overlay.yaml"


def test_the_corrected_document_must_keep_the_rules(overlaid: Project) -> None:
    errors = overlaid.refused("spec").stderr
    assert re.search(rf"^{OVERLAID}:\d+: no-unused-components: .*BadRequest", errors, re.M)
    with overlaid.overlay.open("a", encoding="utf-8") as file:
        file.write(REMOVAL.replace("$.paths.*.post.responses['400']", "$.components.responses.BadRequest"))
    run = overlaid.run("spec")
    assert run.returncode == 0, run.stderr
    assert run.stdout.endswith("openapi/overlay.yaml corrects it by 3 actions; the result keeps every rule too.\n")


def test_the_verdict_compares_the_corrected_document(overlaid: Project) -> None:
    fixes = overlaid.overlay.read_text(encoding="utf-8")
    overlaid.overlay.unlink()
    overlaid.commit(tag="v0.1.0")
    overlaid.overlay.write_text(fixes, encoding="utf-8")
    assert "gained 'cancelled'" in overlaid.run("verdict").stdout


FAULTS = {
    "a target that matches nothing": ("VerificationStatus", "VerificationState", NOTHING),
    "a change that changes nothing": ("enum: [cancelled]", "type: string", NOTHING),
    "an invalid target": ("$.components", "$.components[", "overlay.yaml:4: Redocly cannot apply the action"),
    "an action without a source": ("    x-source: errors\n", "", "overlay.yaml:8: 'x-source' is a required property"),
    "an unknown source": ("x-source: errors", "x-source: hearsay", "the page 'hearsay' is not listed"),
    "an action without a reason": (REMOVAL.splitlines()[1], "", "'description' is a required property"),
    "no actions": (OVERLAY[OVERLAY.index("actions:") :] + REMOVAL, "actions: []\n", "[] should be non-empty"),
    "invalid YAML": ("overlay: 1.0.0", "overlay: [", "openapi/overlay.yaml:"),
}


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("program", ["generate", "spec"])
def test_an_error_in_the_overlay_is_reported(overlaid: Project, program: str, kind: str) -> None:
    old, new, complaint = FAULTS[kind]
    overlaid.edit(overlaid.overlay, old, new)
    errors = overlaid.refused(program).stderr
    assert complaint in errors
    assert len(errors.splitlines()) <= 20


def test_the_document_is_still_compared_with_its_page(overlaid: Project) -> None:
    overlaid.edit(overlaid.document, "example: 500\n", "example: 501\n")
    assert "/risk_score/example: the document says 501" in overlaid.refused("spec").stderr


@pytest.mark.parametrize("program", ["generate", "diff", "review", "spec"])
def test_an_error_in_the_corrected_document_names_the_overlay(overlaid: Project, program: str) -> None:
    overlaid.edit(overlaid.overlay, "enum: [cancelled]", "type: strnig")
    errors = overlaid.refused(program).stderr
    assert f"{OVERLAID}:" in errors
    assert "/components/schemas/VerificationStatus/type" in errors
