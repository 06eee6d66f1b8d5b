"""Rate a change on the wire: which part of the version it raises, and whom it affects.

Redocly's rating is overruled if our client is more tolerant than other clients, or if an extension of our own decides
what the client or the fake does.
"""

from scripts.changes.canonical import DOCUMENTATION, Canonical
from scripts.changes.change import NOBODY, Change, Level
from scripts.changes.differences import MISSING
from scripts.changes.edit import Edit, described, is_keyword, not_in
from scripts.common.json_pointer import Steps, pointer
from scripts.contract import marks
from scripts.contract.openapi import is_data, is_success, keywords, operations, reached

# Whom a breaking change affects, by Redocly's rule.
AFFECTED = {
    "enum-values-added": "Code that distinguishes all values, such as a `match`, gets a new one. The client reads it.",
    "enum-values-removed": "Requests with the value are refused.",
    "media-type-removed": "Callers that send or read it.",
    "operation-id-changed": "Callers that refer to the old name.",
    "operation-removed": "Every caller of the operation: requests fail.",
    "parameter-became-required": "Requests without it are refused.",
    "parameter-removed": "Callers that send it: it is ignored or refused.",
    "parameter-serialization-changed": "Callers that send it: its serialization differs.",
    "path-removed": "Every caller of the path: requests fail.",
    "property-removed": "Callers that read it: it is missing.",
    "request-body-became-required": "Requests without it are refused.",
    "request-body-removed": "Callers that send one: it is ignored or refused.",
    "required-properties-added": "Requests without it are refused.",
    "required-properties-removed": "Callers that rely on the value.",
    "response-header-removed": "Callers that read the header: it is missing.",
    "response-removed": "Callers that expect that status.",
    "schema-combinator-changed": "Callers that send or read the value: its form differs.",
    "schema-constraint-changed": "Callers that rely on the limits, such as a column width.",
    "schema-type-changed": "Callers that send or read the value: its type differs.",
    "security-requirement-changed": "Every caller: the key is no longer sufficient.",
    "security-scheme-changed": "Every caller: the key is sent elsewhere, or is of another kind.",
    "server-removed": "Callers of the server, and firewalls that allow only its address.",
}

READERS = "No caller has to change anything: it is documentation."
FAKE = "Tests that expect what the fake answers: it answers otherwise."
SENDERS = "Callers that send it: it is ignored or refused."
NEVER = "Code that expects the value: it no longer comes."
NULL = "Callers that rely on a value. The client gives None, as for a missing value."
EXPOSED = "Callers that protect the value as personal data: it tells less of a person than they were told."
PROTECTED = "Callers that use the value: it tells more of a person than they were told."
UNDOCUMENTED = "Callers that handle that error. It is no longer documented; the client reads it."
UNLOCKED = "Callers that rely on a required key: the document requires none."
BY_LEVEL = {Level.patch: "No caller is known to be affected.", Level.minor: NOBODY, Level.major: "Callers that use it."}

# These are worth a note, though few callers have to change anything.
NOTABLE = {AFFECTED["enum-values-added"], NULL, FAKE, EXPOSED, UNDOCUMENTED, UNLOCKED}


