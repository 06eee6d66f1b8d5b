"""Interrupt calls by a signal, and call again: `python -m tests.support.interrupts URL`."""

import json
import random
import signal
import sys
from types import FrameType

from txcloud_identity import TXCloud

INTERRUPTED, CALLS = 5000, 1000
# Seconds: about as long as a call takes.
LONGEST = 0.002

# Python reports what is raised where it cannot be, and its own import system has such places.
IMPORT_SYSTEM = ("importlib._bootstrap", "_frozen_importlib")


class Alarm(Exception):
    """What the signal handler raises. Celery's limit on the time of a task is such an exception."""


class Clock:
    """Rings once, unless the call is over."""

    is_set = False

    def ring(self, _: int, __: FrameType | None) -> None:
        if self.is_set:
            self.is_set = False
            raise Alarm


def main(url: str) -> None:
    lost: list[str] = []

    def note(what: "sys.UnraisableHookArgs") -> None:
        if getattr(what.object, "__module__", None) not in IMPORT_SYSTEM:
            lost.append(repr(what))

    sys.unraisablehook = note
    generator = random.Random(23)
    client = TXCloud("txc_test_interrupted", base_url=url)
    clock = Clock()
    signal.signal(signal.SIGALRM, clock.ring)
    interrupted = 0
    while interrupted < INTERRUPTED:
        seconds = generator.uniform(0.00001, LONGEST)
        try:
            clock.is_set = True
            signal.setitimer(signal.ITIMER_REAL, seconds)
            client.cancel_verification("ver_interrupted")
            clock.is_set = False
        except Alarm:
            interrupted += 1
    wrong = [number for number in range(CALLS) if client.cancel_verification(f"ver_{number}").id != f"ver_{number}"]
    client.close()
    print(json.dumps({"interrupted": interrupted, "wrong": wrong, "lost": lost}))


if __name__ == "__main__":
    main(sys.argv[1])
