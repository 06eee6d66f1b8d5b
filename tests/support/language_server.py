"""pyright as an editor runs it: a language server, asked over its standard input."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from scripts.common.nodejs import command
from scripts.common.workspace import HERE

# Seconds.
LIMIT = 50


def answers(folder: Path, method: str, programs: list[str]) -> list[Any]:
    """What the server answers to a request at the end of each program, in its own file of a folder."""
    settings = {"pythonPath": sys.executable}
    (folder / "pyrightconfig.json").write_text("{}", encoding="utf-8")
    server = subprocess.Popen(
        [*command(HERE, "pyright", "langserver.index.js"), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with server:
        watchdog = threading.Timer(LIMIT, server.kill)
        watchdog.start()
        assert server.stdin
        assert server.stdout
        capabilities = {"workspace": {"configuration": True}}
        start = {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities}
        send(server.stdin, {"id": "start", "method": "initialize", "params": start})
        send(server.stdin, {"method": "initialized", "params": {}})
        for number, program in enumerate(programs):
            uri = (folder / f"program_{number}.py").as_uri()
            text = {"uri": uri, "languageId": "python", "version": 1, "text": program}
            *before, last = program.split("\n")
            place = {"textDocument": {"uri": uri}, "position": {"line": len(before), "character": len(last)}}
            send(server.stdin, {"method": "textDocument/didOpen", "params": {"textDocument": text}})
            send(server.stdin, {"id": number, "method": method, "params": place})
        found: dict[int, Any] = {}
        for message in messages(server.stdout):
            if message.get("method") == "workspace/configuration":
                send(server.stdin, {"id": message["id"], "result": [settings for _ in message["params"]["items"]]})
            elif message.get("id") in range(len(programs)) and "method" not in message:
                found[message["id"]] = message["result"]
                if len(found) == len(programs):
                    break
        server.kill()
        watchdog.cancel()
    assert len(found) == len(programs), "pyright did not answer in time"
    return [found[number] for number in range(len(programs))]


def send(stream: IO[bytes], message: dict[str, Any]) -> None:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    stream.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    stream.flush()


def messages(stream: IO[bytes]) -> Iterator[Any]:
    """The messages of the server, until it ends."""
    while header := stream.readline():
        name, _, value = header.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        elif header == b"\r\n":
            yield json.loads(stream.read(length))
