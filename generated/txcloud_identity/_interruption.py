"""Exceptions that interrupt a call from outside: they are the caller's, and no outcome of the call."""

import signal
import threading
from types import TracebackType


def is_interruption(error: Exception) -> bool:
    """Whether a signal handler has raised an error, as a job queue does when the time of a task is up."""
    if threading.current_thread() is not threading.main_thread():
        return False
    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    codes = {code for handler in handlers if (code := getattr(handler, "__code__", None))}
    step = error.__traceback__
    while step and step.tb_frame.f_code not in codes:
        step = step.tb_next
    return step is not None


class Contained:
    """Continue after a block that fails, unless it was interrupted."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> bool:
        return isinstance(error, Exception) and not is_interruption(error)
