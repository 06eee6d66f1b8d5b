"""PyInstaller makes a program with the package that runs by itself."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.common.workspace import HERE

PROGRAM = """
import asyncio, hashlib, sys
from importlib.resources import files
from txcloud_identity import SPEC_SHA256, AsyncTXCloud, NotFoundError, TXCloud
from txcloud_identity.testing import FakeTXCloud

async def cancel_async():
    async with AsyncTXCloud() as client:
        return await client.cancel_verification("ver_2")

with FakeTXCloud() as fake, TXCloud() as client:
    # A spelling for which python-dateutil is needed.
    fake.add_verification("ver_1", created_at="2023-11-07t05:31:56z")
    fake.add_verification("ver_2")
    try:
        client.cancel_verification("ver_3")
    except NotFoundError:
        print(client.cancel_verification("ver_1").created_at, asyncio.run(cancel_async()).status)
print(hashlib.sha256(files("txcloud_identity").joinpath("openapi.yaml").read_bytes()).hexdigest() == SPEC_SHA256)
print(sys.frozen)
"""


@pytest.mark.skipif(not shutil.which("objdump"), reason="no objdump. On Debian: apt install binutils")
def test_a_program_of_pyinstaller_runs(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    [option] = re.findall(r"`(--collect-data \w+)`", (HERE.package / "README.md").read_text(encoding="utf-8"))
    command = [sys.executable, "-m", "PyInstaller", "--log-level=ERROR", "--specpath=.", *option.split(), "program.py"]
    subprocess.run(command, cwd=tmp_path, timeout=300, check=True)
    run = subprocess.run(
        ["dist/program/program"], cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False
    )
    assert run.stdout.splitlines() == ["2023-11-07 05:31:56+00:00 expired", "True", "True"], run.stderr
