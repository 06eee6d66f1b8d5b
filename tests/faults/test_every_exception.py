"""Whatever is raised at whatever stage of an attempt: what the caller is told, and what becomes of the client."""

import pytest

from tests.support.clients import KINDS
from tests.support.exceptions import exceptional, ordinary
from tests.support.raising import PROXIES, STAGES, check

# Each stage has its share of them, so that all are tried at one or other; `tests/fuzz` tries all at all.
SOME = len(STAGES)


@pytest.mark.once
@pytest.mark.repeats
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("owner", ["package", "caller"])
@pytest.mark.parametrize(("number", "route", "stage"), STAGES)
def test_some_exceptions(
    monkeypatch: pytest.MonkeyPatch, number: int, route: str, stage: str, owner: str, kind: str
) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    for error in [*list(ordinary())[number % SOME :: SOME], *exceptional()]:
        check(monkeypatch, stage, error, owner, kind)
