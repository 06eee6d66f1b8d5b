"""Redocly, started once for all tests of a worker: starting it takes longer than most of what it is asked."""

import json
import os
import select
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from scripts.common.nodejs import REDOCLY, SETTINGS, command
from scripts.common.workspace import HERE
from tests.support.project import LIMIT

Finished: TypeAlias = "subprocess.CompletedProcess[str]"


class Redocly:
    """Takes the place of what starts Redocly; any other program is started."""

    def __init__(self, start: Callable[..., Finished]) -> None:
        self.start = start
        self.node, self.program = command(HERE, *REDOCLY)
        (asked, ask), (answer, answered) = os.pipe(), os.pipe()
        server = [self.node, str(Path(__file__).with_suffix(".mjs")), self.program, str(asked), str(answered)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(
            server, stdin=quiet, stdout=quiet, pass_fds=(asked, answered), env=os.environ | SETTINGS
        )
        os.close(asked)
        os.close(answered)
        self.questions = os.fdopen(ask, "w", encoding="utf-8")
        self.answers = os.fdopen(answer, encoding="utf-8")

    def __call__(self, words: Sequence[str | Path], *, cwd: Path, env: Mapping[str, str]) -> Finished:
        node, program, *arguments = map(str, words)
        if Path(program).resolve() != Path(self.program).resolve():
            return self.start(words, cwd=cwd, env=env)
        self.questions.write(json.dumps({"words": arguments, "folder": str(cwd)}) + "\n")
        self.questions.flush()
        assert select.select([self.answers], [], [], LIMIT)[0], f"no answer in {LIMIT} seconds: {arguments}"
        ended = json.loads(self.answers.readline())
        return subprocess.CompletedProcess([node, program], ended["code"], ended["stdout"], ended["stderr"])


@contextmanager
def running(start: Callable[..., Finished]) -> Iterator[Redocly]:
    """Redocly, until the context ends."""
    redocly = Redocly(start)
    try:
        yield redocly
    finally:
        redocly.process.kill()
        redocly.process.wait(LIMIT)
        redocly.questions.close()
        redocly.answers.close()
