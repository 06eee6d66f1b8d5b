"""The recipe that cancels many: nothing is sent twice, nothing is lost, and the rate limit is used."""

import asyncio
import json
import runpy
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from txcloud_identity.testing import FakeTXCloud

from tests.support.held_time import Clock
from tests.support.recipes import saved
from tests.support.waiting import until


class Vendor(FakeTXCloud):
    """Notes whom it is asked for and when, and does something else about some of them."""

    def __init__(self, **others: Callable[["Vendor"], object]) -> None:
        super().__init__()
        self.others = others
        self.asked: list[str] = []
        self.times: list[float] = []
        # Seconds between a request and its response; and the most requests that there were at once.
        self.latency = 0.3
        self.open = self.most = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.split("/")[-2]
        self.asked.append(name)
        self.times.append(time.monotonic())
        self.open += 1
        self.most = max(self.most, self.open)
        if other := self.others.get(name):
            other(self)
        response = await super().handle_async_request(request)
        await asyncio.sleep(self.latency)
        self.open -= 1
        return response


class Program:
    """The recipe with its files."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        [self.path] = saved(folder, "cancel_many")

    def run(self, vendor: FakeTXCloud, text: str) -> str:
        """Cancel those in a text; returns what is printed in the end."""
        (self.folder / "ids.txt").write_text(text, encoding="utf-8-sig")
        complaint = ""
        with vendor:
            try:
                runpy.run_path(str(self.path), run_name="__main__")
            except SystemExit as error:
                complaint = str(error)
        return self.capsys.readouterr().out.splitlines()[-1] + "\n" + complaint

    def outcomes(self) -> dict[str, str]:
        """The last outcome of each id in the journal."""
        lines = (self.folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
        return {line["id"]: line["outcome"] for line in map(json.loads, lines)}


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Program]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["cancel_many.py", "ids.txt", "journal.jsonl"])
    before = signal.getsignal(signal.SIGINT)
    # No test ends the machine, and two waits for the disk in each call would take long.
    monkeypatch.setattr("os.fsync", lambda _: None)
    yield Program(tmp_path, capsys)
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Clock | None:
    return Clock(monkeypatch) if "program" in request.fixturenames else None


def added(vendor: Vendor, count: int) -> list[str]:
    """The ids of so many verifications that can be cancelled."""
    return [str(vendor.add_verification(f"ver_{number}")["id"]) for number in range(count)]


@pytest.mark.parametrize(("limit", "window"), [(60, 60), (1000, 60), (5, 1)])
def test_the_rate_limit_is_used_to_95_percent(program: Program, limit: int, window: int) -> None:
    vendor = Vendor()
    ids = added(vendor, 2 * limit)
    vendor.limit(limit, window=window)
    program.run(vendor, "\n".join(ids))
    assert program.outcomes() == dict.fromkeys(ids, "done")
    # No request was refused.
    assert vendor.asked == ids
    # After the first, whose response tells the limit.
    _, first, *_, last = vendor.times
    used = (len(ids) - 2) / (last - first) / (limit / window)
    assert 0.95 <= used < 1
    # The window may begin at any time.
    assert all(after - before > window for before, after in zip(vendor.times, vendor.times[limit:], strict=False))


def test_a_slow_vendor_has_few_requests_at_once(program: Program) -> None:
    vendor = Vendor()
    vendor.latency = 20
    ids = added(vendor, 300)
    vendor.limit(1000)
    program.run(vendor, "\n".join(ids))
    assert program.outcomes() == dict.fromkeys(ids, "done")
    assert vendor.most == 50


def test_no_call_is_lost_if_others_use_the_key(program: Program) -> None:
    another = httpx.Request("POST", "https://vendor.example/identity/verifications/ver_other/cancel")
    vendor = Vendor()
    ids = added(vendor, 300)
    vendor.others = dict.fromkeys(ids, lambda vendor: vendor.handle_request(another))
    vendor.limit(60)
    program.run(vendor, "\n".join(ids))
    assert program.outcomes() == dict.fromkeys(ids, "done")
    assert len(vendor.asked) > len(ids)
    # Half of the limit is left.
    assert vendor.times[-1] < 300 / 30 * 60 + 60


OTHERS: dict[str, Callable[[Vendor], object]] = {
    "ver_silent": lambda vendor: vendor.time_out(acts=True),
    "ver_broken": lambda vendor: vendor.fail(500),
    "ver_refused": lambda vendor: vendor.respond(httpx.Response(405)),
    "ver_busy": lambda vendor: vendor.fail(503, retry_after=61),
    "ver_far": lambda vendor: vendor.refuse_connection(),
    "ver_limited": lambda vendor: vendor.fail(429, retry_after=61),
}
IDS = "\n ver_0\n\nver_done \nver_0\n..\nver_nobody\n" + "\n".join([*OTHERS, "ver_0", "ver_1"])


def test_each_id_has_its_outcome_and_is_not_sent_again(program: Program) -> None:
    vendor = Vendor(**OTHERS)
    for name in (*OTHERS, "ver_0", "ver_1"):
        vendor.add_verification(name)
    vendor.add_verification("ver_done", status="verified")
    told = program.run(vendor, IDS)
    expected = {
        "ver_0": "done",
        "ver_1": "done",
        "ver_done": "refused",
        "..": "refused",
        "ver_nobody": "refused",
        "ver_refused": "refused",
        "ver_silent": "unknown",
        "ver_broken": "unknown",
        "ver_busy": "later",
        "ver_far": "later",
        "ver_limited": "later",
    }
    assert program.outcomes() == expected
    assert "'done': 2, 'refused': 4" in told
    assert told.endswith("The outcome is unknown:\nver_silent\nver_broken")
    asked = Counter(vendor.asked)
    assert asked["ver_far"] == 11
    assert {asked[each] for each in expected if each not in ("ver_far", "..")} == {1}
    vendor.others, vendor.asked = {}, []
    again = program.run(vendor, IDS + "\nver_1")
    assert sorted(vendor.asked) == ["ver_busy", "ver_far", "ver_limited"]
    assert program.outcomes() == {each: "done" if was == "later" else was for each, was in expected.items()}
    assert again.endswith("The outcome is unknown:\nver_silent\nver_broken")


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize(("bad", "latency", "begun"), [(2, 0.3, 4), (0, 99, 50)])
def test_a_bad_key_ends_the_run(program: Program, status: int, bad: int, latency: float, begun: int) -> None:
    vendor = Vendor(**{f"ver_{bad}": lambda vendor: vendor.fail(status)})
    vendor.latency = latency
    ids = added(vendor, 60)
    program.run(vendor, "\n".join(ids))
    # Those in flight were waited for; in the second case, as many as may be.
    assert program.outcomes() == {**dict.fromkeys(ids[:begun], "done"), f"ver_{bad}": "later"}
    vendor.others = {}
    program.run(vendor, "\n".join(ids))
    assert program.outcomes() == dict.fromkeys(ids, "done")


@pytest.mark.parametrize(("last", "latency", "later"), [(5, 0.3, 0), (49, 99, 2)])
def test_ctrl_c_ends_what_has_begun_and_begins_no_more(
    program: Program, last: int, latency: float, later: float
) -> None:
    def press(_: Vendor) -> None:
        asyncio.get_running_loop().call_later(later, signal.raise_signal, signal.SIGINT)

    # In the second case, the next call waits for its place.
    vendor = Vendor(**{f"ver_{last}": press})
    vendor.latency = latency
    ids = added(vendor, 60)
    vendor.limit(1000, window=60)
    program.run(vendor, "\n".join(ids))
    assert program.outcomes() == dict.fromkeys(ids[: last + 1], "done")
    program.run(vendor, "\n".join(ids))
    assert program.outcomes() == dict.fromkeys(ids, "done")
    assert vendor.asked == ids


def test_a_line_that_was_edited_is_kept(program: Program) -> None:
    vendor = Vendor()
    ids = added(vendor, 2)
    lines = [json.dumps({"id": each, "outcome": "later"}) for each in ids]
    (program.folder / "journal.jsonl").write_text("\n".join(lines), encoding="utf-8")
    program.run(vendor, "\n".join(ids))
    assert program.outcomes() == dict.fromkeys(ids, "done")


def test_a_second_run_at_the_same_time_sends_nothing(program: Program) -> None:
    runs: list[BaseException] = []

    def run_again(_: Vendor) -> None:
        with pytest.raises(BlockingIOError) as caught:
            runpy.run_path("cancel_many.py", run_name="__main__")
        runs.append(caught.value)

    vendor = Vendor(ver_0=run_again)
    ids = added(vendor, 2)
    program.run(vendor, "\n".join(ids))
    assert len(runs) == 1
    assert vendor.asked == ids


# The recipe with a vendor in its memory, which notes whom it is asked for, and does not respond about some.
KILLED = """\
import asyncio
import runpy
import sys
from pathlib import Path
from txcloud_identity.testing import FakeTXCloud

