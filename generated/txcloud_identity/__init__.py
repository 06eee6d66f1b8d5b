"""Client for the TXCloud Identity API, version 2025-01-01."""

from . import models
from .client import AsyncTXCloud, TXCloud
from .errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    ConfigurationError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ResponseError,
    ServerError,
    TXCloudError,
    ValidationError,
)
from .types import RateLimit, Response

__version__: str = "0.1.0"

SPEC_SHA256: str = "3617f4c20ab5426df8976a09833d1ba16021cb6586bb9b26e655143d8287d60c"
"""The SHA-256 of the contract that the client was generated from, which the package carries as `openapi.yaml`."""

__all__ = (
    "SPEC_SHA256",
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncTXCloud",
    "AuthenticationError",
    "ConfigurationError",
    "ConflictError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimit",
    "RateLimitError",
    "Response",
    "ResponseError",
    "ServerError",
    "TXCloud",
    "TXCloudError",
    "ValidationError",
    "models",
)
