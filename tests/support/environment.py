"""What in the environment changes how the tools speak or whom the client reaches."""

import os

STEERING = (
    "ALL_PROXY",
    "COLUMNS",
    "FORCE_COLOR",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "PYTHONIOENCODING",
    "PYTHONWARNINGS",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TXCLOUD_API_KEY",
    "TXCLOUD_VERIFICATION_ID",
)

# The way to the package registry, for a tool that has to install something.
ROUTE = {
    name: value
    for name, value in os.environ.items()
    if name.upper() in STEERING and name.upper().endswith(("_PROXY", "_DIR", "_FILE"))
}
