"""Many calls through one client: none is lost, none gets another's answer, and nothing piles up."""

from collections.abc import Callable

import pytest

from tests.proof.programs import echoing, run

CALLS = 10_000
# Connections that a client may have open: the HTTP library's own limit.
MOST = 100

Figures = Callable[..., None]


@pytest.mark.parametrize("client", ["httpx", "ours"])
@pytest.mark.parametrize(("way", "at_once"), [("threads", 32), *(("tasks", number) for number in (1, 10, 100, 1000))])
def test_nothing_is_lost(way: str, at_once: int, client: str, figures: Figures) -> None:
    with echoing() as server:
        # What is there to compare with needs no proof.
        found = run("load", server.url, f"{way}_{client}", CALLS if client == "ours" else CALLS // 5, at_once)
        counts = server.counts()
    name = "txcloud-identity" if client == "ours" else client
    milliseconds = [f"{found[each] * 1000:.1f} ms" for each in ("p50", "p99")]
    figures(
        f"{at_once} {way}",
        name,
        found["per_second"],
        *milliseconds,
        f"{found['peak_mb']:.0f} MB",
        counts["most"],
        found["lost"],
    )
    assert found["lost"] == 0
    assert counts["most"] <= min(at_once, MOST)
    if client == "ours":
        assert counts["requests"] == CALLS
        assert counts["open"] == 0


@pytest.mark.parametrize("way", ["leak_sync", "leak_async"])
def test_memory_does_not_grow_with_the_calls(way: str) -> None:
    with echoing() as server:
        first, *_, last = run("load", server.url, way, 5 * CALLS, 10)
        assert server.counts()["requests"] == 5 * CALLS
    # Nine tenths of the calls lie between the two; a byte of each would be more than this.
    assert last - first < 4.5 * CALLS
