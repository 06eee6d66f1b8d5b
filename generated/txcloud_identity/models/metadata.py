from __future__ import annotations

import typing

Metadata: typing.TypeAlias = dict[str, typing.Any]
"""Whatever the caller attached when the verification was created. Any keys, any values."""
