"""Interrupts a call: at a line, as a signal handler would that raises an exception, or where its task waits."""

import asyncio
import sys
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import httpcore
import httpx
import pytest
import txcloud_identity
from txcloud_identity import AsyncTXCloud, TXCloud

from tests.support.clients import KEY
from tests.support.network import Network, connect

FOLDERS = tuple(str(Path(module.__file__ or "").parent) for module in (txcloud_identity, httpx, httpcore))


# More than a client has connections.
MANY = 110


class Alarm(BaseException):
    """What a signal handler raises."""


def interrupted(call: Callable[[], object], at: int) -> bool:
    """Whether a call reaches so many lines of the client or of the HTTP library; if so, it is interrupted there."""
    left = at

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if not frame.f_code.co_filename.startswith(FOLDERS):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                sys.settrace(None)
                raise Alarm
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    except Alarm:
        return True
    finally:
        sys.settrace(before)
    return False


def interrupt_at_lines(monkeypatch: pytest.MonkeyPatch, connection: str, stride: int) -> int:
    """Interrupt calls at one line after the other, or at one of so many. Fail unless later calls succeed."""
    connect(monkeypatch, Network())
    client = TXCloud(KEY)
    for line in count(1, stride):
        if connection == "kept":
            client.cancel_verification("ver_0")
        else:
            client.close()
            client = TXCloud(KEY)
        if not interrupted(partial(client.cancel_verification, "ver_1"), line):
            client.close()
            return line
        assert client.cancel_verification("ver_2").id == "ver_2", f"interrupted at line {line}"
    raise AssertionError


async def cancelled(client: AsyncTXCloud, steps: int) -> bool:
    """Whether the task of a call still runs after so many steps of the event loop; if so, it is cancelled there."""
    task = asyncio.create_task(client.cancel_verification("ver_1"))
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    [outcome] = await asyncio.gather(task, return_exceptions=True)
    return isinstance(outcome, asyncio.CancelledError)


async def cancel_at_steps(monkeypatch: pytest.MonkeyPatch, connection: str, stride: int) -> int:
    """Cancel many tasks at one step after the other, or at one of so many. Fail unless later calls succeed."""
    connect(monkeypatch, Network())
    async with AsyncTXCloud(KEY) as client:
        for steps in count(0, stride):
            for _ in range(MANY):
                if connection == "kept":
                    await client.cancel_verification("ver_0")
                if not await cancelled(client, steps):
                    return steps
            answer = await asyncio.wait_for(client.cancel_verification("ver_2"), 10)
            assert answer.id == "ver_2", f"cancelled at step {steps}"
    raise AssertionError
