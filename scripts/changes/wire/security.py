"""Compare the keys that a request needs."""

from scripts.changes.change import NOBODY, Level
from scripts.changes.wire.comparison import DOCUMENTATION, Comparison
from scripts.changes.wire.effects import ANOTHER_KEY, FLOW, INSUFFICIENT, READERS, SCOPE, UNKNOWN, UNLOCKED
from scripts.changes.wire.places import At, without_extensions

# An alternative: the schemes that are needed together, each with its scopes.
Requirement = frozenset[tuple[str, frozenset[str]]]


def schemes(document: At) -> dict[str, At]:
    found = document.part("components").items("securitySchemes")
    return {name: at.resolved() for name, at in found.items()}


def same_schemes(old: At, new: At) -> dict[str, str]:
    """The names of the new document's security schemes, each with the name of the same scheme in the old document."""
    before, after = schemes(old), schemes(new)
    found: dict[str, str] = {}
    for is_same in (lambda one, other: bare(one) == bare(other), lambda one, other: one.steps == other.steps):
        # A scheme that kept its name comes before others that are equal to it.
        for name in sorted((each for each in after if each not in found), key=lambda each: each not in before):
            free = [each for each in before if each not in found.values() and is_same(before[each], after[name])]
            if free:
                found[name] = name if name in free else free[0]
    return found


def bare(scheme: At) -> dict[str, object]:
    found = {word: value for word, value in scheme.value.items() if word not in DOCUMENTATION}
    return found | {"scheme": str(found.get("scheme", "")).lower()}


def compare_schemes(c: Comparison) -> None:
    """Compare the security schemes, whatever they are called."""
    c.old_names = same_schemes(c.old, c.new)
    before, after = schemes(c.old), {c.old_names.get(name, f"new {name}"): at for name, at in schemes(c.new).items()}
    # If an operation needs one that came or went, its requirement changes.
    rating = Level.patch, UNKNOWN
    for old, new in c.each_pair(before, after, rating, rating):
        c.is_unused = not {old.steps, new.steps} & c.used
        for word in ("type", "scheme", "in", "name", "openIdConnectUrl"):
            if str(old.get(word)).lower() != str(new.get(word)).lower():
                c.became(Level.major, old, new, word, ANOTHER_KEY)
        flows, others = (without_extensions(each.items("flows")) for each in (old, new))
        for flow, other in c.each_pair(flows, others, (Level.major, FLOW)):
            compare_flow(c, flow, other)
        c.rest(old, new, "type", "scheme", "in", "name", "openIdConnectUrl", "flows")
        c.is_unused = False


def compare_flow(c: Comparison, old: At, new: At) -> None:
    """Compare a way to get a token."""
    urls = ("authorizationUrl", "tokenUrl", "refreshUrl")
    for word in urls:
        if old.get(word) != new.get(word):
            c.became(Level.major, old, new, word, FLOW)
    for scope, other in c.each_pair(old.items("scopes"), new.items("scopes"), (Level.major, SCOPE)):
        if scope.value != other.value:
            c.report(Level.patch, other, f"The description of the {other.name} was changed.", READERS)
    c.rest(old, new, *urls, "scopes")


def compare_security(c: Comparison, old: At, new: At) -> None:
    """Compare what two operations need; each has its own requirements or those of its document."""
    before, after = requirements(c.old, old, {}), requirements(c.new, new, c.old_names)
    if before == after:
        return
    holder = next((each for each in (new, c.new, old, c.old) if "security" in each.value), new)
    at = holder.child("security") or new
    refused = [each for each in before if not any(satisfies(each, other) for other in after)]
    if refused:
        what = "Authentication became required." if frozenset() in before else "The security requirements were changed."
        c.report(Level.major, at, what, INSUFFICIENT)
    elif frozenset() in after and frozenset() not in before:
        c.report(Level.minor, at, "No key is required any more.", UNLOCKED)
    else:
        c.report(Level.minor, at, "Another way to authenticate is accepted.", NOBODY)


def requirements(document: At, operation: At, old_names: dict[str, str]) -> set[Requirement]:
    """The alternatives of which a request has to meet one."""
    holder = operation if "security" in operation.value else document
    found: set[Requirement] = {
        frozenset(
            (old_names.get(name, f"new {name}" if old_names else name), frozenset(scopes or ()))
            for name, scopes in each.items()
        )
        for each in holder.get("security", ())
    }
    return found or {frozenset()}


def satisfies(met: Requirement, needed: Requirement) -> bool:
    """Whether who meets one alternative meets another."""
    known = dict(met)
    return all(name in known and scopes <= known[name] for name, scopes in needed)
