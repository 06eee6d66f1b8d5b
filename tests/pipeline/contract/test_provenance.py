"""No fact is attributed to a page that does not state it."""

import copy
import shutil
from typing import Any

import pytest

from scripts.common.json_pointer import follow, parse_pointer
from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from scripts.contract.document import load
from scripts.contract.page_format import PAGE_FORMAT
from scripts.contract.provenance import PROVENANCE_FORMAT, attribution_errors, disagreements
from tests.support.project import Project

DOCUMENT = load(HERE.document)
SOURCES = read_yaml(HERE.provenance, PROVENANCE_FORMAT)
PAGE = read_yaml(HERE.pages / "cancel-verification.yaml", PAGE_FORMAT)

named = pytest.mark.parametrize


def test_a_value_that_only_another_page_has_is_in_the_description() -> None:
    """If pages disagree about an enumeration, its description names the values that the document omits."""
    for element, entries in SOURCES["entries"].items():
        for sides in [entry["conflict"] for entry in entries if "conflict" in entry]:
            listed = {value for side in sides.values() if isinstance(side, list) for value in side}
            schema = follow(DOCUMENT, parse_pointer(element))
            for value in listed.difference(schema.get("enum", ())):
                assert f"`{value}`" in schema["description"]


def entry(**words: Any) -> dict[str, Any]:
    sources = copy.deepcopy(SOURCES)
    sources["entries"]["/components/schemas/RiskLevel"] = [words]
    return sources


@named(
    ("sources", "complaint"),
    [
        (entry(documented="nowhere", states={"type": "string"}), "the page 'nowhere' is not listed"),
        (entry(documented="reference", states={"type": "string"}), "is not the transcribed one"),
        (entry(elsewhere="cancel-verification", states={"type": "string"}), "is the transcribed one"),
        (entry(elsewhere="reference", states={"type": "number"}), "the document says 'string', its source 'number'"),
        (entry(elsewhere="reference", covers=["title"]), "has a source, but is not in the document"),
        (entry(elsewhere="reference", covers=["type", "type"]), "has more than one source"),
        (entry(conflict={"reference": "low", "nowhere": "high"}, covers=["enum"]), "the page 'nowhere' is not listed"),
        (
            entry(conflict={"reference": "high", "cancel-verification": ["low"]}, states={"enum": ["low", "medium"]}),
            "the document says ['low', 'medium'], the transcribed page's side is ['low']",
        ),
        (
            entry(conflict={"reference": "high", "cancel-verification": "low"}, states={"enum": ["low"]}),
            "the document says ['low'], the transcribed page's side is 'low'",
        ),
        (entry(conflict={"reference": ["low"], "risk-scoring": ["low"]}, covers=["enum"]), "two sides of the conflict"),
        (entry(elsewhere="reference", covers=["enum"]), "/enum/0: is not prose; write `states`, with the value"),
    ],
)
def test_a_wrong_source_is_reported(sources: dict[str, Any], complaint: str) -> None:
    assert any(complaint in line for line in disagreements(DOCUMENT, sources))


def test_an_unused_page_is_reported() -> None:
    sources = copy.deepcopy(SOURCES)
    sources["pages"]["pricing"] = "Pricing"
    assert any("nothing comes from the page 'pricing'" in line for line in disagreements(DOCUMENT, sources))


TRANSCRIBED = SOURCES["transcribed"]
# These are described on the transcribed page and on another, so either may be named.
DESCRIBED_TWICE = ("/paths/~1identity~1verifications~1{id}~1cancel/post", "/components/securitySchemes/bearerAuth")
ENTRIES = [
    (element, index)
    for element, entries in SOURCES["entries"].items()
    for index, entry in enumerate(entries)
    if element not in DESCRIBED_TWICE or entry.get("covers") != ["description"]
]


def remarked(element: str, index: int, mark: str, source: str) -> dict[str, Any]:
    """The sources, with one entry that attributes its facts to another source."""
    sources = copy.deepcopy(SOURCES)
    entry = sources["entries"][element][index]
    sources["entries"][element][index] = {mark: source} | {
        key: value for key, value in entry.items() if key in ("states", "covers")
    }
    return sources


def rests_on_page(element: str, index: int) -> bool:
    entry = SOURCES["entries"][element][index]
    return "documented" in entry or TRANSCRIBED in entry.get("conflict", ())


