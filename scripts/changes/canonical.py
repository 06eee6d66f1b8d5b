"""Write documents in one way, so that two with the same meaning are equal, and what differs can be compared."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from scripts.common.json_pointer import Steps, follow, parse_pointer
from scripts.contract.openapi import METHODS
from scripts.contract.supported import KEYWORDS

Node = dict[str, Any]

# Keywords that only document, and affect no program.
DOCUMENTATION = {"description", "summary", "title", "example", "examples", "tags", "externalDocs", "bearerFormat"}

# What a keyword means if it is absent.
FALSE = dict.fromkeys(("required", "deprecated", "allowEmptyValue", "allowReserved"), False)
ABSENT: dict[str, Node] = {
    "schema": {
        **dict.fromkeys(("nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"), False),
        **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), False),
        **dict.fromkeys(("minLength", "minItems", "minProperties"), 0),
        "required": [],
        "additionalProperties": True,
    },
    "parameter": FALSE,
    "header": {**FALSE, "style": "simple", "explode": False},
    "body": FALSE,
    "operation": {"deprecated": False, "tags": [], "parameters": []},
    "response": {"headers": {}, "content": {}},
    "components": {section: {} for section in KEYWORDS["components"]},
    "document": {"tags": []},
}
STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
PORTS = {"https": 443, "http": 80}
NESTED = "nested"


@dataclass
class Canonical:
    """A document in its canonical form, and where in the file stands what was moved, merged or renamed."""

    source: Node
    document: Node = field(init=False)
    moved: dict[Steps, Steps] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document = self.node(self.source, "document", ())
        self.gather()

    def place(self, steps: Steps, known: int = 0) -> Steps:
        """The place in the file of a place in the canonical document, of which so many steps are known to be right."""
        for length in range(len(steps), known, -1):
            if origin := self.moved.get(steps[:length]):
                return self.place(origin + steps[length:], len(origin) - 1)
        return steps

    def node(self, node: Any, kind: str, steps: Steps, merging: tuple[str, ...] = ()) -> Any:
        """An object of a kind in its canonical form."""
        if not isinstance(node, dict) or ("$ref" in node and kind != "path"):
            return node
        if kind == "schema" and "allOf" in node and (merged := self.merged(node, steps, merging)):
            return merged
        result: Node = {}
        # What is nested in a schema that is merged stays as it is, or a document could grow without end.
        merging = (*merging, NESTED) if merging else ()
        for keyword, value in node.items():
            here = (*steps, keyword)
            match KEYWORDS[kind].get(keyword):
                case [inner] if isinstance(value, list):
                    result[keyword] = [self.node(each, inner, (*here, i), merging) for i, each in enumerate(value)]
                case {"": inner} if isinstance(value, dict):
                    result[keyword] = {
                        name: self.node(each, inner, (*here, name), merging) for name, each in value.items()
                    }
                case str(inner) if inner:
                    result[keyword] = self.node(value, inner, here, merging)
                case _:
                    result[keyword] = value
        absent = ABSENT.get(kind, {})
        if kind == "parameter":
            style = result.get("style", STYLES.get(result.get("in", "")))
            absent = {**absent, "style": STYLES.get(result.get("in", "")), "explode": style == "form"}
        if kind in SPELLED:
            SPELLED[kind](self, result, steps)
        return {word: value for word, value in result.items() if word not in absent or value != absent[word]}

    def merged(self, node: Node, steps: Steps, merging: tuple[str, ...]) -> Node | None:
        """A schema with the parts of its `allOf` merged into it; None if that would change its meaning."""
        own = {word: value for word, value in node.items() if word != "allOf"}
        parts = [(own, steps), *((part, (*steps, "allOf", i)) for i, part in enumerate(node["allOf"]))]
        if len(node["allOf"]) == 1 and own.keys() <= DOCUMENTATION | {"deprecated", "x-pii"}:
            self.moved[steps] = parts[1][1]
            return self.node(*parts[1][:1], "schema", parts[1][1], merging)  # type: ignore[no-any-return]
        if NESTED in merging:
            return None
        result: Node = {}
        for part, place in parts:
            while isinstance(part, dict) and "$ref" in part:
                if part["$ref"] in merging:
                    return None
                merging = (*merging, part["$ref"])
                place = parse_pointer(part["$ref"].removeprefix("#"))
                # What documents a schema by itself does not document what it is part of.
                target = follow(self.source, place)
                part = {word: value for word, value in target.items() if word not in DOCUMENTATION}
            flat = self.node(part, "schema", place, merging)
            if not isinstance(flat, dict) or "allOf" in flat or flat.get("additionalProperties") is False:
                return None
            for word, value in flat.items():
                known = result.get(word)
                if word == "properties":
                    if known and any(known.get(name, each) != each for name, each in value.items()):
                        return None
                    result[word] = {**(known or {}), **value}
                    if place != steps:
                        origins = {name: (*place, word, name) for name in value}
                        self.moved |= {(*steps, word, name): origin for name, origin in origins.items()}
                elif word == "required":
                    result[word] = sorted({*(known or ()), *value})
                elif known is None:
                    result[word] = value
                elif known != value:
                    return None
        return result

    def gather(self) -> None:
        """Give each operation what its path and the document declare for all of theirs."""
        secured = self.document.pop("security", None)
        for route, item in self.document.get("paths", {}).items():
            if not isinstance(item, dict) or not route.startswith("/"):
                continue
            shared = item.pop("parameters", [])
            for method in [each for each in METHODS if each in item]:
                here, operation = ("paths", route, method), item[method]
                own = operation.get("parameters", [])
                taken = {self.identity(each) for each in own}
                places: list[Steps] = [(*here, "parameters", index) for index in range(len(own))]
                for index, each in enumerate(shared):
                    if self.identity(each) not in taken:
                        own = [*own, each]
                        places.append(("paths", route, "parameters", index))
                self.moved |= {(*here, "parameters", i): place for i, place in enumerate(places) if place[2] != method}
                if own:
                    operation["parameters"] = own
                if "security" not in operation and secured is not None:
                    operation["security"] = secured
                    self.moved[(*here, "security")] = ("security",)
                if not operation.setdefault("security", []):
                    del operation["security"]

    def identity(self, parameter: Node) -> tuple[Any, Any]:
        """What tells a parameter from the others of an operation."""
        while "$ref" in parameter:
            parameter = follow(self.source, parse_pointer(parameter["$ref"].removeprefix("#")))
        return parameter.get("in"), parameter.get("name")

    def renamed(self, steps: Steps, names: dict[str, str]) -> None:
        """Give what is below a place other names."""
        holder = follow(self.document, steps)
        for name, other in names.items():
            self.moved[(*steps, other)] = (*steps, name)
        items = [(names.get(name, name), value) for name, value in holder.items()]
        holder.clear()
        holder.update(items)


def spell_url(_: Canonical, server: Node, __: Steps) -> None:
    """A server without the port that its scheme has anyway, in lower case, without a slash at the end."""
    url = server.get("url")
    if isinstance(url, str) and "{" not in url:
        parts = urlsplit(url)
        host = parts.netloc.lower().removesuffix(f":{PORTS.get(parts.scheme)}")
        server["url"] = urlunsplit(parts._replace(netloc=host, path=parts.path.rstrip("/")))


def spell_media_types(canonical: Canonical, holder: Node, steps: Steps) -> None:
    """Media types in lower case, and without the encoding that JSON has anyway."""
    content = holder.get("content")
    if not isinstance(content, dict):
        return
    plain = {name: re.sub(r"\s*;\s*charset=\"?utf-8\"?\s*$", "", name, flags=re.IGNORECASE).lower() for name in content}
    if len({*plain.values()}) == len(plain):
        holder["content"] = {plain[name]: each for name, each in content.items()}
        other = {name: each for name, each in plain.items() if name != each}
        canonical.moved |= {(*steps, "content", each): (*steps, "content", name) for name, each in other.items()}


def spell_scheme(_: Canonical, scheme: Node, __: Steps) -> None:
    """The name of an HTTP scheme in lower case."""
    if isinstance(scheme.get("scheme"), str):
        scheme["scheme"] = scheme["scheme"].lower()


def spell_parameter(_: Canonical, parameter: Node, __: Steps) -> None:
    """The name of a header in lower case."""
    if parameter.get("in") == "header" and isinstance(parameter.get("name"), str):
        parameter["name"] = parameter["name"].lower()


def spell_schema(_: Canonical, schema: Node, __: Steps) -> None:
    """Required properties in alphabetical order."""
    if isinstance(schema.get("required"), list):
        schema["required"] = sorted(schema["required"], key=str)


SPELLED: dict[str, Callable[[Canonical, Node, Steps], None]] = {
    "server": spell_url,
    "response": spell_media_types,
    "body": spell_media_types,
    "scheme": spell_scheme,
    "parameter": spell_parameter,
    "schema": spell_schema,
}
