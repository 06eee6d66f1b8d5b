"""Functions that decode a JSON string in a format. For any other value they return None; none of them raises.

The classes of `datetime` are looked up when they are used: a test that freezes the time replaces them for a while.
"""

from __future__ import annotations

import datetime
import re
from binascii import a2b_base64, b2a_base64
from typing import TYPE_CHECKING, Any

from ._lazy import LateModule

if TYPE_CHECKING:
    import uuid
else:
    # Slow to import, and not needed by most documents.
    uuid = LateModule("uuid")

# RFC 3339, in the precision of a datetime: with less it would be incomplete, with more some would be lost.
INSTANT = (
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}"
    "([.][0-9]{1,6}0*)?([Zz]|[+-][0-9]{2}:[0-5][0-9])"
)

# The separators of a UTC timestamp, last to first, because `fromisoformat` stops at a null character.
MARKS = slice(None, 3, -3)
HOUR = slice(11, 13)


def as_date_time(value: object) -> datetime.datetime | None:
    # The usual spelling is recognised by its separators, in a fraction of the time.
    if type(value) is not str or not (value[MARKS] == "Z::T--" or re.fullmatch(INSTANT, value)):
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
    if not re.fullmatch(INSTANT, value):
        return None
    # Slow to import, and hardly ever needed.
    from dateutil.parser import isoparse

    try:
        return isoparse(value)
    except (OverflowError, ValueError):
        return None


def as_date(value: Any) -> datetime.date | None:
    try:
        found = datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    # A week is no date: the day would be invented. No other spelling has a hyphen before its last two characters.
    return found if value[-3] == "-" else None


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
