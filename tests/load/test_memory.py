"""What a client keeps does not grow with its calls."""

from collections.abc import Callable

import pytest

from tests.support.programs import echoing, run


@pytest.mark.parametrize(("way", "calls"), [("leak_sync", 80_000), ("leak_async", 20_000)])
def test_memory_does_not_grow_with_the_calls(
    way: str, calls: int, record_property: Callable[[str, object], None]
) -> None:
    with echoing() as server:
        first, *_, last = run("load", server.url, way, calls, 10)
        assert server.counts()["requests"] == calls
    record_property("memory", (way, calls, first, last))
    # Nine tenths of the calls lie between the two marks; a byte of each would be more than this.
    assert last - first < 0.9 * calls
