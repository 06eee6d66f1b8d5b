"""Exceptions that interrupt a call from outside: they are the caller's, and no outcome of the call."""

import threading
from collections.abc import Collection
from types import CodeType, FrameType


class Mistake(Exception):
    """A mistake in a test, which its author has to see."""


def is_interruption(error: Exception) -> bool:
    """Whether a signal handler has raised an error, as a job queue does when the time of a task is up; or a fake."""
    if isinstance(error, Mistake):
        return True
    if threading.current_thread() is not threading.main_thread():
        return False
    # Slow to import, and hardly ever needed.
    import signal

    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    codes = {code for handler in handlers if (code := getattr(handler, "__code__", None))}
    step = error.__traceback__
    while step and not is_handler(step.tb_frame, codes):
        step = step.tb_next
    return step is not None


def is_handler(frame: FrameType, codes: Collection[CodeType]) -> bool:
    """Whether a signal handler runs in a frame: one that is installed, or one with the frame that it interrupted."""
    # Python calls it with that frame, whatever kind of callable it is, even if another one is installed meanwhile.
    return frame.f_code in codes or any(value is frame.f_back for value in frame.f_locals.values() if value is not None)
