"""What a fake of the vendor must know of the document."""

from ._fake_operations import ExampleResponse, Operation
from ._fake_resources import Resource

# What most responses have in common.
HEADERS: dict[str, str] = {
    "X-RateLimit-Limit": "300",
    "X-RateLimit-Remaining": "299",
    "X-RateLimit-Reset": "1699335120",
    "X-RateLimit-Window": "60",
    "X-Request-Id": "req_9f8e7d6c5b4a",
}

RESPONSES = {
    "cancelVerification 200": ExampleResponse(
        headers=HEADERS,
        media_type="application/json",
        content={
            "id": "ver_a1b2c3d4e5f6",
            "object": "identity.verification",
            "created_at": "2023-11-07T05:31:56Z",
            "updated_at": "2023-11-07T05:34:10Z",
            "status": "expired",
            "document_type": "national_id",
            "country": "MA",
            "extracted_data": {
                "document_number": "AE123456",
                "first_name": "Mohammed",
                "last_name": "El Amrani",
                "first_name_arabic": "محمد",
                "last_name_arabic": "العمراني",
                "date_of_birth": "1990-04-12",
                "gender": "M",
                "nationality": "MAR",
                "issue_date": "2021-09-15",
                "expiry_date": "2031-09-14",
                "address": "12 Rue des Orangers, Rabat",
                "place_of_birth": "Rabat",
                "mrz": "I<MARAE123456<3<<<<<<<<<<<<<<<9004126M3109144MAR<<<<<<<<<<<8EL<AMRANI<<MOHAMMED<<<<<<<<<<<",
                "field_confidences": {"document_number": 0.99, "date_of_birth": 0.97},
            },
            "checks": {
                "ocr": {"status": "passed", "confidence": 0.98},
                "face_match": {"status": "passed", "confidence": 0.94, "similarity_score": 91.5, "threshold": 80},
                "liveness": {"status": "skipped", "confidence": 0, "is_live": False, "spoof_probability": 0.5},
                "fraud": {
                    "status": "passed",
                    "confidence": 0.9,
                    "tampering_detected": False,
                    "signals": ["low_image_quality"],
                },
                "duplicate": {"status": "passed", "confidence": 0.99},
            },
            "risk_score": 240,
            "risk_level": "low",
            "fraud_signals": [
                {"code": "low_image_quality", "severity": "low", "message": "The picture of the document is blurred."}
            ],
            "metadata": {"customer_reference": "order-1042"},
        },
    ),
    "BadRequest": ExampleResponse(
        headers=HEADERS,
        media_type="application/json",
        content={
            "error": {
                "code": "invalid_parameter",
                "message": "The verification id is malformed.",
                "type": "validation_error",
                "param": "id",
                "request_id": "req_9f8e7d6c5b4a",
            }
        },
    ),
    "Unauthorized": ExampleResponse(
        headers=HEADERS,
        media_type="application/json",
        content={
            "error": {
                "code": "unauthorized",
                "message": "The API key is not valid.",
                "type": "authentication_error",
                "request_id": "req_9f8e7d6c5b4a",
            }
        },
    ),
    "Forbidden": ExampleResponse(
        headers=HEADERS,
        media_type="application/json",
        content={
            "error": {
                "code": "forbidden",
                "message": "The API key lacks the permission identity:write.",
                "type": "authorization_error",
                "request_id": "req_9f8e7d6c5b4a",
            }
        },
    ),
    "NotFound": ExampleResponse(
        headers=HEADERS,
        media_type="application/json",
        content={
            "error": {
                "code": "not_found",
                "message": "There is no such verification.",
                "type": "not_found_error",
                "request_id": "req_9f8e7d6c5b4a",
            }
        },
    ),
    "Conflict": ExampleResponse(
        headers=HEADERS,
        media_type="application/json",
        content={
            "error": {
                "code": "idempotency_conflict",
                "message": "The request conflicts with an earlier one.",
                "type": "idempotency_error",
                "request_id": "req_9f8e7d6c5b4a",
            }
        },
    ),
    "TooManyRequests": ExampleResponse(
        headers={**HEADERS, "Retry-After": "30"},
        media_type="application/json",
        content={
            "error": {
                "code": "rate_limit_exceeded",
                "message": "Too many requests in this window.",
                "type": "rate_limit_error",
                "retry_after": 30,
                "request_id": "req_9f8e7d6c5b4a",
            }
        },
    ),
    "InternalServerError": ExampleResponse(
        headers=HEADERS,
        media_type="application/json",
        content={
            "error": {
                "code": "internal_error",
                "message": "The request could not be completed.",
                "type": "api_error",
                "request_id": "req_9f8e7d6c5b4a",
            }
        },
    ),
    "UnexpectedError": ExampleResponse(
        headers=HEADERS,
        media_type="application/json",
        content={
            "error": {
                "code": "service_unavailable",
                "message": "The service is temporarily unavailable.",
                "type": "api_error",
                "request_id": "req_9f8e7d6c5b4a",
            }
        },
        texts=("code", "message"),
        types={
            400: "validation_error",
            401: "authentication_error",
            403: "authorization_error",
            404: "not_found_error",
            409: "idempotency_error",
            422: "validation_error",
            429: "rate_limit_error",
            500: "api_error",
        },
    ),
}

# If several paths match, the most specific one comes first.
OPERATIONS = (
    Operation(
        method="POST",
        path=("identity", "verifications", "{id}", "cancel"),
        success=200,
        item=("identity", "verifications", "{id}"),
        is_shown=True,
        does="act",
        when={"status": "pending"},
        then={"status": "expired"},
        otherwise=409,
        responses={
            "200": RESPONSES["cancelVerification 200"],
            "400": RESPONSES["BadRequest"],
            "401": RESPONSES["Unauthorized"],
            "403": RESPONSES["Forbidden"],
            "404": RESPONSES["NotFound"],
            "409": RESPONSES["Conflict"],
            "429": RESPONSES["TooManyRequests"],
            "500": RESPONSES["InternalServerError"],
            "default": RESPONSES["UnexpectedError"],
        },
    ),
)

# The kinds of resources, by their paths.
RESOURCES: dict[tuple[str, ...], Resource] = {
    ("identity", "verifications", "{id}"): Resource(
        sample={**RESPONSES["cancelVerification 200"].content, "status": "pending"}, key="id"
    )
}
