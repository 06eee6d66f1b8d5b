import enum

from .. import _decoding


class ErrorType(enum.StrEnum):
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


error_type_of: _decoding.StrFinder[ErrorType] = _decoding.str_finder(ErrorType)
