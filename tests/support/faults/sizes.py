"""Answers with more than anybody wants, and how they are packed."""

import gzip
from collections.abc import Callable
from functools import cache

import brotli
from txcloud_identity import (
    Response,
    ResponseError,
    ServerError,
)

from tests.support.faults.fault import comes_to, named
from tests.support.server import Exchange

BOMB = 200_000_000


@comes_to(ResponseError)
async def send_200_mb(exchange: Exchange) -> None:
    await exchange.send(exchange.head(f"Content-Length: {BOMB}"))
    for _ in range(BOMB // 100_000):
        await exchange.send(b" " * 100_000)


@comes_to(ResponseError)
async def send_chunks_without_end(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Transfer-Encoding: chunked"))
    while True:
        await exchange.send(b"ffff\r\n" + b" " * 0xFFFF + b"\r\n")


@comes_to(ServerError)
async def send_200_mb_with_an_error(exchange: Exchange) -> None:
    await exchange.send(exchange.head(f"Content-Length: {BOMB}", status="500 Internal Server Error"))
    for _ in range(BOMB // 100_000):
        await exchange.send(b" " * 100_000)


@cache
def gzip_bomb() -> bytes:
    return gzip.compress(b" " * BOMB, compresslevel=6)


@cache
def brotli_bomb() -> bytes:
    packed: bytes = brotli.compress(b" " * BOMB, quality=5)
    return packed


def packed(name: str, encoding: str, content: Callable[[Exchange], bytes], comes: type) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.answer(f"Content-Encoding: {encoding}", body=content(exchange))

    comes_to(comes)(named(name, act))


def halves(body: bytes) -> tuple[bytes, bytes]:
    return body[: len(body) // 2], body[len(body) // 2 :]


@cache
def objects(name: str, number: int) -> bytes:
    return gzip.compress(b'{"id": "ver_1", "%s": [' % name.encode() + b"{}," * number + b"{}]}")


packed("pack_by_gzip", "gzip", lambda exchange: gzip.compress(exchange.body()), Response)
packed("send_a_gzip_bomb", "gzip", lambda _: gzip_bomb(), ResponseError)
packed("send_a_brotli_bomb", "br", lambda _: brotli_bomb(), ResponseError)
packed("pack_by_gzip_and_shout", "GZIP", lambda exchange: gzip.compress(exchange.body()), Response)
packed("send_what_is_no_gzip", "gzip", lambda exchange: exchange.body(), ResponseError)
packed("send_half_a_gzip", "gzip", lambda exchange: gzip.compress(exchange.body())[:40], ResponseError)
packed("pack_in_an_unknown_way", "rot13", lambda exchange: exchange.body(), ResponseError)
packed("pack_in_two_members", "gzip", lambda exchange: b"".join(map(gzip.compress, halves(exchange.body()))), Response)
packed("pack_in_many_members", "gzip", lambda _: gzip.compress(b"") * 30_000, ResponseError)
packed(
    "send_20_mb_after_a_gzip",
    "gzip",
    lambda exchange: gzip.compress(exchange.body()) + b" " * 20_000_000,
    ResponseError,
)
packed(
    "send_a_member_and_nonsense", "gzip", lambda exchange: gzip.compress(exchange.body()) + b"nonsense", ResponseError
)
packed("send_millions_of_objects", "gzip", lambda _: objects("fraud_signals", 1_600_000), ResponseError)
packed("send_millions_of_arrays", "gzip", lambda _: gzip.compress(b"[" + b"[]," * 1_600_000 + b"[]]"), ResponseError)
packed("send_many_objects", "gzip", lambda _: objects("fraud_signals", 40_000), Response)


@comes_to(ResponseError)
async def send_a_byte_at_a_time(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Transfer-Encoding: chunked") + b"1\r\n \r\n" * 1_000_000)
