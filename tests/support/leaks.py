"""Where the key and personal data must not turn up."""

import copy
import pickle
import traceback

from rich.pretty import pretty_repr
from rich.traceback import Traceback
from txcloud_identity import TXCloudError

from tests.support.bodies import NAME
from tests.support.clients import KEY

CANARIES = (KEY, NAME)


def shown(value: object) -> list[str]:
    """An object as programs show it that only want to help."""
    found = [repr(value), str(value), pretty_repr(value)]
    if hasattr(value, "__dict__"):
        found.append(str(vars(value)))
    return found


def with_variables(error: BaseException) -> str:
    """An error as rich shows it, with the variables of every frame, those of other libraries too, but not wrapped."""
    trace = Traceback.extract(type(error), error, error.__traceback__, show_locals=True, locals_max_length=1000)
    found: list[object] = []
    for stack in trace.stacks:
        found += [stack.exc_type, stack.exc_value, *stack.notes]
        found += [f"{name} = {node}" for frame in stack.frames for name, node in (frame.locals or {}).items()]
    return "\n".join(map(str, found))


def shown_error(error: TXCloudError) -> list[str]:
    """An error as logs, pickles and reporters of errors show it, with the variables of the package's frames."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    ours = [frame.f_locals for frame in frames if "txcloud_identity" in frame.f_code.co_filename]
    held = [text for names in ours for value in names.values() for text in shown(value)]
    return [
        *shown(error),
        "".join(traceback.format_exception(error)),
        pickle.dumps(error).decode("latin-1"),
        str(vars(copy.copy(error))),
        *held,
    ]


def check_shown(texts: list[str]) -> None:
    for text in texts:
        for canary in CANARIES:
            assert canary not in text
