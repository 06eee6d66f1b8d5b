"""What a request sends as a form."""

import email.policy

import httpx


def parts_of(request: httpx.Request) -> list[tuple[object, ...]]:
    """The name, file name, media type and content of each part."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n"
    form = email.message_from_bytes(head.encode() + request.content, policy=email.policy.HTTP)
    return [
        (
            part.get_param("name", header="Content-Disposition"),
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in form.iter_parts()
    ]
