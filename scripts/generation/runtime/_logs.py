"""What gets into a log: the client's own lines, and those of the libraries below it without what is secret."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from typing import Any

LOGGER = logging.getLogger(__package__)

# While an attempt is made, the function that takes what is secret out of a line.
REDACT: ContextVar[Callable[[str], str] | None] = ContextVar("redact", default=None)

# Bytes are what is sent and received, perhaps compressed. What follows an exception's name may quote them.
SECRETS = r"""(?s)b'(?:[^'\\]|\\.)*'|b"(?:[^"\\]|\\.)*"|(?<=exception=)(\w*).*"""


@cache
def install_redaction() -> None:
    """Redact whatever any library logs during an attempt. This is done with the first client, and for all of them."""
    make = logging.getLogRecordFactory()

    def make_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        redact = REDACT.get()
        if redact:
            record.msg, record.args = redacted(record, redact), ()
        return record

    logging.setLogRecordFactory(make_record)


def redacted(record: logging.LogRecord, redact: Callable[[str], str]) -> str:
    try:
        text = record.getMessage()
    except Exception:
        text = str(record.msg)
    return redact(re.sub(SECRETS, lambda found: found[1] or "b'...'", text))
