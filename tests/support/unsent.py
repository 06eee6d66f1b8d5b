"""What a call comes to of which nothing was sent."""

from txcloud_identity import APIConnectionError, TXCloudError

from tests.support import leaks
from tests.support.bodies import check


def check_unsent(outcome: object, kind: type[TXCloudError] = APIConnectionError) -> None:
    assert isinstance(outcome, TXCloudError)
    assert type(outcome) is kind
    assert outcome.outcome_unknown is False
    check(outcome)
    leaks.check_shown([*leaks.shown_error(outcome), leaks.with_variables(outcome)])
