"""Rules for our marks: their spelling, their places and their values."""

from scripts.contract.marks import MARKS, state_faults
from scripts.contract.rules.parts import Faults, Parts


def misspelt_marks(parts: Parts) -> Faults:
    """A tool passes over an extension that it does not know, and what it says is lost."""
    for kind, objects in parts.kinds.items():
        for steps, node in objects:
            for key in (key for key in node if key.startswith("x-")):
                if key in MARKS and MARKS[key].on != kind:
                    yield f"`{key}` has no meaning here. Move it to the {MARKS[key].on}.", (*steps, key)
                for mark in meant(key, kind):
                    yield f"`{key}` is no mark of ours. Did you mean `{mark}`?", (*steps, key)


def meant(key: str, kind: str) -> list[str]:
    """The mark that a key was probably meant to be, in an object where it would belong."""
    spelt = key.lower().replace("_", "-")
    marks = [mark for mark, each in MARKS.items() if each.on == kind]
    return [] if key in MARKS else [each for each in marks if distance(spelt, each) <= (1 if len(each) < 8 else 2)][:1]


def distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many or swapped with the next."""
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, before, row = row, above, [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and one[i - 2 : i] == wanted + other[j - 2]:
                row[j] = min(row[j], before[j - 2] + 1)
    return row[-1]


def wrong_values(parts: Parts) -> Faults:
    """A mark with a value that nothing knows does not do what it says."""
    for mark, each in MARKS.items():
        for steps, node in parts.kinds[each.on]:
            if mark in node:
                yield from each.faults(parts.document, (*steps, mark), node[mark])
                if mark == "x-transition":
                    yield from state_faults(parts.document, (*steps, mark), node[mark])
