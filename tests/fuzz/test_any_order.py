"""Whatever happens in whatever order, ten thousand steps of it."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.machine import NETWORK, Machine
from tests.support.network import connect

STEPS, AT_ONCE = 10_000, 100


def test_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    connect(monkeypatch, NETWORK)
    Machine.steps = 0
    # Some runs are shorter.
    many = settings(max_examples=STEPS // AT_ONCE * 2, stateful_step_count=AT_ONCE, deadline=None)
    run_state_machine_as_test(Machine, settings=many)
    assert Machine.steps >= STEPS
