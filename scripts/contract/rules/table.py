"""All rules of the folder, by the names under which they are reported."""

from collections.abc import Callable

from scripts.contract.rules import extensions, operations, personal_data, schemas, texts
from scripts.contract.rules.parts import Faults, Parts

RULES: dict[str, Callable[[Parts], Faults]] = {
    "rule/what-names-a-person-is-personal": personal_data.unmarked_persons,
    "rule/no-person-in-an-address": personal_data.persons_in_addresses,
    "rule/no-secret-in-an-address": operations.secrets_in_addresses,
    "rule/path-has-no-verb": operations.verbs_in_paths,
    "rule/collection-is-plural": operations.singular_collections,
    "rule/creation-is-not-200": operations.created_with_200,
    "rule/list-has-a-limit": operations.unlimited_lists,
    "rule/array-has-a-limit": operations.unlimited_arrays,
    "rule/body-is-not-an-array": schemas.arrays_at_the_top,
    "rule/error-has-a-body": operations.errors_without_bodies,
    "rule/limits-leave-a-value": schemas.empty_ranges,
    "rule/pattern-is-valid": schemas.invalid_patterns,
    "rule/not-read-only-and-write-only": schemas.neither_read_nor_written,
    "rule/boolean-is-not-nullable": schemas.nullable_booleans,
    "rule/money-is-no-float": schemas.money_in_floats,
    "rule/enum-is-of-one-case": schemas.mixed_cases,
    "rule/description-adds-to-the-name": texts.repeated_names,
    "rule/deprecation-has-a-date": texts.undated_deprecations,
    "rule/mark-is-spelt-right": extensions.misspelt_marks,
    "rule/mark-has-a-known-value": extensions.wrong_values,
}

# Redocly would report these by the examples that do not fit: it reads the document without the keywords.
UNREADABLE = {
    "rule/limits-leave-a-value": {
        each for limits in schemas.RANGES for each in (*limits, "exclusiveMinimum", "exclusiveMaximum")
    },
    "rule/pattern-is-valid": {"pattern"},
    "rule/not-read-only-and-write-only": {"readOnly", "writeOnly"},
    "rule/enum-is-of-one-case": {"enum"},
}

# A fault of the first rule explains a fault of one of the others in the same place, in the object around it, or in the
# mark of that.
EXPLAINS = {
    "rule/mark-is-spelt-right": {"rule/value-is-classified", "rule/free-form-object-is-personal"},
    "rule/mark-has-a-known-value": {"rule/free-form-object-is-personal"},
    "rule/what-names-a-person-is-personal": {"rule/mark-has-a-known-value"},
    "rule/description-says-something": {"rule/description-adds-to-the-name"},
    "rule/path-has-no-verb": {"rule/path-is-lower-case"},
}
