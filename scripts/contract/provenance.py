"""Check that the document and its sources agree.

Each value in the document must be covered by one entry of openapi/provenance.yaml, and each entry must cover
something in the document. Each fact of the transcribed page, kept as data in openapi/pages/, must be in the
document and be attributed to that page; no other fact may be attributed to it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from scripts.common.errors import PipelineError, error_list
from scripts.common.json_pointer import Steps, follow, parse_pointer, pointer, walk
from scripts.common.workspace import Workspace
from scripts.common.yaml_file import DocumentError, read_yaml
from scripts.contract.page_format import PAGE_FORMAT, TEXT
from scripts.contract.vendor_page import expected_facts, missing_facts, same

MARKS = {
    "documented": "documented on the transcribed page",
    "elsewhere": "documented elsewhere",
    "inferred": "inferred",
    "conflict": "in conflict",
}

# Prose may have several sources; a fact has one.
PROSE = {"summary", "description"}

ENTRY = {
    "type": "object",
    "properties": {
        "documented": TEXT,
        "elsewhere": TEXT,
        "inferred": TEXT,
        "conflict": {
            "type": "object",
            "minProperties": 2,
            "additionalProperties": {"type": ["string", "array"], "minLength": 1, "minItems": 1},
        },
        "means": TEXT,
        "states": {"type": "object", "minProperties": 1},
        "covers": {"type": "array", "minItems": 1, "items": TEXT},
    },
    "additionalProperties": False,
    "oneOf": [{"required": [mark]} for mark in MARKS],
    "anyOf": [{"required": ["states"]}, {"required": ["covers"]}],
}
ENTRIES = {
    "type": "object",
    "propertyNames": {"pattern": "^(/|$)"},
    "additionalProperties": {"type": "array", "minItems": 1, "items": ENTRY},
}
# Releases may have it with less: the first conflicts did not say what they mean.
RELEASED_FORMAT = {"type": "object", "required": ["entries"], "properties": {"entries": ENTRIES}}
MEANINGS = {"dependentRequired": {"conflict": ["means"], "means": ["conflict"]}}
PROVENANCE_FORMAT = {
    "type": "object",
    "required": ["site", "read", "transcribed", "transcribed_from", "pages", "entries"],
    "additionalProperties": False,
    "properties": {
        "site": TEXT,
        "read": TEXT,
        "transcribed": TEXT,
        "transcribed_from": TEXT,
        "pages": {"type": "object", "additionalProperties": TEXT},
        "entries": ENTRIES | {"additionalProperties": {"type": "array", "minItems": 1, "items": ENTRY | MEANINGS}},
    },
}


@dataclass
class Claim:
    """One node that an entry of the provenance covers."""

    place: str
    mark: str
    source: str
    sides: dict[str, Any]
    states: bool
    value: Any = None


@dataclass
class Conflict:
    """Pages that contradict each other about an element, and what a caller has to expect."""

    place: str
    said: dict[str, Any]
    sides: dict[str, str]
    means: str


def read(workspace: Workspace) -> dict[str, Any]:
    """Read openapi/provenance.yaml."""
    return read_yaml(workspace.provenance, PROVENANCE_FORMAT)


def read_released(release: Workspace) -> dict[str, Any]:
    """Read openapi/provenance.yaml of a release; it has no entries if their form is another one."""
    try:
        return read_yaml(release.provenance, RELEASED_FORMAT)
    except DocumentError:
        return {"entries": {}}


def check(workspace: Workspace, document: dict[str, Any], provenance: dict[str, Any]) -> None:
    """Raise PipelineError if the document and its sources disagree."""
    page = read_yaml(workspace.pages / f"{provenance['transcribed']}.yaml", PAGE_FORMAT)
    if found := list(faults(document, provenance, page)):
        fix = "Fix the document, or say in openapi/provenance.yaml where the fact comes from."
        raise PipelineError(error_list("The document and its sources disagree.", found, fix))


def count_by_source(document: dict[str, Any], provenance: dict[str, Any]) -> dict[str, int]:
    """The number of statements with each mark; a statement with several sources counts under the weakest."""
    strength = list(MARKS)
    weakest: dict[str, str] = {}
    for claim in claims(provenance):
        for steps, _ in covered_nodes(document, claim):
            place = pointer(steps)
            weakest[place] = max(weakest.get(place, claim.mark), claim.mark, key=strength.index)
    marks = Counter(weakest.values())
    return {meaning: marks[mark] for mark, meaning in MARKS.items()}


def conflicts(document: dict[str, Any], provenance: dict[str, Any]) -> Iterator[Conflict]:
    """The contradictions between pages: what the document says, and what each page says."""
    for element, entries in provenance["entries"].items():
        for entry in entries:
            if "conflict" in entry:
                stated = {key: follow(document, parse_pointer(f"{element}/{key}")) for key in entry.get("states", {})}
                sides = {
                    page: side if isinstance(side, str) else ", ".join(map(str, side))
                    for page, side in entry["conflict"].items()
                }
                yield Conflict(element, stated, sides, entry["means"])


def faults(document: dict[str, Any], provenance: dict[str, Any], page: dict[str, Any]) -> Iterator[str]:
    """One message for each disagreement of the document, its provenance and the transcribed page."""
    yield from missing_facts(document, page)
    yield from disagreements(document, provenance)
    yield from attribution_errors(document, provenance, page)


def mark_of(entry: dict[str, Any]) -> str:
    """The mark of an entry; the schema allows exactly one."""
    return next(mark for mark in MARKS if mark in entry)


def claims(provenance: dict[str, Any]) -> Iterator[Claim]:
    """All nodes that the entries cover."""
    for element, entries in provenance["entries"].items():
        for entry in entries:
            mark = mark_of(entry)
            sides = entry[mark] if mark == "conflict" else {} if mark == "inferred" else {entry[mark]: None}
            source = "; ".join(sides) or entry[mark]
            for relative, value in entry.get("states", {}).items():
                yield Claim(f"{element}/{relative}", mark, source, sides, True, value)
            for relative in entry.get("covers", ()):
                yield Claim(f"{element}/{relative}", mark, source, sides, False)


def covered_nodes(document: dict[str, Any], claim: Claim) -> Iterator[tuple[Steps, Any]]:
    """The statements of the document that a claim covers; none if the place does not exist."""
    steps = parse_pointer(claim.place)
    with suppress(LookupError):
        yield from leaves(follow(document, steps), steps)


def leaves(node: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """The statements at and below a node: its values, and its empty containers."""
    for place, value in walk(node, steps):
        # Our own judgement: no page states which data are personal.
        if place[-1:] != ("x-pii",) and (not isinstance(value, dict | list) or not value):
            yield place, value


def disagreements(document: dict[str, Any], provenance: dict[str, Any]) -> Iterator[str]:
    """One message for each difference between the document and its provenance."""
    times: Counter[str] = Counter()
    for claim in claims(provenance):
        yield from citation_errors(claim, provenance)
        places = [steps for steps, _ in covered_nodes(document, claim)]
        times.update(map(pointer, places))
        if not claim.states and provenance["transcribed"] not in claim.sides:
            # A value that is compared neither with the page nor with `states` could change unnoticed.
            for steps in places:
                if steps[-1] not in PROSE:
                    yield f"{pointer(steps)}: is not prose; write `states`, with the value"
        if not places:
            yield f"{claim.place}: has a source, but is not in the document"
        elif claim.states and not same(claim.value, found := follow(document, parse_pointer(claim.place))):
            yield f"{claim.place}: the document says {found!r}, its source {claim.value!r}"
    for steps, _ in leaves(document):
        if not times[pointer(steps)]:
            yield f"{pointer(steps)}: has no source"
        elif times[pointer(steps)] > 1 and steps[-1] not in PROSE:
            yield f"{pointer(steps)}: has more than one source"
    cited = {page for claim in claims(provenance) for page in claim.sides}
    for page in sorted(provenance["pages"].keys() - cited):
        yield f"pages: nothing comes from the page {page!r}"


def citation_errors(claim: Claim, provenance: dict[str, Any]) -> Iterator[str]:
    """The errors in the pages of a claim, such as an unknown page or the wrong mark."""
    transcribed = provenance["transcribed"]
    for page, side in claim.sides.items():
        if page not in provenance["pages"]:
            yield f"{claim.place}: the page {page!r} is not listed under `pages`"
        elif claim.mark == "documented" and page != transcribed:
            yield f"{claim.place}: the page {page!r} is not the transcribed one; write `elsewhere: {page}`"
        elif claim.mark == "elsewhere" and page == transcribed:
            yield f"{claim.place}: the page {page!r} is the transcribed one; write `documented: {page}`"
        elif claim.mark == "conflict" and page == transcribed and isinstance(claim.value, list) and side != claim.value:
            yield f"{claim.place}: the document says {claim.value!r}, the transcribed page's side is {side!r}"
    if claim.mark == "conflict" and any(same(one, other) for one, other in combinations(claim.sides.values(), 2)):
        yield f"{claim.place}: two sides of the conflict say the same"


def attribution_errors(document: dict[str, Any], provenance: dict[str, Any], page: dict[str, Any]) -> Iterator[str]:
    """Facts attributed to the transcribed page that are not on it, and facts on it attributed to another source."""
    transcribed = provenance["transcribed"]
    stated: dict[str, list[Any]] = {}
    for fact in expected_facts(document, page):
        # A fact that allows several values does not confirm the one in the document.
        if len(fact.values) == 1:
            for steps, leaf in leaves(fact.values[0], fact.steps):
                stated.setdefault(pointer(steps), []).append(leaf)
    attributed = {
        pointer(steps)
        for claim in claims(provenance)
        if transcribed in claim.sides
        for steps, _ in covered_nodes(document, claim)
    }
    for steps, leaf in leaves(document):
        place = pointer(steps)
        on_page = any(same(leaf, value) for value in stated.get(place, ()))
        if on_page and place not in attributed:
            yield f"{place}: is on the transcribed page; write `documented: {transcribed}`"
        elif place in attributed and not on_page:
            yield f"{place}: is attributed to the transcribed page, but not on it"
