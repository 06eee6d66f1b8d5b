"""Each fault that a board complains of is found once, with its line and a remedy, and nothing else is."""

import re
from pathlib import Path

import pytest

from scripts.common.errors import PipelineError
from scripts.common.workspace import HERE
from scripts.common.yaml_file import read_yaml
from scripts.contract.lint import Finding, findings, lint
from scripts.contract.rules.table import RULES
from tests.support.project import Break, Project, swap

DEFECTS = HERE.root / "tests/support/defects.yaml"

SCHEMA = "/components/schemas"
OPERATION = "/paths/~1identity~1verifications~1{id}~1cancel/post"
SCORE = "          minimum: 0\n          maximum: 1000\n"
NUMBER = "        document_number:\n          type: string\n"
NOT_FOUND = "      content:\n        application/json:\n          schema:\n            $ref: \"#/components/schemas/ErrorResponse\"\n          example:\n            error:\n              code: not_found\n              message: There is no such verification.\n              type: not_found_error\n              request_id: req_9f8e7d6c5b4a\n"
BIRTH = "        date_of_birth:\n          type: string\n          x-pii: identifying\n"
PARAMETER = '        - $ref: "#/components/parameters/VerificationId"\n'

# A change to our own document, whose examples a fault may break too; the rule, and the place.
SEEDS: dict[str, tuple[Break, str, str]] = {
    "a minimum above the maximum": (
        swap(SCORE, SCORE.replace("minimum: 0", "minimum: 2000")),
        "rule/limits-leave-a-value",
        f"{SCHEMA}/Verification/properties/risk_score/minimum",
    ),
}
