"""A broken document, config or template is reported in one message, and no file is lost."""

import shutil
from pathlib import Path

import pytest

from scripts.common.yaml_file import read_yaml
from tests.support.documents import CANCEL, add_operation, complaint_about
from tests.support.project import Break, Project, copied, swap

PARAMETERS = "      parameters:\n"
QUERY = "        - {{name: {}, in: query, schema: {{type: string}}}}\n"
CAMERA = "      description: Tells whether a live person was in front of the camera.\n      allOf:\n"

UNRENDERED = "scripts/generation/templates/README.md.jinja:9: the template cannot be rendered:\n"


def write(text: str) -> Break:
    return lambda project: project.document.write_text(text, encoding="utf-8")


BROKEN: dict[str, tuple[Break, str]] = {
    "missing file": (lambda project: project.document.unlink(), "openapi/txcloud-identity.yaml: there is no such file"),
    "empty file": (write(""), "must be a mapping, not NoneType"),
    "a list": (write("- openapi: 3.0.3\n"), "must be a mapping, not list"),
    "bad YAML": (swap("    post:\n", "    post: [\n"), "is not valid YAML"),
    "a tab": (swap("    post:\n", "\tpost:\n"), "is not valid YAML: found character '\\t'"),
    "a key twice": (swap(CANCEL, CANCEL * 2), 'is not valid YAML: found duplicate key "operationId"'),
    "not UTF-8": (lambda project: project.document.write_bytes(b"openapi: \xff"), "cannot be read as UTF-8"),
    "Swagger 2.0": (swap("openapi: 3.0.3", "swagger: '2.0'"), "the version of OpenAPI is Swagger 2.0"),
    "a broken $ref": (swap('schemas/Verification"', 'schemas/Verificatoin"'), "has no target"),
    "a $ref to another file": (
        swap('"#/components/schemas/Gender"', "gender.yaml"),
        "$ref 'gender.yaml' does not point into this document",
    ),
    "a $ref to another kind": (
        swap('"#/components/parameters/VerificationId"', '"#/components/schemas/Gender"'),
        "must point to '#/components/parameters/...' here",
    ),
    "a $ref to an index outside the list": (
        swap('"#/components/schemas/Gender"', '"#/components/schemas/FaceMatchCheck/allOf/-1"'),
        "has no target",
    ),
    "a body that is a parameter": (
        swap(CANCEL, CANCEL + '      requestBody: {$ref: "#/components/parameters/VerificationId"}\n'),
        "must point to '#/components/requestBodies/...' here",
    ),
    "a $ref for a type": (
        swap("    Gender:\n      type: string\n", "    Gender:\n      type: {$ref: '#/x'}\n"),
        "{'$ref': '#/x'} is not of type 'string'",
    ),
    "a parameter that is null": (
        swap('- $ref: "#/components/parameters/VerificationId"', "- null"),
        "None",
    ),
    "a reference that the generator ignores": (
        swap("    VerificationId:\n", '    VerificationId:\n      $ref: "#/components/parameters/Id"\n    Id:\n'),
        "Reference parameters are not supported",
    ),
    "a schema that is a header": (
        swap('"#/components/schemas/ErrorType"', '"#/components/headers/RetryAfter"'),
        "must point to '#/components/schemas/...' here",
    ),
    "a $ref to itself": (
        swap("    Gender:\n      type: string\n", '    Gender:\n      $ref: "#/components/schemas/Gender"\n'),
        "is circular",
    ),
    "no operationId": (swap(CANCEL, ""), "the operation has no operationId"),
    "an operationId twice": (add_operation("stop", CANCEL), "operationId 'cancelVerification' is taken by"),
    "an operationId that differs only in case": (
        add_operation("stop", CANCEL.replace("cancelVerification", "cancel_verification")),
        "is taken by",
    ),
    "an operationId with a dash": (
        add_operation("stop", CANCEL.replace("cancelVerification", "cancel-verification")),
        "operationId 'cancel-verification' is not a Python name. Write it as 'cancel_verification', for example.",
    ),
    "no operation": (
        write(
            "openapi: 3.0.3\ninfo: {title: T, version: V}\npaths: {}\n"
            "servers: [{url: 'https://api.test', x-environment: e, x-key-prefix: k}]\n"
        ),
        "has no operation",
    ),
    "a status that is a number": (swap('        "200":\n', "        200:\n"), ":54: the key 200 is not a string"),
    "a date without quotes": (swap('version: "2025-01-01"', "version: 2025-01-01"), "is read as a date. Quote it"),
    "an infinite number": (swap("maximum: 1000", "maximum: .inf"), "inf is not a number in JSON"),
    "an alias that contains itself": (
        swap(
            "      example:\n        customer_reference: order-1042\n", "      example: &self\n        again: *self\n"
        ),
        "txcloud-identity.yaml: /components/schemas/Metadata ... is nested more than 100 deep, or contains itself",
    ),
    "nested too deeply": (write("openapi: " + "[" * 9000), "is nested too deeply to be read"),
    "a schema within itself": (
        swap(
            CAMERA + '        - $ref: "#/components/schemas/CheckResult"\n',
            CAMERA + '        - $ref: "#/components/schemas/LivenessCheck"\n',
        ),
        "a schema contains itself",
    ),
    "a stray brace in a path": (swap("/{id}/cancel:", "/{id/cancel:"), "openapi-spec-validator cannot read it"),
    "an unknown security scheme": (
        swap("- bearerAuth: []", "- basicAuth: []"),
        "'basicAuth' is not one of the securitySchemes: bearerAuth",
    ),
    "an unknown security scheme for every operation": (
        swap("openapi: 3.0.3\n", "openapi: 3.0.3\nsecurity: [{basicAuth: []}]\n"),
        ":2: 'basicAuth' is not one of the securitySchemes",
    ),
    "an array without items": (
        swap('          items:\n            $ref: "#/components/schemas/FraudSignal"\n', ""),
        "openapi-python-client refuses it: type array must have items or prefixItems defined.",
    ),
    "an enumeration of mixed types": (
        swap("        - F\n", "        - 1\n"),
        "openapi-python-client refuses it: Enum values must all be the same type",
    ),
    "an enumeration whose names collide": (
        swap("        - F\n", "        - m\n"),
        "'M' and 'm' are both `M` in Python. Leave one out: the client reads it anyway.",
    ),
    "an enumeration of which the generator drops a value": (
        swap("        - M\n        - F\n", "        - es-419\n        - es_419\n"),
        "'es-419' and 'es_419' are both `ES_419` in Python.",
    ),
    "properties whose names collide": (
        swap("        risk_score:\n", "        risk-score: {type: string}\n        risk_score:\n"),
        "'risk-score' and 'risk_score' are both `risk_score` in Python. Leave one out: the client keeps it in `addit",
    ),
    "parameters whose names collide": (
        swap(PARAMETERS, PARAMETERS + QUERY.format("timeout") + QUERY.format("timeout_")),
        "'timeout' and 'timeout_' are both `timeout` in Python. Leave one out.",
    ),
    "a parameter with the new name of another": (
        swap(PARAMETERS, PARAMETERS + QUERY.format("id") + QUERY.format("id_query")),
        "openapi-python-client refuses it: Parameters with same Python identifier id_query detected.\n  at /paths/",
    ),
    "no server": (swap("servers:\n", "x-servers:\n"), "has no `servers`"),
    "an unknown type": (
        swap("        risk_score:\n          type: integer", "        risk_score:\n          type: int"),
        "'int' is not one of ['array', 'boolean', 'integer', 'number', 'object', 'string'].",
    ),
    "a misspelt keyword": (
        swap("minimum: 0\n          maximum: 1000", "minimun: 0"),
        "OpenAPI 3.0 does not allow a key here: 'minimun'",
    ),
    "a media type that is not an object": (
        swap(
            "          content:\n            application/json:\n",
            "          content:\n            text/plain: none\n            application/json:\n",
        ),
        "'none' is not of type 'object'",
    ),
    "a path parameter undeclared": (swap("/{id}/cancel:", "/{id}/{why}/cancel:"), "'why'"),
    "an enumeration with a value twice": (swap("        - M\n", "        - F\n"), "has non-unique elements"),
    "a config with an unknown key": (
        lambda project: project.edit(project.config, "post_hooks:", "literal_enum: true\npost_hooks:"),
        "generator-config.yaml:8: openapi-python-client has no option 'literal_enum'",
    ),
    "a config with a value of another type": (
        lambda project: project.edit(project.config, "post_hooks:", "http_timeout: soon\npost_hooks:"),
        "generator-config.yaml:8: Input should be a valid integer",
    ),
    "a config for other templates": (
        lambda project: project.edit(project.config, "post_hooks:", "literal_enums: true\npost_hooks:"),
        "generator-config.yaml:8: False was expected",
    ),
    "a config without a name for the package": (
        lambda project: project.edit(project.config, "package_name_override", "#"),
        "generator-config.yaml: 'package_name_override' is a required property",
    ),
    "a package outside its folder": (
        lambda project: project.edit(project.config, "txcloud_identity", "../elsewhere"),
        "'../elsewhere' does not match",
    ),
    "an invalid version": (
        lambda project: project.edit(project.config, "0.1.0", "soon"),
        "'soon' does not match",
    ),
    "a config that is not YAML": (
        lambda project: project.edit(project.config, "post_hooks:", "post_hooks: ]"),
        "generator-config.yaml:",
    ),
    "a config with a wrong type": (
        lambda project: project.edit(project.config, "0.1.0", "[0, 1]"),
        "generator-config.yaml",
    ),
    "a template that fails": (
        lambda project: project.edit(
            project.root / "scripts/generation/templates/README.md.jinja",
            "# {{ project_name }}",
            "# {{ project_name.a.b }}",
        ),
        UNRENDERED + "jinja2.exceptions.UndefinedError: 'str object' has no attribute 'a'",
    ),
    "a template with a syntax error": (
        lambda project: project.edit(
            project.root / "scripts/generation/templates/README.md.jinja",
            "# {{ project_name }}",
            "# {% project_name %}",
        ),
        UNRENDERED + "jinja2.exceptions.TemplateSyntaxError: Encountered unknown tag 'project_name'",
    ),
    "no templates": (
        lambda project: shutil.rmtree(project.root / "scripts/generation/templates"),
        "scripts/generation/templates is missing. Restore it: git restore scripts/generation/templates",
    ),
    "a runtime that is not Python": (
        lambda project: (project.runtime / "errors.py").write_text("no code", encoding="utf-8"),
        "scripts/generation/runtime/errors.py:1: is not valid Python: ",
    ),
    "a runtime without the error classes": (
        lambda project: project.edit(project.runtime / "errors.py", "BY_STATUS", "CLASSES"),
        "scripts/generation/runtime/errors.py has no BY_STATUS, the error class for each status.",
    ),
    "a hook that fails": (
        lambda project: project.edit(project.config, "--select F,I,UP", "--select NONE"),
        "a hook cannot be run: ruff check",
    ),
    "a hook that is not installed": (
        lambda project: project.edit(project.config, "ruff format", "no-such-tool"),
        "There is no no-such-tool on the PATH. Install no-such-tool.",
    ),
    "a hook with an open quote": (
        lambda project: project.edit(project.config, "--select F,I,UP", "--select 'F"),
        "No closing quotation",
    ),
    "a hook that is empty": (
        lambda project: project.edit(project.config, "post_hooks:", "post_hooks:\n  - ' '"),
        "generator-config.yaml",
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_input_is_reported_and_no_file_is_lost(project: Project, kind: str) -> None:
    message = complaint_about(project, *BROKEN[kind])
    assert message.startswith(("openapi/txcloud-identity.yaml", "generator-config.yaml", "scripts/"))


def test_a_compiled_template_is_reported_at_its_own_path(tmp_path: Path) -> None:
    for name in ("compiled", "moved"):
        complaint_about(copied(tmp_path / name), *BROKEN["a template that fails"])


def test_a_change_to_a_parsed_file_does_not_affect_the_next_read(project: Project) -> None:
    read_yaml(project.document)["info"]["title"] = "Another title"
    assert read_yaml(project.document)["info"]["title"] != "Another title"
