"""The models that datamodel-code-generator writes, with plain httpx."""

import httpx
from verification_models import Verification

library = httpx
decode = Verification.model_validate
parse = Verification.model_validate_json
