"""Faults before the body of an answer."""

import asyncio

from txcloud_identity import (
    APIConnectionError,
    APITimeoutError,
    Response,
)

from tests.support.faults.fault import comes_to, drip, named
from tests.support.server import Act, Exchange


@comes_to(APIConnectionError)
async def close_without_an_answer(_: Exchange) -> None:
    pass


@comes_to(APIConnectionError)
async def reset_without_an_answer(exchange: Exchange) -> None:
    exchange.reset()


@comes_to(APITimeoutError, waits=True)
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


@comes_to(APITimeoutError, waits=True)
async def stop_within_the_head(exchange: Exchange) -> None:
    await exchange.send(exchange.head()[:-4])
    await exchange.wait()


@comes_to(APITimeoutError, waits=True)
async def drip_the_head(exchange: Exchange) -> None:
    await exchange.send(exchange.head()[:-2])
    await drip(exchange, b"X-More: 1\r\n")


@comes_to(APIConnectionError)
async def send_a_head_without_end(exchange: Exchange) -> None:
    await exchange.send(exchange.head()[:-2])
    while True:
        await exchange.send(b"X-More: 1\r\n" * 1000)


@comes_to(APIConnectionError)
async def send_interim_answers_without_end(exchange: Exchange) -> None:
    while True:
        await exchange.send(b"HTTP/1.1 102 Processing\r\n\r\n" * 1000)


@comes_to(APITimeoutError, waits=True)
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
