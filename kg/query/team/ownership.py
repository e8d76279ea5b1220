"""Ownership groups: who is controlled by the same hand, however long the chain."""

from collections.abc import Iterable


def ownership_groups(controls: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The group of each organisation that controls or is controlled: its first member's id."""
    parents: dict[str, str] = {}

    def first(id_: str) -> str:
        parents.setdefault(id_, id_)
        while parents[id_] != id_:
            # Each step halves the way that the next one has to go.
            parents[id_] = parents[parents[id_]]
            id_ = parents[id_]
        return id_

    for owner, owned in controls:
        low, high = sorted((first(owner), first(owned)))
        parents[high] = low
    return {id_: first(id_) for id_ in parents}
