"""Errors that a user can fix: one clear message, and no traceback."""


class PipelineError(Exception):
    """One message: what is wrong, where, and how to fix it."""


# One mistake, such as a renamed schema, can cause a hundred errors; the first ones show the cause.
SHOWN = 20


def error_list(title: str, errors: list[str], *fix: str) -> str:
    """One message that lists many errors, on about one screen."""
    rest = [f"... and {len(errors) - SHOWN} more"] if len(errors) > SHOWN else []
    return "\n".join([title, *errors[:SHOWN], *rest, *fix])
