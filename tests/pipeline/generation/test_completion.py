"""Editors complete the names of the package, whether they know types or only follow the code."""

from pathlib import Path

import jedi
import pytest

from tests.support.language_server import answers

CLIENT = 'from txcloud_identity import TXCloud\nclient = TXCloud("k")\n'
ASYNC = 'from txcloud_identity import AsyncTXCloud\nasync def f():\n    client = AsyncTXCloud("k")\n    '

# A program, and a name that completes it.
COMPLETED = [
    ("from txcloud_identity import TXCl", "TXCloud"),
    ("from txcloud_identity import NotF", "NotFoundError"),
    ("import txcloud_identity\ntxcloud_identity.Async", "AsyncTXCloud"),
    ("from txcloud_identity.models import Ver", "VerificationStatus"),
    ("from txcloud_identity import models\nmodels.Ver", "Verification"),
    ("from txcloud_identity.testing import Fake", "FakeTXCloud"),
    ("from txcloud_identity.api.management import cancel", "cancel_verification"),
    (f"{CLIENT}client.can", "cancel_verification_detailed"),
    (f"{CLIENT}client.cancel_verification('x').sta", "status"),
    (f"{CLIENT}client.cancel_verification('x').checks.fraud.sig", "signals"),
    (f"{CLIENT}client.cancel_verification_detailed('x').parsed.ris", "risk_score"),
    (f"{ASYNC}(await client.cancel_verification('x')).sta", "status"),
]
CALLED = [
    (f"{CLIENT}client.cancel_verification(", ["id", "timeout", "deadline", "max_retries"]),
    ("from txcloud_identity import TXCloud\nTXCloud(", ["api_key", "environment", "base_url", "http_client"]),
]


def jedi_completes(program: str) -> list[str]:
    return [each.name for each in jedi.Script(program).complete()]


def jedi_shows_arguments(program: str) -> str:
    return str([each.to_string() for each in jedi.Script(program).get_signatures()])


@pytest.mark.parametrize(("program", "name"), COMPLETED)
def test_jedi_completes(program: str, name: str) -> None:
    assert name in jedi_completes(program)


@pytest.mark.parametrize(("program", "arguments"), CALLED)
def test_jedi_shows_the_arguments(program: str, arguments: list[str]) -> None:
    shown = jedi_shows_arguments(program)
    assert [each for each in arguments if each not in shown] == []


def test_pyright_completes(tmp_path: Path) -> None:
    found = answers(tmp_path, "textDocument/completion", [program for program, _ in COMPLETED])
    offered = [{item["label"] for item in each["items"]} for each in found]
    assert [name for (_, name), names in zip(COMPLETED, offered, strict=True) if name not in names] == []


def test_pyright_shows_the_arguments(tmp_path: Path) -> None:
    found = answers(tmp_path, "textDocument/signatureHelp", [program for program, _ in CALLED])
    for (_, arguments), each in zip(CALLED, found, strict=True):
        shown = each["signatures"][0]["label"]
        assert [name for name in arguments if name not in shown] == []
