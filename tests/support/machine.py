"""Calls, interruptions, forks and ends of clients and event loops, in any order."""

import asyncio
import gc
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from txcloud_identity import AsyncTXCloud, ClientClosedError, Response, TXCloud, TXCloudError

from tests.support.clients import KEY
from tests.support.exceptions import exceptional, instance, kinds
from tests.support.interrupting import interrupted
from tests.support.network import Network
from tests.support.raising import AFTER, BEFORE, async_outcome, outcome

LOOPS = st.integers(0, 1)
# More than there are connections; and some tasks of which a few are cancelled.
CROWD, TASKS = 130, 20

# The one network that the clients use, set up by the test.
NETWORK = Network()


class Machine(RuleBasedStateMachine):
    """Two clients, and two event loops besides those that come and go."""

    steps = 0

    @initialize()
    def begin(self) -> None:
        NETWORK.error = None
        NETWORK.open.clear()
        self.calls = 0
        self.sync, self.asynchronous = TXCloud(KEY), AsyncTXCloud(KEY)
        self.runners = [asyncio.Runner(), asyncio.Runner()]

    def name(self) -> str:
        self.calls += 1
        return f"ver_{self.calls}"

    def check(self, came: Any, name: str, fault: BaseException | None) -> None:
        """An answer is the one that was asked for; a failure is due to a fault, and one of the package's own."""
        if isinstance(came, Response):
            assert came.parsed.id == name
        elif came is not fault or isinstance(fault, Exception):
            assert isinstance(came, TXCloudError), came
            assert fault, came

    # What the network does

    @rule(stage=st.sampled_from([*BEFORE["direct"], *AFTER]), kind=st.sampled_from(kinds()))
    def fail(self, stage: str, kind: type[Exception]) -> None:
        NETWORK.stage, NETWORK.error = stage, instance(kind)

    @rule(stage=st.sampled_from([*BEFORE["direct"], *AFTER]), number=st.integers(0, 2))
    def end(self, stage: str, number: int) -> None:
        NETWORK.stage, NETWORK.error = stage, exceptional()[number]

    # What callers do

    @rule()
    def call(self) -> None:
        fault, name = NETWORK.error, self.name()
        self.check(outcome(self.sync, name), name, fault)

    @rule(loop=LOOPS)
    def call_in_a_loop(self, loop: int) -> None:
        fault, name = NETWORK.error, self.name()
        self.check(self.runners[loop].run(async_outcome(self.asynchronous, name)), name, fault)

    @rule()
    def call_in_a_new_loop(self) -> None:
        fault, name = NETWORK.error, self.name()
        self.check(asyncio.run(async_outcome(self.asynchronous, name)), name, fault)

    @rule(number=st.integers(2, 20))
    def call_in_threads(self, number: int) -> None:
        fault, names = NETWORK.error, [self.name() for _ in range(number)]
        with ThreadPoolExecutor(number) as threads:
            for name, came in zip(names, threads.map(partial(outcome, self.sync), names), strict=True):
                self.check(came, name, fault)

    @rule(loop=LOOPS, steps=st.lists(st.integers(0, 30), min_size=1, max_size=5))
    def cancel_some_of_a_crowd(self, loop: int, steps: list[int]) -> None:
        fault, names = NETWORK.error, [self.name() for _ in range(TASKS)]

        async def main() -> list[Any]:
            tasks = [asyncio.create_task(async_outcome(self.asynchronous, name)) for name in names]
            for number, each in enumerate(steps):
                for _ in range(each):
                    await asyncio.sleep(0)
                tasks[number].cancel()
            return await asyncio.gather(*tasks, return_exceptions=True)

        for name, came in zip(names, self.runners[loop].run(main()), strict=True):
            if not isinstance(came, asyncio.CancelledError) or names.index(name) >= len(steps):
                self.check(came, name, fault)

    @rule(line=st.integers(1, 1500))
    def interrupt(self, line: int) -> None:
        NETWORK.error = None
        interrupted(partial(self.sync.cancel_verification, self.name()), line)

    @rule()
    def fork(self) -> None:
        NETWORK.error = None
        child = os.fork()
        if child == 0:
            # The end of the process must not be that of the tests.
            os._exit(not isinstance(outcome(self.sync, "ver_child"), Response))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

    def only_an_ordinary_fault(self) -> None:
        # An interruption while connections are closed is the caller's.
        if not isinstance(NETWORK.error, Exception):
            NETWORK.error = None

    @rule()
    def close(self) -> None:
        self.only_an_ordinary_fault()
        self.sync.close()
        assert type(outcome(self.sync, "ver_late")) is ClientClosedError
        self.sync = TXCloud(KEY)

    @rule(loop=LOOPS)
    def close_in_a_loop(self, loop: int) -> None:
        self.only_an_ordinary_fault()
        self.runners[loop].run(self.asynchronous.close())
        came = self.runners[1 - loop].run(async_outcome(self.asynchronous, "ver_late"))
        assert type(came) is ClientClosedError
        self.asynchronous = AsyncTXCloud(KEY)

    @rule(loop=LOOPS)
    def end_a_loop(self, loop: int) -> None:
        self.runners[loop].close()
        self.runners[loop] = asyncio.Runner()

    # What always holds

    @invariant()
    def a_server_that_is_well_is_served(self) -> None:
        Machine.steps += 1
        if not NETWORK.error:
            self.call()
            self.call_in_a_loop(self.calls % 2)

    def teardown(self) -> None:
        NETWORK.error = None
        names = [self.name() for _ in range(CROWD)]
        with ThreadPoolExecutor(CROWD) as threads:
            for name, came in zip(names, threads.map(partial(outcome, self.sync), names), strict=True):
                self.check(came, name, None)
        self.sync.close()
        self.runners[0].run(self.asynchronous.close())
        for runner in self.runners:
            runner.close()
        gc.collect()
        assert not NETWORK.open
