"""Certificates for servers on this machine, good and bad."""

import datetime
import ssl
from pathlib import Path

import pytest
import trustme

AUTHORITY, STRANGER = trustme.CA(), trustme.CA()
YEAR_2000 = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
CERTIFICATES = {
    "good": AUTHORITY.issue_cert("127.0.0.1"),
    "expired": AUTHORITY.issue_cert("127.0.0.1", not_before=YEAR_2000, not_after=YEAR_2000.replace(year=2001)),
    "of another host": AUTHORITY.issue_cert("other.example"),
    "signed by nobody": STRANGER.issue_cert("127.0.0.1"),
}


def context(certificate: str) -> ssl.SSLContext:
    """What a server with this certificate needs."""
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    CERTIFICATES[certificate].configure_cert(made)
    return made


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have the authority's certificates trusted, in the way that an operator would."""
    path = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
