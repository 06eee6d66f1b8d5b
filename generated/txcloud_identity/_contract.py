"""All that the rest of the package knows of the document, but for its operations and models."""

from typing import Literal, TypeAlias

VERSION = "0.1.0"
API_VERSION = "2025-01-01"
USER_AGENT = "txcloud-identity/0.1.0"

Environment: TypeAlias = Literal["production", "sandbox"]

# The address of each environment, and how the keys begin that it takes.
ENVIRONMENTS: dict[str, tuple[str, str]] = {
    "production": ("https://api.txcloud.io/v1", "txc_live_"),
    "sandbox": ("https://sandbox.api.txcloud.io/v1", "txc_test_"),
}
