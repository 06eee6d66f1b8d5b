"""Every exception at every stage of an attempt, for each client: a table that nobody typed."""

import pytest

from tests.support.clients import KINDS
from tests.support.exceptions import exceptional, ordinary
from tests.support.raising import PROXIES, STAGES, check


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("owner", ["package", "caller"])
@pytest.mark.parametrize(("route", "stage"), [each[1:] for each in STAGES])
def test_every_exception(monkeypatch: pytest.MonkeyPatch, route: str, stage: str, owner: str, kind: str) -> None:
    for name, value in PROXIES[route].items():
        monkeypatch.setenv(name, value)
    for error in [*ordinary(), *exceptional()]:
        check(monkeypatch, stage, error, owner, kind)
