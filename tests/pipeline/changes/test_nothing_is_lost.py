"""Whatever stands in a document: if it changes, something is reported at its place."""

import copy
from typing import Any

from scripts.changes.http_api import http_changes
from scripts.common.json_pointer import Steps, follow, pointer, walk
from scripts.common.yaml_file import parse_yaml

# Each kind of object of OpenAPI, used by an operation or not, with an extension.
DOCUMENT = parse_yaml("""
openapi: 3.1.0
info: {title: T, version: "1", license: {name: L, x-a: 1}, x-a: 1}
servers: [{url: "//a/{v}", description: D, variables: {v: {default: b, enum: [b], description: D, x-a: 1}}, x-a: 1}]
tags: [{name: t, description: D, x-a: 1}]
externalDocs: {url: //d, x-a: 1}
x-a: 1
paths:
  x-a: 1
  /a:
    summary: S
    x-a: 1
    servers: [{url: //own, x-key-prefix: k, x-environment: e}]
    parameters: [{name: p, in: query, deprecated: false, style: form, x-a: 1, schema: {type: string}, example: 1}]
    post:
      tags: [t]
      operationId: a
      x-a: 1
      parameters:
        - {name: q, in: query, allowReserved: true, content: {a/b: {x-a: 1, schema: {type: string, x-a: 1}}}}
      requestBody:
        description: D
        x-a: 1
        content: {a/b: {x-a: 1, encoding: {f: {contentType: c, style: form, explode: false, x-a: 1}}}}
      security: [{key: [], login: [read]}]
      callbacks: {c: {x-a: 1, "{$url}": {x-a: 1, post: {x-a: 1}}}}
      responses:
        x-a: 1
        "200":
          description: D
          x-a: 1
          headers: {H: {x-a: 1, description: D, style: simple, schema: {type: string}}}
          content: {a/b: {x-a: 1, examples: {e: {summary: S, value: {b: [1]}, x-a: 1}}}}
          links: {l: {operationId: a, parameters: {p: 1}, x-a: 1}}
        "404": {$ref: "#/components/responses/Gone", description: D}
webhooks: {w: {x-a: 1, post: {x-a: 1}}}
components:
  x-a: 1
  schemas:
    S: {type: string, xml: {name: x}, default: {a: 1}, x-a: 1}
    T: {discriminator: {propertyName: p, mapping: {m: n}, x-a: 1}, not: {type: string}, $defs: {d: {type: string}}}
  parameters: {P: {name: p, in: query, description: D, schema: {type: string}}}
  headers: {H: {description: D}}
  responses: {Gone: {description: D}, R: {description: D, content: {a/b: {schema: {type: string}}}}}
  requestBodies: {B: {description: D, content: {a/b: {schema: {type: string}}}}}
  examples: {E: {value: {a: 1}}}
  links: {L: {operationId: a}}
  callbacks: {C: {"{$url}": {post: {summary: S}}}}
  pathItems: {I: {get: {summary: S}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: K, description: D, x-a: 1}
    login:
      {type: oauth2, flows: {implicit: {authorizationUrl: //o, scopes: {read: R, x-b: B}, x-a: 1}}}
""")


def test_another_value_is_reported_wherever_it_stands() -> None:
    leaves = [steps for steps, value in walk(DOCUMENT) if not isinstance(value, dict | list) and steps[-1] != "$ref"]
    lost = [pointer(steps) for steps in leaves if not any(is_about(each, steps) for each in changed(steps))]
    assert lost == []


def changed(steps: Steps) -> list[str]:
    """The places of the changes if there is another value in a place."""
    document: dict[str, Any] = copy.deepcopy(DOCUMENT)
    holder = follow(document, steps[:-1])
    value = holder[steps[-1]]
    holder[steps[-1]] = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else f"{value}2"
    return [each.place for each in http_changes(DOCUMENT, document)]


def is_about(place: str, steps: Steps) -> bool:
    """Whether a change is reported at a place, or at the object that it belongs to."""
    return pointer(steps).startswith(place) or place.startswith(pointer(steps[:-1]))
