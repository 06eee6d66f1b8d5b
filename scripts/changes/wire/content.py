"""Compare values with how they are written: parameters, headers, bodies and responses."""

import re

from scripts.changes.change import NOBODY, Level
from scripts.changes.wire.comparison import ADDITION, Comparison, Rated, Rating
from scripts.changes.wire.effects import (
    HEADER_GONE,
    IGNORED,
    MEDIA_TYPE_GONE,
    MISSING,
    OMITTED,
    RELIED,
    REPLACE,
    SERIALIZED,
    UNDOCUMENTED,
    UNKNOWN,
)
from scripts.changes.wire.places import At, Way

STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
# Types of values that are written in one piece, whatever `explode` says.
SCALARS = ("string", "integer", "number", "boolean")


def gone(way: Way) -> Rating:
    """The rating of a value that is no longer sent or received."""
    return Level.major, IGNORED if way == "sent" else MISSING


def fresh(way: Way) -> Rated:
    """The rating of a value that is sent or received from now on."""

    def rated(at: At) -> Rating:
        is_needed = way == "sent" and at.resolved().get("required") is True
        return (Level.major, OMITTED) if is_needed else ADDITION

    return rated


def compare_required(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare whether a parameter, a header or a body has to be there."""
    is_set = new.get("required") is True
    if bool(old.get("required")) == is_set:
        return
    if way == "sent":
        level, affects = (Level.major, OMITTED) if is_set else (Level.minor, NOBODY)
    else:
        level, affects = (Level.patch, UNKNOWN) if is_set else (Level.major, RELIED)
    c.became(level, old, new, "required", affects)


def compare_deprecated(c: Comparison, old: At, new: At) -> None:
    """Compare whether an operation, a parameter or a header is deprecated."""
    is_set = bool(new.get("deprecated"))
    if bool(old.get("deprecated")) != is_set:
        level, affects = (Level.minor, REPLACE) if is_set else (Level.patch, NOBODY)
        c.became(level, old, new, "deprecated", affects)


def compare_parameter(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare two parameters, or two headers of responses."""
    if not c.is_new(way, old.key, new.key):
        return
    compare_required(c, old, new, way)
    compare_deprecated(c, old, new)
    compare_serialization(c, old, new, str(old.get("in", "header")))
    if bool(old.get("allowEmptyValue")) != bool(new.get("allowEmptyValue")):
        level, affects = ADDITION if new.get("allowEmptyValue") else (Level.major, SERIALIZED)
        c.became(level, old, new, "allowEmptyValue", affects)
    for word in ("in", "name"):
        # Of one in a path, the name does not matter; others that an operation uses have the same.
        if str(old.get(word)).lower() != str(new.get(word)).lower():
            c.became(Level.patch, old, new, word, UNKNOWN)
    if bool(old.get("content")) == bool(new.get("content")):
        compare_content(c, old, new, way)
        compare_value(c, old, new, way)
    else:
        word = "content" if new.get("content") else "schema"
        at = new.child(word) or new
        c.report(Level.major, at, f"The {new.name} is described by its `{word}`.", SERIALIZED)
    known = ("required", "deprecated", "allowEmptyValue", "name", "in", "schema", "content", "example", "examples")
    c.rest(old, new, *known, "style", "explode", "allowReserved")


def compare_serialization(c: Comparison, old: At, new: At, place: str) -> None:
    """Compare how a value in a place is written, with what is so by default."""
    styles = [each.get("style", STYLES.get(place)) for each in (old, new)]
    explodes = [each.get("explode", style == "form") for each, style in zip((old, new), styles, strict=True)]
    is_scalar = all(type_of(each) in SCALARS for each in (old, new))
    # What a style explodes by default changes with the style.
    is_implied = styles[0] != styles[1] and "explode" not in {**old.value, **new.value}
    if styles[0] != styles[1]:
        c.became(Level.major, old, new, "style", SERIALIZED)
    if explodes[0] != explodes[1] and not is_implied:
        level, affects = (Level.patch, UNKNOWN) if is_scalar else (Level.major, SERIALIZED)
        c.became(level, old, new, "explode", affects)
    if bool(old.get("allowReserved")) != bool(new.get("allowReserved")):
        c.became(Level.major, old, new, "allowReserved", SERIALIZED)


def type_of(parameter: At) -> object:
    schema = parameter.child("schema")
    return schema.resolved().get("type") if schema else None


def compare_value(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare the schemas and the examples of two parameters, headers or media types."""
    if old.child("schema") or new.child("schema"):
        before, after = (each.part("schema") for each in (old, new))
        c.schemas((before,), (after,), way)
    c.examples(old, new, way)


def compare_body(c: Comparison, old: At, new: At, way: Way) -> None:
    compare_required(c, old, new, way)
    compare_content(c, old, new, way)
    c.rest(old, new, "required", "content")


def compare_headers(c: Comparison, old: At, new: At, way: Way, is_gone: Rating) -> None:
    """Compare the headers of two responses, or of two parts of a form."""
    before, after = ({name.lower(): at for name, at in each.items("headers").items()} for each in (old, new))
    for one, other in c.each_pair(before, after, is_gone, fresh(way)):
        compare_parameter(c, one, other, way)


def compare_response(c: Comparison, old: At, new: At, way: Way, *, is_error: bool) -> None:
    """Compare two responses. What an error loses is no longer documented, like an error that is removed."""
    if not c.is_new(way, old.key, new.key, is_error):
        return
    undocumented = Level.minor, UNDOCUMENTED
    compare_headers(c, old, new, way, undocumented if is_error else (Level.major, HEADER_GONE))
    compare_content(c, old, new, way, undocumented if is_error and not new.get("content") else None)
    # A link is a remark: whatever it says, the response is the same.
    rating = Level.patch, UNKNOWN
    for link, other in c.each_pair(old.items("links"), new.items("links"), rating, rating):
        c.rest(link, other)
    c.rest(old, new, "headers", "content", "links")


def compare_content(c: Comparison, old: At, new: At, way: Way, is_gone: Rating | None = None) -> None:
    """Compare the media types of a body or a value."""
    for one, other in c.each_pair(content(old), content(new), is_gone or (Level.major, MEDIA_TYPE_GONE)):
        compare_value(c, one, other, way)
        compare_encodings(c, one, other, way)
        c.rest(one, other, "schema", "example", "examples", "encoding")


def content(holder: At) -> dict[str, At]:
    """The media types by their name in lower case, without spaces, and without the encoding that JSON has anyway."""
    found = holder.items("content")
    plain = {name: re.sub(r"\s+", "", name).lower() for name in found}
    plain = {name: re.sub(r';charset="?utf-8"?$', "", each) for name, each in plain.items()}
    return {plain[name]: at for name, at in found.items()} if len({*plain.values()}) == len(plain) else found


def compare_encodings(c: Comparison, old: At, new: At, way: Way) -> None:
    """Compare how the parts of a form are written. What has no encoding has the usual one."""
    before, after = old.items("encoding"), new.items("encoding")
    for name in {**before, **after}:
        one = before.get(name) or At(old.document, {}, (*old.steps, "encoding", name))
        other = after.get(name) or At(new.document, {}, (*new.steps, "encoding", name))
        if one.get("contentType") != other.get("contentType"):
            c.became(Level.major, one, other, "contentType", SERIALIZED)
        compare_serialization(c, one, other, "query")
        compare_headers(c, one, other, way, gone(way))
        c.rest(one, other, "contentType", "style", "explode", "allowReserved", "headers")
