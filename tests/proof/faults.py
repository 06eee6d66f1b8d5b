"""What a server can do wrong with a request, and what a caller is told of it."""

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from txcloud_identity import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    RateLimitError,
    Response,
    ResponseError,
    ServerError,
    TXCloudError,
)

from tests.proof.server import Act, Exchange

BOMB = 200_000_000


@dataclass(frozen=True)
class Fault:
    """What a server does with a request, what comes of the call, and how often the server then got the request."""

    act: Act
    outcome: type[Response[object]] | type[TXCloudError]
    requests: int = 1

    @property
    def name(self) -> str:
        return self.act.__name__.replace("_", " ")


FAULTS: list[Fault] = []


def comes_to(outcome: type[Response[object]] | type[TXCloudError], requests: int = 1) -> Callable[[Act], Act]:
    def added(act: Act) -> Act:
        FAULTS.append(Fault(act, outcome, requests))
        return act

    return added


def named(name: str, act: Act) -> Act:
    act.__name__ = name
    return act


# Instead of an answer


@comes_to(APIConnectionError)
async def close_without_an_answer(_: Exchange) -> None:
    pass


@comes_to(APIConnectionError)
async def reset_without_an_answer(exchange: Exchange) -> None:
    exchange.reset()


@comes_to(APITimeoutError)
async def say_nothing(exchange: Exchange) -> None:
    await exchange.wait()


@comes_to(APIConnectionError)
async def answer_in_another_protocol(exchange: Exchange) -> None:
    await exchange.send(b"\x00\xff\x15\x03\x01 220 mail.example ESMTP\r\n\r\n")


@comes_to(APIConnectionError)
async def answer_as_before_http_1(exchange: Exchange) -> None:
    await exchange.send(exchange.body())


