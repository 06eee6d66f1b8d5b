"""Use a client before and after the process forks: `python -m tests.support.forks URL`."""

import asyncio
import gc
import json
import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.queues import SimpleQueue
from typing import Any

from txcloud_identity import AsyncTXCloud, TXCloud

PROCESSES, CALLS = 4, 50
# Seconds.
LIMIT = 30


def cancel_many(client: TXCloud, name: str, wrong: "SimpleQueue[list[str]]") -> None:
    asked = [f"ver_{name}_{number}" for number in range(CALLS)]
    wrong.put([each for each in asked if client.cancel_verification(each).id != each])
    gc.collect()


def cancel_many_async(client: AsyncTXCloud, name: str, wrong: "SimpleQueue[list[str]]") -> None:
    async def main() -> list[str]:
        asked = [f"ver_{name}_{number}" for number in range(CALLS)]
        answers = await asyncio.gather(*map(client.cancel_verification, asked))
        return [each for each, answer in zip(asked, answers, strict=True) if answer.id != each]

    wrong.put(asyncio.run(main()))


def main(url: str) -> None:
    fork = multiprocessing.get_context("fork")
    wrong: SimpleQueue[list[str]] = fork.SimpleQueue()
    found = []
    ways: list[tuple[Any, Callable[..., None]]] = [
        (TXCloud("txc_test_fork", base_url=url), cancel_many),
        (AsyncTXCloud("txc_test_fork", base_url=url), cancel_many_async),
    ]
    for client, work in ways:
        work(client, "before", wrong)
        children = [fork.Process(target=work, args=(client, str(number), wrong)) for number in range(PROCESSES)]
        for child in children:
            child.start()
        if isinstance(client, TXCloud):
            work(client, "meanwhile", wrong)
        found += [wrong.get() for _ in range(1 + PROCESSES + isinstance(client, TXCloud))]
        for child in children:
            child.join(LIMIT)
            assert child.exitcode == 0
    print(json.dumps({"wrong": [each for names in found for each in names], "calls": CALLS * len(found)}))


if __name__ == "__main__":
    main(sys.argv[1])
