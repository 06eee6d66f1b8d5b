"""Rules for schemas: limits, types of values, enumerations."""

import re
from typing import Any

import jsonschema_rs

from scripts.common.json_pointer import resolve
from scripts.contract.rules.parts import Faults, Parts
from scripts.contract.rules.words import last_word, named, phrases

RANGES = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)

EXCLUDING = {"exclusiveMinimum", "exclusiveMaximum"}

MONEY = phrases("""
amount, price, cost, fee, money, balance, salary, wage, charge, subtotal, total, payment, refund, deposit, discount
tax, revenue, income, invoice, credit limit, debt, fare, tip, budget, eur, usd, mad, gbp
""")
# After the name of a sum, these words end the name of something else.
NO_SUM = phrases("""
rate, ratio, percent, percentage, share, score, confidence, probability, factor, weight, count, level, id
""")

CASES = {
    "lower case": "[^A-Z]*",
    "UPPER CASE": "[^a-z]*",
    "camelCase": "[a-z][A-Za-z0-9]*",
    "PascalCase": "([A-Z][a-z0-9]*)+",
    "Capitalized Words": "[^A-Za-z]*([A-Z][a-z]*[^A-Za-z]*)+",
    "Capitalized sentences": "[A-Z][^A-Z]*",
    "language tags": "[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*",
}


def empty_ranges(parts: Parts) -> Faults:
    """No value fits, so each example and each response breaks the document."""
    for steps, schema in parts.kinds["schema"]:
        for low, high in RANGES:
            least, most = schema.get(low), schema.get(high)
            if least is None or most is None:
                continue
            if least > most:
                yield f"`{low}` {least} is above `{high}` {most}. Correct whichever is wrong.", (*steps, low)
            elif least == most and low == "minimum" and any(schema.get(each) is True for each in EXCLUDING):
                yield f"No number is above {least} and below {most}. Correct the limits.", (*steps, low)


def invalid_patterns(parts: Parts) -> Faults:
    """A pattern that cannot be read checks nothing, and stops the programs that try."""
    for steps, schema in parts.kinds["schema"]:
        if "pattern" in schema and not is_pattern(schema["pattern"]):
            remedy = "Correct it, and escape what it means literally"
            yield f"`{schema['pattern']}` is no regular expression of ECMA-262. {remedy}.", (*steps, "pattern")


def is_pattern(text: str) -> bool:
    """Whether a text is a regular expression, as JSON Schema means it."""
    try:
        jsonschema_rs.Draft4Validator({"pattern": text})
    except (jsonschema_rs.ValidationError, ValueError):
        return False
    return True


def neither_read_nor_written(parts: Parts) -> Faults:
    """Neither a request nor a response may hold it."""
    for steps, schema in parts.kinds["schema"]:
        if schema.get("readOnly") is True and schema.get("writeOnly") is True:
            yield "The value is `readOnly` and `writeOnly`, so nothing may hold it. Keep one.", (*steps, "readOnly")


def nullable_booleans(parts: Parts) -> Faults:
    """A third value that every reader takes for false."""
    for steps, schema in parts.kinds["schema"]:
        whole = [resolve(parts.document, each) for each in schema.get("allOf", ())]
        if schema.get("nullable") is True and any(each.get("type") == "boolean" for each in [schema, *whole]):
            remedy = "Leave the value out if it is not known, or write an enumeration of three values"
            yield f"The boolean may be null. {remedy}.", (*steps, "nullable")


def money_in_floats(parts: Parts) -> Faults:
    """A binary fraction cannot hold most amounts, and sums drift apart by cents."""
    for steps, schema in parts.kinds["schema"]:
        name = (parts.names(steps) or [""])[-1]
        if schema.get("type") == "number" and named(name, MONEY) and last_word(name) not in NO_SUM:
            remedy = "Write an integer of the smallest unit, or a string with a decimal number"
            yield f"`{name}` is money, and its type a binary fraction. {remedy}.", (*steps, "type")


def mixed_cases(parts: Parts) -> Faults:
    """Values that are all built alike can be guessed, and are told apart by more than their case."""
    for steps, schema in parts.kinds["schema"]:
        values = [each for each in schema.get("enum", ()) if isinstance(each, str)]
        if len(values) < 2:
            continue
        separators = {mark for each in values for mark in re.findall("(?<=[A-Za-z0-9])[_-](?=[A-Za-z0-9])", each)}
        is_one_case = any(all(re.fullmatch(case, each) for each in values) for case in CASES.values())
        if not is_one_case or len(separators) > 1:
            shown = ", ".join(f"`{each}`" for each in values[:4])
            yield (
                f"The values are of different cases: {shown}. Write all alike, such as in snake_case.",
                (*steps, "enum"),
            )


def arrays_at_the_top(parts: Parts) -> Faults:
    """Nothing can ever be added to an array, such as whether there is more."""
    for steps, media_type in parts.kinds["media type"]:
        if is_json(steps[-1]) and is_array(parts, media_type.get("schema", {})):
            yield "The body is an array. Write an object, and put the array into a property such as `data`.", steps


def is_json(media_type: str | int) -> bool:
    return re.fullmatch(r"application/([\w.-]+\+)?json\b.*", str(media_type)) is not None


def is_array(parts: Parts, schema: Any) -> bool:
    schema = resolve(parts.document, schema)
    return schema.get("type") == "array" or any(is_array(parts, each) for each in schema.get("allOf", ()))
