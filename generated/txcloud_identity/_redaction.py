"""Takes secrets out of texts."""

import re
from collections.abc import Callable, Iterable, Mapping


def redactor(secrets: Mapping[str, str]) -> Callable[[str], str]:
    """A function that puts the names of secrets in their place. Of two that overlap in a text, nothing is left."""

    def redact(text: str) -> str:
        found = [(start, -end, name) for secret, name in secrets.items() for start, end in places(secret, text)]
        parts: list[str] = []
        rest = 0
        for start, end, name in sorted(found):
            if start >= rest:
                parts += [text[rest:start], name]
            rest = max(rest, -end)
        return "".join([*parts, text[rest:]])

    return redact


def places(secret: str, text: str) -> Iterable[tuple[int, int]]:
    """Where a secret begins and ends in a text."""
    if "\\" in text:
        # JSON and `repr` spell a character in several ways.
        spelled = (rf"(?:\\{{0,4}}{re.escape(each)}|\\{{1,4}}u00(?i:{ord(each):02x}))" for each in secret)
        yield from (found.span() for found in re.finditer("".join(spelled), text))
        return
    start = text.find(secret)
    while start >= 0:
        yield start, start + len(secret)
        start = text.find(secret, start + 1)
