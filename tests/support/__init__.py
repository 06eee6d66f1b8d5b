"""What several tests need. A failed assertion here shows its values, as in a test."""

import pytest

pytest.register_assert_rewrite(
    *(f"tests.support.{name}" for name in ("bodies", "clients", "documents", "leaks", "packages", "project")),
    *(f"tests.support.{name}" for name in ("releases", "server", "waiting")),
)
