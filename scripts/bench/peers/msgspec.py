"""msgspec's structs, with plain httpx."""

from functools import partial

import httpx
import msgspec
from verification_structs import Verification

library = httpx
decode = partial(msgspec.convert, type=Verification)
parse = msgspec.json.Decoder(Verification).decode
