from collections.abc import Callable
from enum import StrEnum


class ErrorType(StrEnum):
    """The class of the error. Expect other values too: for a conflict of idempotency keys, another
    of the vendor's pages gives `invalid_request_error`.
    """

    VALIDATION_ERROR = "validation_error"
    AUTHENTICATION_ERROR = "authentication_error"
    AUTHORIZATION_ERROR = "authorization_error"
    NOT_FOUND_ERROR = "not_found_error"
    IDEMPOTENCY_ERROR = "idempotency_error"
    RATE_LIMIT_ERROR = "rate_limit_error"
    API_ERROR = "api_error"


error_type_of: Callable[[str, str], ErrorType | str] = {member.value: member for member in ErrorType}.get
"""The member that has a value, else the second argument; faster than calling the class."""
