"""A list of errors fits on one screen."""

import pytest

from scripts.common.errors import error_list


@pytest.mark.parametrize(
    ("count", "said"),
    [(20, "fault 19\nfix"), (21, "fault 19\n... and 1 more\nfix"), (100, "fault 19\n... and 80 more\nfix")],
)
def test_what_is_left_out_is_counted(count: int, said: str) -> None:
    message = error_list("Faults:", [f"fault {number}" for number in range(count)], "fix")
    assert message.startswith("Faults:\nfault 0\nfault 1\n")
    assert message.endswith(f"fault 18\n{said}")
