"""The lines of a page, and the words that the vendor's site puts around its facts."""

import re
from dataclasses import dataclass

METHOD = re.compile(r"(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE)\b\s*(.*)")
PATH = re.compile(r"/|(/[^/\s]+)+/?")

# The headings of the sections; each list of parameters with the place of its parameters in a request.
AUTHORIZATIONS, RESPONSE = "Authorizations", "Response"
PARAMETERS = {
    "Path Parameters": "path",
    "Query Parameters": "query",
    "Headers": "header",
    "Cookies": "cookie",
    "Body": "body",
}
SECTIONS = {AUTHORIZATIONS, RESPONSE, *PARAMETERS}
STATUS = re.compile(r"([1-5](?:\d\d|XX)|default)(?: - (\S+/\S+))?")

CHILDREN = re.compile(r"(?:Show|Hide) child attributes")
LABELS = re.compile(rf"(Example:|Available options:|Required range:|{CHILDREN.pattern})")
KINDS = {"Example:": "example", "Available options:": "options", "Required range:": "range"}

# The head of an entry: its name, its type and what else the site says of it.
NAME = r"[A-Za-z_$][\w$.\[\]-]*"
TYPE = r"(?:enum<\w+>|(?:string|integer|number|boolean|object|array|file|any|null)(?:<[\w-]+>)?)(?:\[\])*"
TYPES = rf"{TYPE}(?: \| {TYPE})*"
FLAG = r"(?:required|optional|deprecated|nullable|read-only|write-only|header|path|query|cookie|body)"
HEAD = re.compile(rf"({NAME})\s+\(?({TYPES})\)?((?:[\s,]+{FLAG})*)")

# The last line of a page that was copied from a browser: the key that opens the site's assistant.
END = re.compile(r"⌘I|Ctrl ?\+ ?I")


@dataclass(frozen=True)
class Line:
    """A line of the page that is not empty, with its number in the file."""

    number: int
    text: str


def lines_of(text: str, first: int = 1) -> list[Line]:
    """The lines of a text that are not empty."""
    numbered = [(number, simplified(each)) for number, each in enumerate(text.split("\n"), first)]
    return [Line(number, each) for number, each in numbered if each]


def simplified(text: str) -> str:
    """A text with single spaces, and without the invisible ones that the site puts beside its headings."""
    return " ".join(re.sub("[\u200b\ufeff]", "", text).split())
