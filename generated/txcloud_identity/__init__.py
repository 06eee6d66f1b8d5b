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

__all__ = (
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
