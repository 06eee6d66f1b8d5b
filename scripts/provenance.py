"""Check that the document and its sources agree.

Every value in the document must be vouched for by one entry of openapi/provenance.yaml, every entry must
vouch for something that the document holds, and every fact of the transcribed page, kept in openapi/pages/,
must stand in the document as the page states it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scripts import document as openapi
from scripts.document import ROOT, Steps, follow, pointer, steps_of
from scripts.problem import Problem, run
from scripts.transcription import PAGE_FORMAT, TEXT, omissions, same

PROVENANCE = ROOT / "openapi" / "provenance.yaml"
PAGES = ROOT / "openapi" / "pages"

MARKS = {
    "documented": "documented on the transcribed page",
    "elsewhere": "documented elsewhere",
    "inferred": "inferred",
    "conflict": "in conflict",
}

# The keywords of a schema whose values the transcribed page states.
FACTS = {"enum", "minimum", "maximum", "example"}

PROVENANCE_FORMAT = {
    "type": "object",
    "required": ["transcribed", "pages", "entries"],
    "properties": {
        "transcribed": TEXT,
        "pages": {"type": "object", "additionalProperties": TEXT},
        "entries": {
            "type": "object",
            "propertyNames": {"pattern": "^(/|$)"},
            "additionalProperties": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "properties": {
                        "documented": TEXT,
                        "elsewhere": TEXT,
                        "inferred": TEXT,
                        "conflict": {"type": "object", "minProperties": 2, "additionalProperties": TEXT},
                        "states": {"type": "object", "minProperties": 1},
                        "covers": {"type": "array", "minItems": 1, "items": TEXT},
                    },
                    "additionalProperties": False,
                    "oneOf": [{"required": [mark]} for mark in MARKS],
                    "anyOf": [{"required": ["states"]}, {"required": ["covers"]}],
                },
            },
        },
    },
}


@dataclass
class Claim:
    """One node that an entry of the provenance vouches for."""

    place: str
    mark: str
    pages: list[str]
    states: bool
    value: Any = None


def main() -> None:
    document = openapi.load()
    provenance = openapi.read_yaml(PROVENANCE, PROVENANCE_FORMAT)
    page = openapi.read_yaml(PAGES / f"{provenance['transcribed']}.yaml", PAGE_FORMAT)
    faults = [*disagreements(document, provenance), *false_claims(provenance, page), *omissions(document, page)]
    if faults:
        mend = "Mend the document, or say in openapi/provenance.yaml where the fact comes from."
        raise Problem("\n".join(["The document and its sources disagree.", *faults, mend]))
    marks = Counter(claim.mark for claim in claims(provenance) for _ in leaves(*find(document, claim.place)))
    print(f"Each of the document's {marks.total()} statements has its source:")
    for mark, meaning in MARKS.items():
        print(f"  {marks[mark]:4}  {meaning}")


def claims(provenance: dict[str, Any]) -> Iterator[Claim]:
    """Everything that the entries vouch for."""
    for element, entries in provenance["entries"].items():
        for entry in entries:
            mark = next(mark for mark in MARKS if mark in entry)
            pages = list(entry[mark]) if mark == "conflict" else [] if mark == "inferred" else [entry[mark]]
            for relative, value in entry.get("states", {}).items():
                yield Claim(f"{element}/{relative}", mark, pages, True, value)
            for relative in entry.get("covers", ()):
                yield Claim(f"{element}/{relative}", mark, pages, False)


def find(document: dict[str, Any], place: str) -> tuple[Any, Steps]:
    """The node that a JSON pointer names, and the steps that lead to it."""
    steps = steps_of(place)
    return follow(document, steps), steps


def leaves(node: Any, steps: Steps = ()) -> Iterator[str]:
    """Pointers to what states something at and below a node: values, and containers that hold nothing."""
    for place, value in openapi.walk(node, steps):
        if not isinstance(value, dict | list) or not value:
            yield pointer(place)


def disagreements(document: dict[str, Any], provenance: dict[str, Any]) -> Iterator[str]:
    """Where the document and its provenance differ, a line for each place."""
    times: Counter[str] = Counter()
    for claim in claims(provenance):
        yield from miscited(claim, provenance)
        try:
            node, steps = find(document, claim.place)
        except LookupError:
            yield f"{claim.place}: has a source, but is not in the document"
            continue
        times.update(leaves(node, steps))
        if claim.states and not same(claim.value, node):
            yield f"{claim.place}: the document says {node!r}, its source {claim.value!r}"
    for leaf in leaves(document):
        if times[leaf] != 1:
            yield f"{leaf}: has {'more than one source' if times[leaf] else 'no source'}"
    cited = {page for claim in claims(provenance) for page in claim.pages}
    for page in sorted(provenance["pages"].keys() - cited):
        yield f"pages: nothing comes from the page {page!r}"


def miscited(claim: Claim, provenance: dict[str, Any]) -> Iterator[str]:
    """Where a claim names a page that is not known, or gives it the wrong mark."""
    for page in claim.pages:
        if page not in provenance["pages"]:
            yield f"{claim.place}: the page {page!r} is not listed under `pages`"
        elif claim.mark == "documented" and page != provenance["transcribed"]:
            yield f"{claim.place}: the page {page!r} is not the transcribed one; write `elsewhere: {page}`"
        elif claim.mark == "elsewhere" and page == provenance["transcribed"]:
            yield f"{claim.place}: the page {page!r} is the transcribed one; write `documented: {page}`"


def false_claims(provenance: dict[str, Any], page: dict[str, Any]) -> Iterator[str]:
    """Where a claim rests on the transcribed page, and the page says no such thing."""
    sample = list(openapi.walk(page["sample"]))
    fields = {step for steps, _ in sample for step in steps} | {fact["field"] for fact in page["attributes"]}
    values = [value for _, value in sample]
    for fact in page["attributes"]:
        values += [fact.get("options"), fact.get("example"), *fact.get("range", ())]
    for claim in claims(provenance):
        steps = steps_of(claim.place)
        names = [name for key, name in pairwise(steps) if key == "properties"]
        facts = [claim.value] if claim.states and steps[-1] in FACTS else []
        stated = fields.issuperset(names) and all(any(same(fact, value) for value in values) for fact in facts)
        if claim.mark == "documented" and not stated:
            yield f"{claim.place}: is said to be on the transcribed page, and is not"


if __name__ == "__main__":
    run(main)
