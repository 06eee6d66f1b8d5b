"""The client of OpenAPI Generator. It sends with urllib3, so only its models are compared."""

from openapi_client.models.verification import Verification

decode = Verification.from_dict


def parse(body: bytes) -> object:
    return Verification.from_json(body)
