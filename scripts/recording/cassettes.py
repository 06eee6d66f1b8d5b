"""The recorded exchanges: where they are and how they are replayed."""

from contextlib import AbstractContextManager
from pathlib import Path

from vcr import VCR
from vcr.cassette import Cassette

# The id of the reference. Recordings carry it in place of the one that they were made with.
VERIFICATION_ID = "ver_a1b2c3d4e5f6"

# A request is answered only if it is the recorded one to the byte; of its headers, the key is not recorded.
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
    """Answer requests from a cassette and from nothing else."""
    cassette: AbstractContextManager[Cassette] = VCR(record_mode="none", match_on=MATCH_ON).use_cassette(path)
    return cassette
