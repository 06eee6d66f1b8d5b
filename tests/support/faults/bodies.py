"""Faults in the body of an answer, and after it."""

import asyncio

from txcloud_identity import (
    Response,
    ResponseError,
    ServerError,
)

from tests.support.faults.fault import comes_to, drip, named
from tests.support.server import Exchange


@comes_to(ResponseError)
async def close_within_the_body(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Content-Length: 99") + exchange.body()[:20])


@comes_to(ResponseError)
async def reset_within_the_body(exchange: Exchange) -> None:
    await close_within_the_body(exchange)
    await asyncio.sleep(0.05)
    exchange.reset()


@comes_to(ResponseError, waits=True)
async def stop_within_the_body(exchange: Exchange) -> None:
    await close_within_the_body(exchange)
    await exchange.wait()


@comes_to(ResponseError, waits=True)
async def drip_the_body(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Content-Length: 99999"))
    await drip(exchange, b" ")


@comes_to(ResponseError, waits=True)
async def drip_chunks(exchange: Exchange) -> None:
    await exchange.send(exchange.head("Transfer-Encoding: chunked"))
    await drip(exchange, b"1\r\n \r\n")


@comes_to(ServerError, waits=True)
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
