"""Compare the keys that a request needs, and the servers that it goes to."""

from urllib.parse import urlsplit, urlunsplit

from scripts.changes.change import NOBODY, Level
from scripts.changes.wire.comparison import DOCUMENTATION, READERS, UNKNOWN, Comparison
from scripts.changes.wire.places import At

INSUFFICIENT = "Every caller: the key is no longer sufficient."
UNLOCKED = "Callers that rely on a required key: the document requires none."
ANOTHER_KEY = "Every caller: the key is sent elsewhere, or is of another kind."
TOKEN = "Callers that get a token in this way: it is got elsewhere, or not at all."  # noqa: S105 - no password
SCOPE = "Callers that ask for the scope: they get no token."
SERVER = "Callers of the server, and firewalls that allow only its address."
FIRST = "Callers that use the first server that the document names."
PORTS = {"https": 443, "http": 80}

# An alternative: the schemes that are needed together, each with its scopes.
Requirement = frozenset[tuple[str, frozenset[str]]]


def schemes(document: At) -> dict[str, At]:
    components = document.child("components")
    return components.items("securitySchemes") if components else {}


def same_schemes(old: At, new: At) -> dict[str, str]:
    """The names of the new document's security schemes, each with the name of the same scheme in the old document."""
    before, after = schemes(old), schemes(new)
    found: dict[str, str] = {}
    for is_same in (lambda one, other: bare(one) == bare(other), lambda one, other: one.steps == other.steps):
        # A scheme that kept its name comes before others that are equal to it.
        for name in sorted(after.keys() - found.keys(), key=lambda each: each not in before):
            free = [each for each in before if each not in found.values() and is_same(before[each], after[name])]
            if free:
                found[name] = name if name in free else free[0]
    return found


def bare(scheme: At) -> dict[str, object]:
    found = {word: value for word, value in scheme.value.items() if word not in DOCUMENTATION}
    return found | {"scheme": str(found.get("scheme", "")).lower()}


def compare_schemes(c: Comparison) -> dict[str, str]:
    """Compare the security schemes, and return the old names of the new ones."""
    old_names = same_schemes(c.old, c.new)
    before, after = schemes(c.old), schemes(c.new)
    for name, old_name in old_names.items():
        old, new = before[old_name], after[name]
        for word in ("type", "scheme", "in", "name", "openIdConnectUrl"):
            if str(old.get(word)).lower() != str(new.get(word)).lower():
                c.became(Level.major, old, new, word, ANOTHER_KEY)
        compare_flows(c, old, new)
        c.rest(old, new, {"type", "scheme", "in", "name", "openIdConnectUrl", "flows"})
    for name in after.keys() - old_names.keys():
        c.added(Level.patch, after[name], UNKNOWN)
    for name in before.keys() - set(old_names.values()):
        # Whoever needs it is told so of the operation.
        c.removed(Level.patch, before[name], UNKNOWN)
    return old_names


def compare_flows(c: Comparison, old: At, new: At) -> None:
    """Compare the ways to get a token."""
    before, after = old.items("flows"), new.items("flows")
    for name in {**before, **after}:
        if name not in after:
            c.removed(Level.major, before[name], TOKEN)
        elif name not in before:
            c.added(Level.minor, after[name])
        else:
            flow, other = before[name], after[name]
            for word in ("authorizationUrl", "tokenUrl", "refreshUrl"):
                if flow.get(word) != other.get(word):
                    c.became(Level.major, flow, other, word, TOKEN)
            known, scopes = flow.plain_items("scopes"), other.plain_items("scopes")
            for scope in {**known, **scopes}:
                if scope not in scopes:
                    c.removed(Level.major, known[scope], SCOPE)
                elif scope not in known:
                    c.added(Level.minor, scopes[scope])
                elif known[scope].value != scopes[scope].value:
                    c.report(
                        Level.patch, scopes[scope], f"The description of the scope `{scope}` was changed.", READERS
                    )
            c.rest(flow, other, {"authorizationUrl", "tokenUrl", "refreshUrl", "scopes"})


def compare_security(c: Comparison, old: At, new: At, old_names: dict[str, str]) -> None:
    """Compare what two operations need; each has its own requirements or those of its document."""
    before, after = requirements(c.old, old, {}), requirements(c.new, new, old_names)
    if before == after:
        return
    holder = next((each for each in (new, c.new, old, c.old) if "security" in each.value), new)
    at = holder.child("security") or new
    refused = [each for each in before if not any(satisfies(each, other) for other in after)]
    if refused:
        what = "Authentication became required." if frozenset() in before else "The security requirements were changed."
        c.report(Level.major, at, what, INSUFFICIENT)
    elif frozenset() in after and frozenset() not in before:
        c.report(Level.minor, at, "No key is required any more.", UNLOCKED, notable=True)
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


def compare_servers(c: Comparison, old: At, new: At) -> None:
    """Compare the servers of two documents, paths or operations."""
    before, after = servers(old), servers(new)
    gone, fresh = [url for url in before if url not in after], [url for url in after if url not in before]
    if len(gone) == len(fresh) == 1:
        one, other = before[gone[0]], after[fresh[0]]
        what = f"The server `{one.get('url', '/')}` became `{other.get('url', '/')}`."
        c.report(Level.major, (*other.steps, "url"), what, SERVER)
        compare_server(c, one, other)
        gone, fresh = [], []
    for url in gone:
        c.removed(Level.major, before[url], SERVER)
    for url in fresh:
        c.added(Level.minor, after[url])
    common = [url for url in before if url in after]
    for url in common:
        compare_server(c, before[url], after[url])
    if common != [url for url in after if url in before]:
        c.report(Level.minor, (*new.steps, "servers"), "The order of `servers` was changed.", FIRST)


def compare_server(c: Comparison, old: At, new: At) -> None:
    before, after = old.items("variables"), new.items("variables")
    for name in before.keys() & after.keys():
        lost = set(before[name].get("enum") or ()) - set(after[name].get("enum") or before[name].get("enum") or ())
        if lost:
            c.became(Level.major, before[name], after[name], "enum", SERVER)
        if before[name].get("default") != after[name].get("default"):
            c.became(Level.major, before[name], after[name], "default", SERVER)
        c.rest(before[name], after[name], {"default", *(("enum",) if lost else ())})
    for name in before.keys() ^ after.keys():
        at = before.get(name) or after[name]
        c.report(Level.major, at, f"The {at.name} was {'added' if name in after else 'removed'}.", SERVER)
    prefix, environment = new.get("x-key-prefix"), old.get("x-environment")
    if old.get("x-key-prefix") != prefix:
        effect = f"Callers with a key that does not begin with {prefix}: the client refuses it."
        c.became(Level.major, old, new, "x-key-prefix", effect)
    if environment != new.get("x-environment"):
        effect = f"Callers that pass environment={environment!r}: it is refused, or selects another server."
        c.became(Level.major, old, new, "x-environment", effect)
    c.rest(old, new, {"url", "variables", "x-key-prefix", "x-environment"})


def servers(holder: At) -> dict[str, At]:
    """The servers by their URL; one at the root, if none is named."""
    found = {spelled(str(each.get("url", ""))): each for each in holder.entries("servers")}
    return found or {"": At(holder.document, {}, (*holder.steps, "servers"))}


def spelled(url: str) -> str:
    """A URL without the port that its scheme has anyway, with its host in lower case, without a slash at the end."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.removesuffix(f":{PORTS.get(parts.scheme)}")
    # The name of a variable may have capitals.
    host = host if "{" in host else host.lower()
    return urlunsplit(parts._replace(netloc=host)).rstrip("/")
