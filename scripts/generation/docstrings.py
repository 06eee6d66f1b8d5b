"""The docstring of a method: the texts of the document, and those that all methods have."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.responses import Response
from openapi_python_client.strings import safe_for_docstring

Entry = tuple[str, str]

SETTINGS: list[Entry] = [
    (
        "timeout",
        "Seconds for each step of the call, or an `httpx.Timeout` or `httpx2.Timeout`; None for the client's own.",
    ),
    ("deadline", "Seconds for the whole call, with its retries and delays; None for the client's own."),
    ("max_retries", "How often to retry where that is safe; None for the client's own."),
]
UNSENT: list[Entry] = [
    ("ArgumentError", "An argument is refused. Nothing was sent."),
    ("ClientClosedError", "The client is closed. Nothing was sent."),
]
OTHER_ERRORS: list[Entry] = [
    ("APIStatusError", "The server responded with any other error; `ServerError` for 5xx."),
    ("APIConnectionError", "There was no response; `APITimeoutError` if it timed out."),
    ("ResponseError", "The server reported success, but its response cannot be read."),
]


def headline(endpoint: Endpoint) -> str:
    """The first line of the summary of an operation."""
    return safe_for_docstring(endpoint.summary or endpoint.name).split("\n")[0]


def docstring(
    endpoint: Endpoint, arguments: Iterable[Entry], successes: Sequence[Response], error_classes: Mapping[int, str]
) -> str:
    """The docstring of an operation's method in Google's style; `successes` are the responses with its result."""
    parts = [wrapped(sentence(headline(endpoint)))]
    if endpoint.description:
        parts.append(wrapped(safe_for_docstring(endpoint.description)))
    parts.append(f"`{endpoint.method.upper()} {safe_for_docstring(endpoint.path)}` in the vendor's reference.")
    parts.append(section("Args", [*arguments, *SETTINGS]))
    if successes:
        returned = [sentence(described(each).rstrip(".")) for each in successes]
        if len(returned) > 1:
            returned = [f"{each.status_code.pattern}: {text}" for each, text in zip(successes, returned, strict=True)]
        parts.append("Returns:\n" + textwrap.indent("\n".join(map(wrapped, returned)), "    "))
    documented = [
        (error_classes[statuses[0]], f"{each.status_code.pattern}. {described(each)}")
        for each in endpoint.responses.patterns
        if (statuses := each.status_code.range) and statuses[0] in error_classes
    ]
    parts.append(section("Raises", [*UNSENT, *documented, *OTHER_ERRORS]))
    return quoted(parts)


def described(response: Response) -> str:
    return safe_for_docstring(getattr(response.data, "description", ""))


def quoted(paragraphs: Iterable[str]) -> str:
    """A docstring of several paragraphs."""
    text = "\n\n".join(paragraphs)
    return f'"""{text}\n"""'


def section(title: str, entries: Iterable[Entry]) -> str:
    """A section: names with their descriptions, below a title."""
    lines = [textwrap.indent(wrapped(f"{name}: {text}"), "        ")[4:] for name, text in entries]
    return "\n".join([f"{title}:", *lines])


def sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def wrapped(text: str, width: int = 100) -> str:
    """The text in lines of limited length. Its own line breaks stay, and so do lines of tables and of code."""
    lines = []
    is_fenced = False
    for line in text.splitlines():
        is_fence = line.lstrip()[:3] in ("```", "~~~") and line.count(line.lstrip()[:3]) == 1
        is_kept = is_fence or is_fenced or line.startswith(("|", "    ", "\t"))
        lines += [line.rstrip()] if is_kept else textwrap.wrap(line, width, break_long_words=False) or [""]
        is_fenced ^= is_fence
    return "\n".join(lines)
