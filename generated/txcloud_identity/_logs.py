"""The log: a line for each attempt, without identifiers or personal data."""

from __future__ import annotations

import logging

LOGGER = logging.getLogger(__package__)


class Demotion(logging.Filter):
    """Lowers the HTTP library's line about a request to DEBUG, because it quotes the path with its identifiers."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        address = str(record.args[1]) if isinstance(record.args, tuple) and len(record.args) > 1 else ""
        if not address.startswith(tuple(self.addresses)):
            return True
        record.levelno, record.levelname = logging.DEBUG, "DEBUG"
        return logging.getLogger(record.name).isEnabledFor(logging.DEBUG)


DEMOTION = Demotion()
logging.getLogger("httpx").addFilter(DEMOTION)
