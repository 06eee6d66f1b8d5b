"""All that the rest of the package knows of the document, except for its operations and models."""

from typing import Literal, TypeAlias

VERSION: str = "0.1.0"
API_VERSION = "2025-01-01"
SPEC_SHA256: str = "1ea1e283e81ff8f42dde47c8e793f8af697fb13d5d792c8df05a72a258298b11"
"""The SHA-256 of the document, which the package contains as `openapi.yaml`."""
USER_AGENT = "txcloud-identity/0.1.0"

# The headers that operations take as arguments.
HEADER_PARAMETERS: tuple[str, ...] = ()

Environment: TypeAlias = Literal["production", "sandbox"]

# The address of each environment, and the prefix of its keys.
ENVIRONMENTS: dict[str, tuple[str, str]] = {
    "production": ("https://api.txcloud.io/v1", "txc_live_"),
    "sandbox": ("https://sandbox.api.txcloud.io/v1", "txc_test_"),
}
