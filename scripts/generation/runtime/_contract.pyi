# What the generated module `_contract` tells the rest of the package of the document.

from typing import Literal, TypeAlias

VERSION: str
API_VERSION: str
SPEC_SHA256: str
USER_AGENT: str

Environment: TypeAlias = Literal["production", "sandbox"]

HEADER_PARAMETERS: tuple[str, ...]

ENVIRONMENTS: dict[str, tuple[str, str]]
