"""Each line of the README's table of faults is true."""

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import metadata
from threading import get_ident
from typing import Any

import pytest
from txcloud_identity import Response, ResponseError, TXCloudError

from tests.support import proxies
from tests.support.bodies import answers
from tests.support.clients import KINDS, Caller, session_at
from tests.support.faults import FAULTS, heads
from tests.support.server import Act, Exchange, Serve, listening, port_of_nobody, serving
from tests.support.tls import context
from tests.support.waiting import at_once, until

pytestmark = [
    # The same faults are tried on every Python, one by one.
    pytest.mark.once,
    pytest.mark.waits,
    pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost"]),
    pytest.mark.usefixtures("trusted"),
]

# Makes a call of this kind in which something happens, and returns what comes of it.
Scenario = Callable[[str], Any]


def server_that(act: Act, *, at: int = 1, timeout: float = 20) -> Scenario:
    """The server does this with the first request, or a later one."""

    def scenario(kind: str) -> Any:
        with (
            serving(act, at=at) as server,
            session_at(kind, f"http://127.0.0.1:{server.port}", timeout=timeout) as session,
        ):
            for _ in range(at - 1):
                session.call("ver_0")
            return session.outcome("ver_1")

    return scenario


def fault(name: str) -> Scenario:
    [found] = [each for each in FAULTS if each.act.__name__ == name]
    return server_that(found.act, timeout=found.timeout)


def status(number: int, *fields: str) -> Scenario:
    async def act(exchange: Exchange) -> None:
        await exchange.answer(*fields, status=f"{number} Status", body=b"")

    return server_that(act)


async def close_after_it(exchange: Exchange) -> None:
    await exchange.answer("Connection: keep-alive")
    exchange.keeps_connection = False


def a_kept_connection_is_closed(kind: str) -> Any:
    with serving(close_after_it) as server, session_at(kind, f"http://127.0.0.1:{server.port}") as session:
        session.call("ver_0")
        until(lambda: server.open == 0)
        return session.outcome("ver_1")


def nobody_listens(kind: str) -> Any:
    with session_at(kind, f"http://127.0.0.1:{port_of_nobody()}") as session:
        return session.outcome("ver_1")


def nobody_proves_anything(kind: str) -> Any:
    with (
        serving(heads.close_without_an_answer, tls=context("expired")) as server,
        session_at(kind, f"https://127.0.0.1:{server.port}") as session,
    ):
        return session.outcome("ver_1")


def a_proxy_fails(serve: Serve, kind: str) -> Any:
    with listening(serve) as port, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        with session_at(kind, "https://127.0.0.1:9") as session:
            return session.outcome("ver_1")


def nobody_shakes_hands(kind: str) -> Any:
    with listening(proxies.say_nothing) as port, session_at(kind, f"https://127.0.0.1:{port}", timeout=0.3) as session:
        return session.outcome("ver_1")


def the_client_is_closed(kind: str) -> Any:
    with session_at(kind, "http://127.0.0.1:9") as session:
        session.close()
        return session.outcome("ver_1")


def the_argument_is_refused(kind: str) -> Any:
    with session_at(kind, "http://127.0.0.1:9") as session:
        return session.outcome("..")


def the_setting_is_refused(kind: str) -> Any:
    try:
        return session_at(kind, "http://127.0.0.1:9", timeout=0)
    except TXCloudError as error:
        return error


