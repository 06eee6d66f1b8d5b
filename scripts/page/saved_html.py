"""The lines of a page in HTML: its content, without what the site puts around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from scripts.page.vocabulary import CHILDREN, SECTIONS, STATUS, Line, simplified

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Elements within a line of text.
INLINE = {"a", "abbr", "b", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp"}
INLINE |= {"small", "span", "strong", "sub", "sup", "u", "var", "wbr"}
# Elements around the content.
SURROUNDING = {"footer", "head", "iframe", "nav", "noscript", "script", "style", "svg", "template"}
ROLES = {"navigation", "contentinfo", "search", "dialog"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

# An element: its number in the order of the page, and its tag.
Element = tuple[int, str]


@dataclass(frozen=True)
class Text:
    """A line of the page, and the elements that it is in."""

    line: Line
    within: tuple[Element, ...]

    def has(self, *tags: str) -> bool:
        return any(tag in tags for _, tag in self.within)


class Texts(HTMLParser):
    """Collects the lines of a page. Other parsers keep the position of an element, but not that of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Text] = []
        self.open: list[Element] = []
        self.skipped: set[int] = set()
        self.elements = 0
        self.pieces: list[str] = []
        self.start: tuple[int, tuple[Element, ...]] = (0, ())
        self.after_inline = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE:
            self.end_line()
        elif self.after_inline and not self.is_code():
            # The site separates neighbours such as a name and its type by style alone.
            self.pieces.append(" ")
        if tag in VOID:
            return
        self.elements += 1
        self.open.append((self.elements, tag))
        if tag in SURROUNDING or dict(attrs).get("role") in ROLES or "hidden" in dict(attrs):
            self.skipped.add(self.elements)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.end_line()
        self.after_inline = tag in INLINE
        if tag in (each for _, each in self.open):
            while self.open.pop()[1] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.after_inline = False
        if any(number in self.skipped for number, _ in self.open):
            return
        for index, piece in enumerate(data.split("\n")):
            if index:
                self.end_line() if self.is_code() else self.pieces.append(" ")
            if piece.strip() and not any(map(str.strip, self.pieces)):
                self.start = (self.getpos()[0] + index, tuple(self.open))
            self.pieces.append(piece)

    def is_code(self) -> bool:
        return any(tag == "pre" for _, tag in self.open)

    def end_line(self) -> None:
        text = simplified("".join(self.pieces))
        self.pieces, self.after_inline = [], False
        if text:
            number, within = self.start
            self.found.append(Text(Line(number, text), within))


def content(html: str) -> list[Line]:
    """The lines of the content, which goes from the title to the end of the last section or sample.

    Its landmarks are the title, the cURL commands and the headings of the sections. It is what lies between the first
    and the last of them in the smallest element that has them all, with the parts of that element that these are in.
    """
    parser = Texts()
    parser.feed(html)
    parser.close()
    parser.end_line()
    texts = [each for each in parser.found if not is_control(each)]
    headings = levels(texts)
    landmarks = [each for each in texts if is_landmark(each, headings)]
    if not landmarks:
        return []
    depth = common_depth(each.within for each in landmarks)
    texts = [each for each in texts if each.within[:depth] == landmarks[0].within[:depth]]
    first, last = (part_of(each, depth) for each in (landmarks[0], landmarks[-1]))
    begin = next(index for index, each in enumerate(texts) if first in (None, part_of(each, depth)))
    end = max(index for index, each in enumerate(texts) if last in (None, part_of(each, depth)))
    return [each.line for each in texts[begin : end + 1]]


def is_control(text: Text) -> bool:
    """Whether a text is a button, such as one that copies the sample. Two kinds of facts are buttons as well."""
    return text.has("button") and not (CHILDREN.fullmatch(text.line.text) or STATUS.fullmatch(text.line.text))


def levels(texts: list[Text]) -> set[str]:
    """The tags of the headings of sections: an unknown heading with the same tag is one, too."""
    known = (each for each in texts if each.line.text in SECTIONS)
    return {tag for each in known for _, tag in each.within if tag in HEADINGS}


def is_landmark(text: Text, headings: set[str]) -> bool:
    return text.has("h1", *headings) or (text.has("pre") and text.line.text.startswith("curl "))


def common_depth(chains: Iterable[tuple[Element, ...]]) -> int:
    """How many of the outermost elements are the same."""
    depth = 0
    for elements in zip(*chains, strict=False):
        if len(set(elements)) > 1:
            break
        depth += 1
    return depth


def part_of(text: Text, depth: int) -> Element | None:
    """The part at this depth that a text is in; None if that is but a heading or a sample."""
    part = text.within[depth] if len(text.within) > depth else None
    return None if part is None or part[1] in {*HEADINGS, "pre"} else part
