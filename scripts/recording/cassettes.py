"""The format of the cassettes, and how they are replayed."""

from contextlib import AbstractContextManager
from pathlib import Path

from vcr import VCR
from vcr.cassette import Cassette

# The id in the vendor's example. Cassettes hold it in place of the recorded one.
VERIFICATION_ID = "ver_a1b2c3d4e5f6"

# A request must match the recorded one exactly, except for its headers: they hold the API key.
MATCH_ON = ("method", "scheme", "host", "port", "path", "query", "raw_body")

CASSETTE_FORMAT = {
    "type": "object",
    "required": ["interactions", "metadata"],
    "properties": {
        "interactions": {"type": "array", "minItems": 1, "maxItems": 1},
        "metadata": {
            "type": "object",
            "required": ["recorded"],
            "properties": {"recorded": {"type": "object", "required": ["document", "from", "server"]}},
        },
    },
}


def replay(path: Path) -> AbstractContextManager[Cassette]:
    """Replay a cassette; any other request raises an error."""
    cassette: AbstractContextManager[Cassette] = VCR(record_mode="none", match_on=MATCH_ON).use_cassette(path)
    return cassette
