"""What a user can fix: one clear message, and no traceback."""


class PipelineError(Exception):
    """What was wrong, where, and what to do about it, told in one message."""


# One mistake, a renamed schema for example, can show in a hundred places; the first ones tell what it is.
SHOWN = 20


def error_list(title: str, faults: list[str], *fix: str) -> str:
    """One message about many faults, on not much more than a screen."""
    rest = [f"... and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
    return "\n".join([title, *faults[:SHOWN], *rest, *fix])