held = sys.argv.pop().split(",")

class Vendor(FakeTXCloud):
    async def handle_async_request(self, request):
        name = request.url.path.split("/")[-2]
        with Path("asked").open("a") as asked:
            print(name, file=asked)
        if name in held:
            await asyncio.Event().wait()
        return await super().handle_async_request(request)

with Vendor() as vendor:
    for name in Path("ids.txt").read_text().split():
        vendor.add_verification(name)
    vendor.limit(200, window=1)
    runpy.run_path("cancel_many.py", run_name="__main__")
"""


def test_a_killed_run_resumes_and_sends_nothing_twice(tmp_path: Path) -> None:
    ids, asked, journal = [f"ver_{number}" for number in range(100)], tmp_path / "asked", tmp_path / "journal.jsonl"
    program, *_ = saved(tmp_path, "cancel_many")
    code = program.read_text(encoding="utf-8")
    assert "AT_ONCE = 50" in code
    program.write_text(code.replace("AT_ONCE = 50", "AT_ONCE = 10"), encoding="utf-8")
    # The last ones too, so that it cannot end before it is killed.
    held = ",".join(["ver_7", "ver_30", *ids[51:]])
    for name, text in {"killed.py": KILLED, "ids.txt": "\n".join(ids), "asked": ""}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "killed.py", "ids.txt", "journal.jsonl"]
    with subprocess.Popen([*command, held], cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
        try:
            until(lambda: len(asked.read_text(encoding="utf-8").splitlines()) > 50 or process.poll() is not None)
        finally:
            process.kill()
    before = asked.read_text(encoding="utf-8").split()
    assert 50 < len(before) < 100
    resumed = subprocess.run([*command, ""], cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False)
    assert resumed.returncode == 1, resumed.stderr
    after = asked.read_text(encoding="utf-8").split()
    assert [each for each, times in Counter(after).items() if times > 1] == []
    _, *unknown = resumed.stderr.splitlines()
    last = {line["id"]: line["outcome"] for line in map(json.loads, journal.read_text(encoding="utf-8").splitlines())}
    assert set(last.values()) == {"begun", "done"}
    assert {each for each in ids if last[each] == "begun"} == set(unknown) >= {"ver_7", "ver_30"}
    # At most those that were in flight.
    assert len(unknown) <= 10
    assert set(after) | set(unknown) == set(ids)
