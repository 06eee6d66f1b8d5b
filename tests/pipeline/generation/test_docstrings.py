"""Text of the document is fitted to the width of the code, except where its lines mean something."""

import pytest

from scripts.generation.docstrings import wrapped

LONG = " ".join(["one word after another"] * 6)


@pytest.mark.parametrize(
    "kept",
    [f"```python\n{LONG}\n```", f"~~~\n{LONG}\n~~~", f"| {LONG} |", f"    {LONG}"],
    ids=["code", "code in tildes", "a table", "an indented line"],
)
def test_only_paragraphs_are_broken_into_lines(kept: str) -> None:
    before, after = wrapped(f"{LONG}\n\n{kept}\n\n{LONG}").split(kept)
    assert before.split() == after.split() == LONG.split()
    assert max(map(len, (before + after).splitlines())) <= 100
