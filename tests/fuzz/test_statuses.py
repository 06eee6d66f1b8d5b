"""Every status with every body is a result or a typed error."""

import pytest

from tests.support.clients import KINDS, Caller
from tests.support.statuses import BODIES, EVERY_STATUS, check_statuses


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("body", BODIES)
def test_every_status_with_any_body(kind: str, body: str) -> None:
    check_statuses(Caller(kind), body, EVERY_STATUS)
