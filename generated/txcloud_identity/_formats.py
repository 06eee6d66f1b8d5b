"""Functions that decode a JSON string in a format. For any other value they return None; none of them raises.

The classes of `datetime` are looked up when they are used: a test that freezes the time replaces them for a while.
"""

from __future__ import annotations

import datetime
import re
import uuid
from binascii import a2b_base64, b2a_base64

# RFC 3339, in the precision of a datetime: with less it would be incomplete, with more some would be lost.
INSTANT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}"
    "([.][0-9]{1,6}0*)?([Zz]|[+-][0-9]{2}:[0-5][0-9])"
)

# The separators of a UTC timestamp, last to first, because `fromisoformat` stops at a null character.
MARKS = slice(None, 3, -3)
HOUR = slice(11, 13)


def as_date_time(value: object) -> datetime.datetime | None:
    # The usual spelling is recognised by its separators, in a fraction of the time.
    if type(value) is not str or not (value[MARKS] == "Z::T--" or INSTANT.fullmatch(value)):
        return None
    try:
        found = datetime.datetime.fromisoformat(value)
    except ValueError:
        return unusual_date_time(value)
    # From Python 3.14 on, hour 24 is read as the next day, which RFC 3339 does not know.
    return found if found.hour or value[HOUR] != "24" else None


def unusual_date_time(value: str) -> datetime.datetime | None:
    """Read what RFC 3339 allows and `fromisoformat` refuses, such as a small "z"."""
    # dateutil would accept more than that, for example a year with a sign.
    if not INSTANT.fullmatch(value):
        return None
    # Slow to import, and hardly ever needed.
    from dateutil.parser import isoparse

    try:
        return isoparse(value)
    except (OverflowError, ValueError):
        return None


# The separators of a date.
BETWEEN = slice(4, None, 3)


def as_date(value: object) -> datetime.date | None:
    # A year alone or a week is not completed: the rest of the date would be invented.
    if type(value) is not str or value[BETWEEN] != "--":
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def as_uuid(value: object) -> uuid.UUID | None:
    # `to_dict` would change another spelling.
    if type(value) is str and re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        return uuid.UUID(value)
    return None


def as_bytes(value: object) -> bytes | None:
    try:
        found = a2b_base64(value) if type(value) is str else b""
    except ValueError:
        return None
    # `to_dict` would change another spelling.
    return found if b2a_base64(found, newline=False).decode() == value else None
