"""The effect of an operation on a resource, inferred from its method and path by the conventions of REST.

`/things/{id}` is an item of the collection `/things`. A GET of an item shows it, a DELETE removes it, a PUT or PATCH
changes it. A GET of a collection lists its items, a POST makes one. All else that is below an item acts on it.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

PARAMETER = re.compile(r"\{([^/{}]*)\}")

TO_ITEM: dict[str, "Does"] = {"GET": "show", "DELETE": "delete", "PATCH": "update", "PUT": "update"}
TO_COLLECTION: dict[str, "Does"] = {"GET": "list", "POST": "create"}

Does = Literal["act", "create", "delete", "list", "show", "update"]


@dataclass(frozen=True)
class Effect:
    """The effect on an item, which is identified by its path."""

    does: Does
    item: str


def item_paths(paths: Iterable[str]) -> list[str]:
    """The items at or above paths. An item whose parameters have different names is listed once."""
    found: dict[str, str] = {}
    for path in paths:
        for end in PARAMETER.finditer(path):
            item = path[: end.end()]
            if path[end.end() :][:1] in ("", "/"):
                found.setdefault(without_names(item), item)
    return list(found.values())


def effect_of(method: str, path: str, items: Collection[str]) -> Effect | None:
    """The effect of an operation on one of the items; None if it has no effect on any."""
    names = {without_names(item): item for item in items}
    place = without_names(path)
    inside = [name for name in names if name.rpartition("/")[0] == place]
    if inside and method in TO_COLLECTION:
        return Effect(TO_COLLECTION[method], names[inside[0]])
    around = [name for name in names if f"{place}/".startswith(f"{name}/")]
    if not around:
        return None
    nearest = max(around, key=len)
    return Effect(TO_ITEM.get(method, "act") if nearest == place else "act", names[nearest])


def without_names(path: str) -> str:
    """A path without the names of its parameters."""
    return PARAMETER.sub("{}", path)
