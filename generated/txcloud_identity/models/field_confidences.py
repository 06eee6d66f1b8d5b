from __future__ import annotations

from typing import TypeAlias

FieldConfidences: TypeAlias = dict[str, float]
"""How sure the reading of each field is, keyed by the field's name. The vendor gives no range."""
