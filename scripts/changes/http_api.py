"""Find what changes on the wire between two documents, for callers of the API with any client.

The documents are compared by what they mean, operation by operation. Another way to write the same is no change.
"""

from collections.abc import Iterator
from typing import Any

from scripts.changes.change import Change
from scripts.changes.wire.comparison import Comparison
from scripts.changes.wire.components import compare_components
from scripts.changes.wire.documents import compare_documents
from scripts.changes.wire.places import At
from scripts.changes.wire.schemas import compare_waiting


def http_changes(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    """The changes between two documents that callers of the API can notice, each once."""
    comparison = Comparison(At(old, old), At(new, new))
    for compare in (compare_documents, compare_components):
        compare(comparison)
        compare_waiting(comparison)
    yield from comparison.found.values()
