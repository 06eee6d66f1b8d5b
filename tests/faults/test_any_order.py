"""Whatever happens in whatever order, some hundred steps of it; `tests/fuzz` takes ten thousand."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.machine import NETWORK, Machine
from tests.support.network import connect


# Coverage would be lost, because lines are interrupted by what measures it, too.
@pytest.mark.once
def test_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, NETWORK)
    few = settings(max_examples=10, stateful_step_count=30, deadline=None, derandomize=True)
    run_state_machine_as_test(Machine, settings=few)
