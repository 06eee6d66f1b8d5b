"""Compare two documents."""

from scripts.changes.change import Level
from scripts.changes.wire.comparison import Comparison
from scripts.changes.wire.effects import READERS, UNKNOWN, VERSION
from scripts.changes.wire.operations import compare_paths
from scripts.changes.wire.places import Way
from scripts.changes.wire.security import compare_schemes
from scripts.changes.wire.servers import compare_servers


def compare_documents(c: Comparison) -> None:
    """Compare two documents but for their components, which are compared where an operation uses them."""
    old, new = c.old, c.new
    info, other = (each.part("info") for each in (old, new))
    if info.get("version") != other.get("version"):
        c.became(Level.minor, info, other, "version", VERSION.format(other.get("version")))
    c.documents(info, other, *sorted({*info.value, *other.value} - {"version"}))
    compare_servers(c, old, new)
    compare_schemes(c)
    ways: dict[str, Way] = {"paths": "sent", "webhooks": "received"}
    for section, way in ways.items():
        before, after = (each.part(section) for each in (old, new))
        compare_paths(c, before, after, way)
    tags, others = ({str(each.get("name")): each for each in at.entries("tags")} for at in (old, new))
    rating = Level.patch, READERS
    for tag, renamed in c.each_pair(tags, others, rating, rating):
        c.rest(tag, renamed)
    c.rest(old, new, "info", "servers", "security", *ways, "components", "tags", "openapi")
    c.documents(old, new, "openapi", affects=UNKNOWN)
