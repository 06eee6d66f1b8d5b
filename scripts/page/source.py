"""Read the page from a file or from the site, in any form in which a person saves it."""

import re
import time
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import httpx

from scripts.common.errors import PipelineError
from scripts.common.workspace import short_path
from scripts.page import saved_html, saved_markdown
from scripts.page.vocabulary import END, Line, lines_of

# Far more than the page needs.
SECONDS = 30.0
BYTES = 20_000_000

HTML = re.compile(r"<(!doctype html|html|body|main|article|h1)\b", re.IGNORECASE)
MARKDOWN = re.compile(r"^ {0,3}(```|~~~|#{1,6} )", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """The page as it was read: its name in messages, and its lines."""

    name: str
    lines: list[Line]
    is_copied: bool = False
    is_whole: bool = True


def read(address: str) -> Source:
    """The page in a file or at a URL; raises PipelineError if it cannot be read."""
    is_url = re.match("https?://", address)
    content = fetched(address) if is_url else read_file(Path(address))
    name = address if is_url else str(short_path(Path(address).resolve()))
    if not content.strip():
        raise PipelineError(f"{name} is empty. Save the page again.")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PipelineError(f"{name}:{line}: is not text in UTF-8. Save the page as UTF-8.") from None
    if "\0" in text:
        raise PipelineError(f"{name} is not text. Save the page as text, Markdown or HTML in UTF-8.")
    if HTML.search(text):
        return Source(name, saved_html.content(text))
    if MARKDOWN.search(text):
        return Source(name, saved_markdown.content(text))
    lines = lines_of(text)
    ends = [index for index, line in enumerate(lines) if END.fullmatch(line.text)]
    return Source(name, lines[: ends[0]] if ends else lines, is_copied=True, is_whole=bool(ends))


def read_file(path: Path) -> bytes:
    """The content of a file."""
    try:
        if path.exists() and not path.is_file():
            raise PipelineError(f"{short_path(path)} is not a file. Give the page as a file or a URL.")
        return path.read_bytes()
    except FileNotFoundError:
        others = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
        similar = "".join(f" Did you mean {path.with_name(each)}?" for each in get_close_matches(path.name, others, 1))
        raise PipelineError(f"There is no file {short_path(path)}.{similar}") from None
    except OSError as error:
        raise PipelineError(f"{short_path(path)} cannot be read: {error.strerror}.") from None


def fetched(url: str) -> bytes:
    """The content at a URL."""
    fix = "Save the page in a browser, and give the file."
    deadline = time.monotonic() + SECONDS
    content = b""
    try:
        with httpx.stream("GET", url, timeout=SECONDS, follow_redirects=True) as response:
            if response.status_code == httpx.codes.NOT_FOUND:
                fix = "If the page has moved, correct `transcribed_from` in openapi/provenance.yaml."
                raise PipelineError(f"There is no page at {url} (status 404). {fix}")
            if not response.is_success:
                raise PipelineError(f"The response of {url} has the status {response.status_code}. {fix}")
            for chunk in response.iter_bytes():
                content += chunk
                if time.monotonic() > deadline or len(content) > BYTES:
                    raise PipelineError(f"{url} takes too long, or is too large for a page. {fix}")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error).rstrip(".") or type(error).__name__
        raise PipelineError(f"{url} cannot be read: {reason}. {fix}") from None
    return content