class Rating:
    """Rates the edits between two documents."""

    def __init__(self, old: Canonical, new: Canonical) -> None:
        self.old, self.new = old, new
        self.sent: set[Steps] = set()
        self.received: set[Steps] = set()
        for document in (old.document, new.document):
            for steps, operation in operations(document):
                for keyword, found in (("requestBody", self.sent), ("responses", self.received)):
                    if keyword in operation:
                        here = (*steps, keyword)
                        # A component is known by its section and its name.
                        places = reached(document, operation[keyword], here)
                        found.update(each[:3] if each[0] == "components" else here for each, _ in places)

    def change(self, edit: Edit) -> Change:
        """An edit, rated."""
        level, affects = self.overruled(edit) or (edit.level, "")
        if not affects:
            affects = " ".join(AFFECTED.get(rule, BY_LEVEL[level]) for rule in edit.rules)
        if not affects:
            affects = READERS if DOCUMENTATION.intersection(keywords(edit.steps)) else BY_LEVEL[level]
        canonical = self.old if edit.steps == edit.old_place and edit.new is MISSING else self.new
        return Change(
            level=level,
            reader="wire",
            kind=edit.kind,
            place=pointer(canonical.place(edit.steps)),
            what=(edit.message if edit.steps[-1:] != ("enum",) else "") or described(edit),
            affects=affects,
            notable=any(each in affects for each in NOTABLE),
        )

    def overruled(self, edit: Edit) -> tuple[Level, str] | None:
        """The level and the effect that replace Redocly's, or None."""
        steps, old, new = edit.steps, edit.old, edit.new
        place = steps[:3] if steps[:1] == ("components",) else steps[:4]
        sent, received = place in self.sent, place in self.received
        words = keywords(steps)
        if "flows" in words:
            return overruled_flow(edit)
        if any(str(word) in ("x-transition", "x-creates") for word in words):
            return Level.minor, FAKE
        match words[-1] if words and is_keyword(steps) else None:
            case _ if DOCUMENTATION.intersection(words):
                return Level.patch, FAKE if is_data(steps) and received else READERS
            case "enum" if isinstance(old, list) and isinstance(new, list):
                lost = AFFECTED["enum-values-removed"] if "enum-values-removed" in edit.rules else NEVER
                effects = [lost] * (not_in(old, new) != []) + [AFFECTED["enum-values-added"]] * (
                    "enum-values-added" in edit.rules
                )
                only_added = edit.rules == ("enum-values-added",) or (not edit.rules and not effects and sent)
                level = Level.minor if only_added else edit.level
                return level, " ".join(effects) or NOBODY
            case "required" if isinstance(old, list) and not edit.rules and sent:
                return (Level.minor, NOBODY) if not isinstance(new, list) or not_in(old, new) else None
            case "nullable" if new is True and edit.rules == ("schema-type-changed",):
                return Level.minor, NULL
            case "nullable" if new is True and sent and not received:
                return Level.minor, NOBODY
            case "readOnly" if sent:
                return (Level.major, SENDERS) if new is True else (Level.minor, NOBODY)
            case "writeOnly" if received:
                return (Level.major, AFFECTED["property-removed"]) if new is True else (Level.minor, NOBODY)
            case "deprecated" if new is True:
                return Level.minor, "Callers that use it should replace it."
            case "default":
                return Level.minor, "Callers that omit it: the server may use another value."
            case "x-pii":
                lower = marks.LEVELS.index(marks.level(new)) < marks.LEVELS.index(marks.level(old))
                return (Level.minor, EXPOSED) if lower else (Level.patch, PROTECTED)
            case "x-key-prefix":
                return Level.major, f"Callers with a key that does not begin with {new}: the client refuses it."
            case "x-environment":
                return Level.major, f"Callers that pass environment={old!r}: it is refused, or selects another server."
            case "version" if steps[0] == "info":
                return Level.minor, f"Every caller: each request asks for the version {new} of the API."
            case "servers" if edit.kind == "changed":
                return Level.minor, "Callers that use the first server that the document names."
        match steps:
            case [*_, "responses", status] if edit.rules == ("response-removed",) and not is_success(str(status)):
                return Level.minor, UNDOCUMENTED
            case [*_, "security"] | [*_, "security", _] if new is MISSING and not edit.rules:
                return Level.minor, UNLOCKED
            case [*_, "properties", _] if new is MISSING and sent and not edit.rules:
                return Level.major, SENDERS
        return None


def overruled_flow(edit: Edit) -> tuple[Level, str]:
    """The level and the effect of a change to the ways to get a token."""
    if DOCUMENTATION.intersection(keywords(edit.steps)) or (edit.steps[-2] == "scopes" and edit.kind == "changed"):
        return Level.patch, READERS
    if edit.kind == "added":
        return Level.minor, NOBODY
    if "scopes" in edit.steps:
        return Level.major, "Callers that ask for the scope: they get no token."
    return Level.major, "Callers that get a token in this way: it is got elsewhere, or not at all."
