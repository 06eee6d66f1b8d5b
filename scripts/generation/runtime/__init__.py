"""The client of TXCloud's API for identity verification."""

# Not the literal, by which editors that follow the code would take the imports below for dead.
TYPE_CHECKING = bool()  # noqa: UP018
if TYPE_CHECKING:
    from . import models
    from ._contract import SPEC_SHA256
    from ._contract import VERSION as __version__
    from .client import AsyncTXCloud, TXCloud
    from .errors import (
        APIConnectionError,
        APIStatusError,
        APITimeoutError,
        ArgumentError,
        AuthenticationError,
        ClientClosedError,
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
    "SPEC_SHA256",
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "ArgumentError",
    "AsyncTXCloud",
    "AuthenticationError",
    "ClientClosedError",
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
    "__version__",
    "models",
)

# The module and the name of each export that is not an error.
MODULES = ("aiohttp", "api", "client", "errors", "models", "testing", "types")
ELSEWHERE = {
    "AsyncTXCloud": ("client", "AsyncTXCloud"),
    "RateLimit": ("types", "RateLimit"),
    "Response": ("types", "Response"),
    "SPEC_SHA256": ("_contract", "SPEC_SHA256"),
    "TXCloud": ("client", "TXCloud"),
    "__version__": ("_contract", "VERSION"),
}


def __getattr__(name: str) -> object:
    """Import a name when it is first used, so that the import of the package costs next to nothing."""
    if name not in __all__ and name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name in MODULES:
        return import_module(f".{name}", __name__)
    module, attribute = ELSEWHERE.get(name, ("errors", name))
    globals()[name] = getattr(import_module(f".{module}", __name__), attribute)
    return globals()[name]


def __dir__() -> list[str]:
    return sorted({*__all__, *MODULES})