def unnoticed(places: list[tuple[str, int]], mark: str, source: str, complaint: str) -> list[tuple[str, int]]:
    """The entries that may be attributed to another source without an error."""
    assert places
    reported = {place: attribution_errors(DOCUMENT, remarked(*place, mark, source), PAGE) for place in places}
    return [
        place
        for place, lines in reported.items()
        if not any(line.startswith(place[0]) and complaint in line for line in lines)
    ]


def test_a_fact_that_is_not_on_the_transcribed_page_cannot_be_attributed_to_it() -> None:
    places = [place for place in ENTRIES if not rests_on_page(*place)]
    complaint = "is attributed to the transcribed page, but not on it"
    assert unnoticed(places, "documented", TRANSCRIBED, complaint) == []


@named(("mark", "source"), [("inferred", "from the name"), ("elsewhere", "reference")])
def test_a_fact_on_the_transcribed_page_cannot_be_attributed_to_another(mark: str, source: str) -> None:
    places = [place for place in ENTRIES if rests_on_page(*place)]
    assert unnoticed(places, mark, source, "is on the transcribed page; write") == []


@named(
    ("old", "new"),
    [
        ("    - documented: cancel-verification\n", "    - hearsay: cancel-verification\n"),
        ("      covers: [description]\n", "      covers: description\n"),
        ("      covers: [description]\n", "      covers: [description]\n      doubtful: true\n"),
        ("      covers: [value]\n", ""),
        ("\nread: November 2026\n", "\nread: November 2026\nseen: often\n"),
        ("\nentries:\n", "\nentrys:\n"),
        ("  /components/schemas/Gender:\n", "  components/schemas/Gender:\n"),
        ("\nentries:\n", "\nentries:\n  /components/schemas/Ghost: []\n"),
        ("        verification-flow: a sample iterates the checks as a list\n", ""),
    ],
)
def test_a_malformed_file_of_sources_is_refused(project: Project, old: str, new: str) -> None:
    project.edit(project.root / "openapi" / "provenance.yaml", old, new)
    run = project.refused("spec")
    assert run.stderr.startswith("openapi/provenance.yaml:")


@pytest.mark.parametrize(
    "line", ["operation:", "  method: POST", "  headers:", "    media_type: application/json", "      description:"]
)
def test_a_page_with_an_unknown_word_is_refused(project: Project, line: str) -> None:
    spaces = line[: len(line) - len(line.lstrip())]
    page = project.pages / "cancel-verification.yaml"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(f"\n{line}", f"\n{spaces}unknown: thing\n{line}", 1), encoding="utf-8")
    said = project.refused("spec").stderr
    assert said.startswith("openapi/pages/cancel-verification.yaml:")
    assert "'unknown' was unexpected" in said


def test_a_false_claim_is_reported(project: Project) -> None:
    sources = project.root / "openapi" / "provenance.yaml"
    project.edit(
        sources, "CheckStatus:\n    - elsewhere: reference\n", "CheckStatus:\n    - documented: cancel-verification\n"
    )
    run = project.refused("spec")
    assert "/components/schemas/CheckStatus/enum/0: is attributed to the transcribed page, but not on it" in run.stderr


def test_a_source_of_a_missing_place_is_reported(project: Project) -> None:
    sources = project.root / "openapi" / "provenance.yaml"
    project.edit(sources, "  /components/schemas/CheckStatus:\n", "  /components/schemas/Ghost:\n")
    run = project.refused("spec")
    assert "/components/schemas/Ghost/enum: has a source, but is not in the document" in run.stderr
    assert "/components/schemas/CheckStatus/enum/0: has no source" in run.stderr


def test_a_missing_fact_is_reported_with_the_fix(project: Project) -> None:
    project.edit(project.document, "        - critical\n", "")
    run = project.refused("spec")
    assert "risk_level, options: the page says" in run.stderr
    assert run.stderr.endswith("where the fact comes from.\n")


def test_a_mistake_with_many_errors_is_reported_on_one_screen(project: Project) -> None:
    project.edit(
        project.root / "openapi" / "provenance.yaml",
        "\ntranscribed: cancel-verification\n",
        "\ntranscribed: overview\n",
    )
    shutil.copy(HERE.pages / "cancel-verification.yaml", project.root / "openapi" / "pages" / "overview.yaml")
    run = project.refused("spec")
    assert len(run.stderr.splitlines()) < 24
    assert "more\n" in run.stderr
