"""What a call comes to with each status and body of an answer."""

from collections.abc import Sequence

from txcloud_identity import APIStatusError, Response, ResponseError

from tests.support.bodies import BROKEN, READABLE, UNREADABLE, answers, check
from tests.support.clients import Caller

BODIES = [*UNREADABLE, *READABLE, *BROKEN]

# Beyond those that HTTP has, one is like another.
EVERY_STATUS = (*range(200, 600), 600, 700, 998)


def check_statuses(call: Caller, body: str, statuses: Sequence[int]) -> None:
    """Fail unless each answer is a result or a typed error."""
    content = (UNREADABLE | READABLE).get(body, b"")
    handlers = [BROKEN[body](each) if body in BROKEN else answers(each, content) for each in statuses]
    for status, outcome in zip(statuses, call.outcomes(handlers, max_retries=0), strict=True):
        if status < 300 and body in READABLE:
            assert isinstance(outcome, Response)
        else:
            assert isinstance(outcome, ResponseError if status < 300 else APIStatusError)
            check(outcome)
        assert outcome.status_code == status
