"""Compare the servers that requests go to."""

import re
from urllib.parse import urlsplit, urlunsplit

from scripts.changes.change import Level
from scripts.changes.wire.comparison import ADDITION, Comparison, Rating
from scripts.changes.wire.effects import FIRST, SERVER
from scripts.changes.wire.places import At

PORTS = {"https": 443, "http": 80}
RATING: Rating = (Level.major, SERVER)


def compare_servers(c: Comparison, old: At, new: At) -> None:
    """Compare the servers of two documents, paths or operations."""
    before, after = servers(old), servers(new)
    gone, fresh = [url for url in before if url not in after], [url for url in after if url not in before]
    if len(gone) == len(fresh) == 1:
        one, other = before[gone[0]], after[fresh[0]]
        what = f"The server `{one.get('url', '/')}` became `{other.get('url', '/')}`."
        c.report(Level.major, (*other.steps, "url"), what, SERVER)
        before = {fresh[0] if url == gone[0] else url: at for url, at in before.items()}
    for one, other in c.each_pair(before, after, RATING):
        compare_server(c, one, other)
    if [url for url in before if url in after] != [url for url in after if url in before]:
        c.report(Level.minor, (*new.steps, "servers"), "The order of `servers` was changed.", FIRST)


def compare_server(c: Comparison, old: At, new: At) -> None:
    for variable, other in c.each_pair(old.items("variables"), new.items("variables"), RATING, RATING):
        compare_variable(c, variable, other)
    prefix, environment = new.get("x-key-prefix"), old.get("x-environment")
    if old.get("x-key-prefix") != prefix:
        effect = f"Callers with a key that does not begin with {prefix}: the client refuses it."
        c.became(Level.major, old, new, "x-key-prefix", effect)
    if environment != new.get("x-environment"):
        effect = f"Callers that pass environment={environment!r}: it is refused, or selects another server."
        c.became(Level.major, old, new, "x-environment", effect)
    c.rest(old, new, "url", "variables", "x-key-prefix", "x-environment")


def compare_variable(c: Comparison, old: At, new: At) -> None:
    """Compare two variables of a URL; any value is allowed if none is listed."""
    before, after = old.get("enum"), new.get("enum")
    if before != after:
        is_less = after is not None and (before is None or not set(before) <= set(after))
        level, affects = RATING if is_less else ADDITION
        c.became(level, old, new, "enum", affects)
    if old.get("default") != new.get("default"):
        c.became(Level.major, old, new, "default", SERVER)
    c.rest(old, new, "enum", "default")


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
    host = re.sub(r"[^{}]+(?![^{]*\})", lambda found: found[0].lower(), host)
    return urlunsplit(parts._replace(netloc=host)).rstrip("/")
