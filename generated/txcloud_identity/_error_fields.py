"""What a response with an error says: its documented fields, the delay that it asks for, and its text for a log."""

import datetime
import email.utils
import re
from collections.abc import Mapping
from http import HTTPStatus

from ._json import json_value

# Seconds. Longer than any caller would wait.
NEVER = 1e9

# The documented fields of an error.
TEXTS = ("code", "message", "type", "param", "request_id")
NUMBERS = ("retry_after",)


def documented(body: bytes) -> tuple[dict[str, str], dict[str, float]]:
    """The documented fields of an error in a body: texts and numbers."""
    try:
        error = json_value(body)["error"]
        texts = {name: error[name] for name in TEXTS if isinstance(error.get(name), str)}
        numbers = {name: error[name] for name in NUMBERS if isinstance(error.get(name), int | float)}
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return {}, {}
    return texts, numbers


def seconds_of(headers: Mapping[str, str], hint: float | None) -> float | None:
    """The delay in seconds: from the header `Retry-After`, which is a number or a date, or else from the body."""
    asked = headers.get("Retry-After", "")
    if re.fullmatch("[0-9]+([.][0-9]+)?", asked):
        return min(float(asked), NEVER)
    if then := date_of(asked):
        # By the clock of the server, if it tells the time.
        now = date_of(headers.get("Date", "")) or datetime.datetime.now(datetime.UTC)
        return max(0.0, (then - now).total_seconds())
    if hint is None or isinstance(hint, bool) or not hint >= 0:
        return None
    return float(min(hint, NEVER))


def date_of(header: str) -> datetime.datetime | None:
    try:
        date = email.utils.parsedate_to_datetime(header)
        # A date without a zone has one of the older forms, which are also in UTC (RFC 9110).
        return date.astimezone(datetime.UTC) if date.tzinfo else date.replace(tzinfo=datetime.UTC)
    except (LookupError, OverflowError, TypeError, ValueError):
        return None


def without_message(texts: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """What stands for the message of an error that has none."""
    return "without a message" if texts else f"not an error of the API, its body is {media_type(headers)}"


def media_type(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Type", "").partition(";")[0] or "of no stated type"


def phrase(status_code: int) -> str:
    try:
        return HTTPStatus(status_code).phrase
    except ValueError:
        return "unknown status"


def with_request_id(text: str, request_id: str | None) -> str:
    return f"{one_line(text)} (request {one_line(request_id)})" if request_id else one_line(text)


def one_line(text: str) -> str:
    """A text as one line of limited length, for a log."""
    return "".join(character for character in " ".join(text[:300].split()) if character.isprintable())
