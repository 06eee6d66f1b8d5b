"""The lines of a page in Markdown, without its markup."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scripts.page.vocabulary import END, Line, lines_of


def content(text: str) -> list[Line]:
    """The lines of the page."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    lines = [line for token in tokens if token.map for line in lines_of(plain(token), first_line(token))]
    ends = [index for index, line in enumerate(lines) if END.fullmatch(line.text)]
    return lines[: ends[0]] if ends else lines


def first_line(token: Token) -> int:
    """The line on which the text of a token begins."""
    return (token.map or [0])[0] + (2 if token.type == "fence" else 1)


def plain(token: Token) -> str:
    """The text of a token; "" if that is in the tokens within it."""
    return "".join(pieces(token)) if token.type == "inline" else token.content


def pieces(token: Token) -> Iterator[str]:
    """The texts in a paragraph. What looks like HTML is one, too: `<string>` is a placeholder of the site."""
    for child in token.children or ():
        yield "\n" if child.type in ("softbreak", "hardbreak") else child.content
