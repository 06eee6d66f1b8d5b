"""Client for the TXCloud Identity API, version 2025-01-01."""

TYPE_CHECKING = False
if TYPE_CHECKING:
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

SPEC_SHA256: str = "e40b7d085ce01035c8ded919bf21f93e92f24bbee1bd95e323b130bab616978b"
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

# The modules, and the one that has a name, where that is not errors.
MODULES = ("api", "client", "errors", "models", "testing", "types")
ELSEWHERE = {"AsyncTXCloud": "client", "TXCloud": "client", "RateLimit": "types", "Response": "types"}


def __getattr__(name: str) -> object:
    """Import a name when it is first used, so that the import of the package costs next to nothing."""
    if name not in __all__ and name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name in MODULES:
        return import_module(f".{name}", __name__)
    globals()[name] = getattr(import_module(f".{ELSEWHERE.get(name, 'errors')}", __name__), name)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *MODULES})
