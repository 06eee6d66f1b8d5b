from __future__ import annotations

import typing

FieldConfidences: typing.TypeAlias = dict[str, float]
"""How sure the reading of each field is, keyed by the field's name. The vendor gives no range."""
