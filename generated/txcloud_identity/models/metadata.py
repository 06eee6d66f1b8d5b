from __future__ import annotations

from typing import Any, TypeAlias

Metadata: TypeAlias = dict[str, Any]
"""Whatever the caller attached when the verification was created. Any keys, any values."""
