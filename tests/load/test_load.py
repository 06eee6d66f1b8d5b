"""Many calls through one client: none is lost, and none gets another's answer."""

from collections.abc import Callable

import pytest

from tests.support.programs import echoing, run

CALLS = 10_000
# Connections that a client may have open, and some more, since the server is late to learn that one was closed.
MOST = 110

Figures = Callable[..., None]


@pytest.mark.parametrize("client", ["httpx", "ours"])
@pytest.mark.parametrize(("way", "at_once"), [("threads", 32), *(("tasks", number) for number in (1, 10, 100, 1000))])
def test_nothing_is_lost(way: str, at_once: int, client: str, figures: Figures) -> None:
    with echoing() as server:
        # What is there to compare with needs no proof.
        found = run("load", server.url, f"{way}_{client}", CALLS if client == "ours" else CALLS // 10, at_once)
        counts = server.counts()
    milliseconds = [f"{found[each] * 1000:.1f} ms" for each in ("p50", "p99")]
    measured = [found["per_second"], *milliseconds, f"{found['peak_mb']:.0f} MB", counts["most"], found["lost"]]
    figures(f"{at_once} {way}", "txcloud-identity" if client == "ours" else client, *measured)
    if client == "ours":
        assert found["lost"] == 0
        assert counts["requests"] == CALLS
        assert counts["most"] <= MOST
        assert counts["open"] == 0