# By the beginning of a line: when it holds.
SCENARIOS: dict[str, list[Scenario]] = {
    "No connection is made:": [
        nobody_listens,
        nobody_proves_anything,
        partial(a_proxy_fails, proxies.hang_up),
        partial(a_proxy_fails, proxies.ask_for_a_password),
    ],
    "No connection is made or free in time": [nobody_shakes_hands],
    "The connection ends before": [fault("close_without_an_answer"), fault("close_within_the_head")],
    "The response is not valid HTTP/1.1": [
        fault("answer_in_another_protocol"),
        fault("send_a_head_without_end"),
        fault("answer_with_two_lengths"),
    ],
    "The body of a 2xx response": [
        fault("close_within_the_body"),
        fault("send_200_mb"),
        fault("send_millions_of_objects"),
        fault("send_a_brotli_bomb"),
        fault("send_what_is_no_gzip"),
    ],
    "A redirect": [fault("redirect_to_another_host_by_307"), fault("redirect_to_a_mailbox")],
    "Status 400 to 499": [status(400), status(404), status(418), status(429, "Retry-After: 0")],
    "Status 500 to 599": [status(500), status(503), status(599), status(503, "Retry-After: 0")],
    "A kept connection": [a_kept_connection_is_closed],
    "An argument of a call": [the_argument_is_refused],
    "An argument of a client": [the_setting_is_refused],
    "The client is closed": [the_client_is_closed],
}

# The same, where a time limit has to pass.
WAITING: dict[str, list[Scenario]] = {
    "The headers time out": [fault("say_nothing"), fault("drip_the_head")],
    "The body of a 2xx response": [fault("drip_the_body")],
}

BEGINNINGS = {*SCENARIOS, *WAITING}


@dataclass
class Line:
    """A line of the table."""

    happens: str
    raised: str
    unknown: str = ""
    retried: str = ""


def lines() -> list[Line]:
    readme = str(metadata("txcloud-identity").json["description"])
    table = readme.partition("| what happens |")[2].partition("\n\n")[0].splitlines()[2:]
    return [Line(*[cell.strip() for cell in line.strip("|").split("|") if cell.strip()]) for line in table]


def scenarios(line: Line, among: dict[str, list[Scenario]]) -> list[Scenario]:
    # The longest beginning is that of the line.
    beginning = max((each for each in BEGINNINGS if line.happens.startswith(each)), key=len)
    return among.get(beginning, [])


def check(line: Line, scenario: Scenario, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    before = len(caplog.records)
    outcome = scenario(kind)
    # Other threads may be at other scenarios.
    said = [each for each in caplog.records[before:] if each.thread == get_ident() and each.name == "txcloud_identity"]
    attempts = len([each for each in said if ", request " in each.getMessage()])
    if line.raised.startswith("nothing"):
        assert isinstance(outcome, Response)
        return
    hinted = "429" in line.retried or "503" in line.retried
    if hinted and attempts > 1:
        # The server has asked for it, and is well the next time.
        assert isinstance(outcome, Response)
        return
    named = re.findall("`([A-Za-z]+Error)`", line.raised)
    assert type(outcome).__name__ in named or (line.raised == "the error for the status" and outcome.status_code)
    assert outcome.outcome_unknown is line.unknown.startswith("yes")
    assert (attempts > 1) is (line.retried == "yes")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("line", lines(), ids=lambda line: line.happens.partition(",")[0])
def test_a_line_is_true(line: Line, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for scenario in scenarios(line, SCENARIOS):
        check(line, scenario, kind, caplog)


def test_lines_of_time_limits_are_true(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    each = [(line, scenario) for line in lines() for scenario in scenarios(line, WAITING)]
    at_once(partial(check, *one, kind, caplog) for one in each for kind in KINDS)


def test_each_scenario_has_its_line() -> None:
    assert len(lines()) == len(BEGINNINGS)


def test_the_limits_of_a_body_are_those_of_its_line() -> None:
    [figures] = filter(None, (re.search(r"exceeds (\d+) MB or ([\d,]+) values", line.happens) for line in lines()))
    largest, most = int(figures[1]) * 1_000_000, int(figures[2].replace(",", ""))
    call = Caller("sync")

    def of_values(number: int) -> bytes:
        # The object and the array are values, too.
        return json.dumps({"metadata": [0] * (number - 2)}).encode()

    for body in (b"{}".ljust(largest), of_values(most)):
        assert call(answers(200, body)).status_code == 200
    # The marks between values are counted, which are one fewer.
    for body in (b"{}".ljust(largest + 1), of_values(most + 2)):
        assert isinstance(call.error(answers(200, body)), ResponseError)