@comes_to(APIConnectionError)
async def switch_protocols(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Upgrade: websocket", "Connection: upgrade", status="101 Switching Protocols"))


# In the head


@comes_to(APIConnectionError)
async def close_within_the_status_line(exchange: Exchange) -> None:
    await exchange.send(b"HTTP/1.1 20")


@comes_to(APIConnectionError)
async def close_within_the_head(exchange: Exchange) -> None:
    await exchange.send(exchange.head()[:-4])


@comes_to(APIConnectionError)
async def reset_within_the_head(exchange: Exchange) -> None:
    await exchange.send(exchange.head()[:-4])
    await asyncio.sleep(0.05)
    exchange.reset()


@comes_to(APITimeoutError)
async def stop_within_the_head(exchange: Exchange) -> None:
    await exchange.send(exchange.head()[:-4])
    await exchange.wait()


async def drip(exchange: Exchange, data: bytes) -> None:
    """Send so much each time, and so often, that no single read takes long."""
    while True:
        for byte in data:
            await exchange.send(bytes([byte]))
            await asyncio.sleep(0.05)


@comes_to(APITimeoutError)
async def drip_the_head(exchange: Exchange) -> None:
    await exchange.send(exchange.head()[:-2])
    await drip(exchange, b"X-More: 1\r\n")


@comes_to(APIConnectionError)
async def send_a_head_without_end(exchange: Exchange) -> None:
    await exchange.send(exchange.head()[:-2])
    while True:
        await exchange.send(b"X-More: 1\r\n" * 1000)


@comes_to(APITimeoutError)
async def send_interim_answers_without_end(exchange: Exchange) -> None:
    while True:
        await exchange.send(b"HTTP/1.1 102 Processing\r\n\r\n" * 1000)


@comes_to(APITimeoutError)
async def drip_interim_answers(exchange: Exchange) -> None:
    await drip(exchange, b"HTTP/1.1 103 Early Hints\r\n\r\n")


def send_interim(status: str) -> Act:
    async def act(exchange: Exchange) -> None:
        await exchange.send(f"HTTP/1.1 {status}\r\nLink: </a>\r\n\r\n".encode())
        await exchange.answer()

    return named(f"send_{status.split()[0]}_before_the_answer", act)


for interim in ("100 Continue", "102 Processing", "103 Early Hints"):
    comes_to(Response)(send_interim(interim))


def malformed(name: str, head: str) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.send(head.encode() + b"\r\n\r\n{}")

    comes_to(APIConnectionError)(named(name, act))


malformed("answer_with_a_status_of_two_digits", "HTTP/1.1 20 OK")
malformed("answer_with_status_1000", "HTTP/1.1 1000 OK")
malformed("answer_with_a_field_without_a_name", "HTTP/1.1 200 OK\r\n: nameless")
malformed("answer_with_a_length_that_is_no_number", "HTTP/1.1 200 OK\r\nContent-Length: many")
malformed("answer_with_a_negative_length", "HTTP/1.1 200 OK\r\nContent-Length: -1")
malformed("answer_with_two_lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3")
malformed("answer_with_an_unknown_transfer_coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: rot13")
malformed("redirect_to_what_is_no_address", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://host:port/")


# In the body


@comes_to(ResponseError)
async def close_within_the_body(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Content-Length: 99") + exchange.body()[:20])


@comes_to(ResponseError)
async def reset_within_the_body(exchange: Exchange) -> None:
    await close_within_the_body(exchange)
    await asyncio.sleep(0.05)
    exchange.reset()


@comes_to(ResponseError)
async def stop_within_the_body(exchange: Exchange) -> None:
    await close_within_the_body(exchange)
    await exchange.wait()


@comes_to(ResponseError)
async def drip_the_body(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Content-Length: 99999"))
    await drip(exchange, b" ")


@comes_to(ResponseError)
async def drip_chunks(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Transfer-Encoding: chunked"))
    await drip(exchange, b"1\r\n \r\n")


@comes_to(ServerError)
async def drip_the_body_of_an_error(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Content-Length: 99999", status="500 Internal Server Error"))
    await drip(exchange, b" ")


@comes_to(ServerError)
async def close_within_the_body_of_an_error(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Content-Length: 99", status="502 Bad Gateway") + b"{")


@comes_to(ResponseError)
async def send_a_length_that_is_too_small(exchange: Exchange) -> None:
    await exchange.answer("X-Wrong: length", body=b"")
    await exchange.send(exchange.body())


@comes_to(Response)
async def send_no_length(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Connection: close") + exchange.body())


@comes_to(Response)
async def promise_to_keep_the_connection_and_close_it(exchange: Exchange) -> None:
    await exchange.answer("Connection: keep-alive")
    exchange.keeps_connection = False


@comes_to(Response)
async def reset_after_the_answer(exchange: Exchange) -> None:
    await exchange.answer()
    # Else what was sent would be lost, too.
    await asyncio.sleep(0.05)
    exchange.reset()


@comes_to(Response)
async def send_another_answer_after_it(exchange: Exchange) -> None:
    other = b'{"id": "ver_of_somebody_else"}'
    await exchange.send(
        exchange.head(f"Content-Length: {len(exchange.body())}")
        + exchange.body()
        + exchange.head(f"Content-Length: {len(other)}")
        + other
    )
    exchange.keeps_connection = True


@comes_to(Response)
async def send_garbage_after_it(exchange: Exchange) -> None:
    await exchange.send(exchange.head(f"Content-Length: {len(exchange.body())}") + exchange.body() + b"\x00 garbage")
    exchange.keeps_connection = True


def chunked(name: str, data: bytes) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.send(exchange.head("Transfer-Encoding: chunked") + data)

    comes_to(ResponseError)(named(name, act))


chunked("close_within_a_chunk", b'10\r\n{"id": "')
chunked("close_between_chunks", b"1\r\n{\r\n")
chunked("send_a_chunk_of_no_size", b"\r\n\r\n")
chunked("send_a_chunk_whose_size_is_no_number", b"zz\r\n{}\r\n0\r\n\r\n")
chunked("send_a_chunk_of_any_size", b"f" * 15 + b"\r\n{}")
chunked("send_a_chunk_with_no_end", b"2\r\n{}{}{}{}\r\n0\r\n\r\n")
chunked("send_an_extension_with_no_end", b"2;" + b"x" * 200_000)
chunked("send_a_trailer_with_no_end", b"2\r\n{}\r\n0\r\n" + b"X-More: 1\r\n" * 20_000)


# More than anybody wants


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


# Packed before there is anybody who waits for it.
GZIP_BOMB = gzip.compress(b" " * BOMB, compresslevel=6)
BROTLI_BOMB = brotli.compress(b" " * BOMB, quality=5)


def packed(name: str, encoding: str, content: Callable[[Exchange], bytes], comes: type) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.answer(f"Content-Encoding: {encoding}", body=content(exchange))

    comes_to(comes)(named(name, act))


packed("pack_by_gzip", "gzip", lambda exchange: gzip.compress(exchange.body()), Response)
packed("send_a_gzip_bomb", "gzip", lambda _: GZIP_BOMB, ResponseError)
packed("send_a_brotli_bomb", "br", lambda _: BROTLI_BOMB, ResponseError)
packed("pack_by_gzip_and_shout", "GZIP", lambda exchange: gzip.compress(exchange.body()), Response)
packed("send_what_is_no_gzip", "gzip", lambda exchange: exchange.body(), ResponseError)
packed("send_half_a_gzip", "gzip", lambda exchange: gzip.compress(exchange.body())[:40], ResponseError)
packed("pack_in_an_unknown_way", "rot13", lambda exchange: exchange.body(), ResponseError)

OVERSIZED = [each for each in FAULTS if any(word in each.name for word in ("200 mb", "bomb", "chunks without end"))]


# Another status


def redirect(status: int) -> Act:
    async def act(exchange: Exchange) -> None:
        # Whoever follows it comes back for a second time.
        there = f"http://localhost:{exchange.server.port}/identity/verifications/ver_redirected/cancel"
        await exchange.answer(f"Location: {there}", status=f"{status} Elsewhere", body=b"")

    return named(f"redirect_to_another_host_by_{status}", act)


for status in (301, 302, 303, 307, 308):
    comes_to(APIStatusError)(redirect(status))


def limit(name: str, status: int, fields: list[str], body: bytes, outcome: type, requests: int) -> None:
    async def act(exchange: Exchange) -> None:
        await exchange.answer(*fields, status=f"{status} Later", body=body)

    comes_to(outcome, requests)(named(name, act))


HINT = b'{"error": {"code": "rate_limit_exceeded", "retry_after": %s}}'
limit("answer_429_with_seconds", 429, ["Retry-After: 0.1"], b"", Response, 2)
limit("answer_429_with_a_date", 429, ["Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"], b"", Response, 2)
limit("answer_429_with_a_hint_in_its_body", 429, [], HINT % b"0.1", Response, 2)
limit("answer_429_with_both", 429, ["Retry-After: 0"], HINT % b"3600", Response, 2)
limit("answer_429_with_neither", 429, [], b"", Response, 2)
limit("answer_429_with_nonsense", 429, ["Retry-After: soon"], HINT % b'"later"', Response, 2)
limit("answer_429_with_an_hour", 429, ["Retry-After: 3600"], b"", RateLimitError, 1)
limit("answer_503_with_seconds", 503, ["Retry-After: 0.1"], b"", Response, 2)
limit("answer_503_without_a_hint", 503, [], b"", ServerError, 1)
limit("answer_500_with_seconds", 500, ["Retry-After: 0.1"], b"", ServerError, 1)
limit("answer_408", 408, [], b"", APIStatusError, 1)
