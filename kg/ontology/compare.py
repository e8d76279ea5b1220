"""Compares two versions of the ontology in the words of the domain.

Narrowed: data that was valid may be so no longer. Widened: all that was valid still is. Changed:
neither can be said, so valid data may break too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.ontology.compare_rules import Kind, changed_rules
from kg.ontology.schema import (
    CodeEntry,
    CodeList,
    NodeClass,
    Property,
    Relation,
    Rule,
    Schema,
)

Worded: TypeAlias = NodeClass | Relation | CodeList | CodeEntry | Rule
MAY_BREAK = frozenset({Kind.REMOVED, Kind.RENAMED, Kind.NARROWED, Kind.CHANGED})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of a class or relation, or of one of its properties."""

    kind: Kind
    term: str
    property_name: str | None
    text: str
    # May data that the older version accepts be refused, or lose its meaning, under the newer one?
    may_break_data: bool

    @property
    def subject(self) -> str:
        """The term with its property: `Firm.country`."""
        return f"{self.term}.{self.property_name}" if self.property_name else self.term


def compare(old: Schema, new: Schema) -> tuple[Change, ...]:
    """All differences from `old` to `new`: classes first, then relations, by name.

    What a class has from the one above it is told there alone.
    """
    by_class = {name: tuple(_class(old, new, name)) for name in {**old.classes, **new.classes}}
    told = [change for name in sorted(by_class) for change in _own(new, by_class, name)]
    relations = sorted({**old.relations, **new.relations})
    rules = sorted({**old.rules, **new.rules})
    return (
        *told,
        *(change for type_ in relations for change in _relation(old, new, type_)),
        *(change for name in rules for change in _rule(old.rules.get(name), new.rules.get(name))),
        *_code_lists(old, new),
    )


def _own(new: Schema, by_class: Mapping[str, tuple[Change, ...]], name: str) -> Iterator[Change]:
    parent = new.classes[name].parent if name in new.classes else None
    above = {_told(change) for change in by_class[parent]} if parent else set()
    return (c for c in by_class[name] if c.property_name is None or _told(c) not in above)


def _told(change: Change) -> tuple[Kind, str | None, str]:
    return change.kind, change.property_name, change.text


def _change(kind: Kind, term: str, text: str, property_name: str | None = None) -> Change:
    return Change(kind, term, property_name, text, kind in MAY_BREAK)


def _class(old: Schema, new: Schema, name: str) -> Iterator[Change]:
    before, after = old.classes.get(name), new.classes.get(name)
    if before is None or after is None:
        yield _whole(name, "class", is_new=before is None)
        return
    if before.parent != after.parent:
        above, now = before.parent or "no other class", after.parent or "no other class"
        yield _change(Kind.CHANGED, name, f"is a kind of {now}, was one of {above}")
    yield from _reworded(name, before, after)
    yield from _properties(name, before.properties, after.properties)
    yield from _relation_rules(name, before, after)


def _relation_rules(name: str, before: NodeClass, after: NodeClass) -> Iterator[Change]:
    was = {rule.type: rule for rule in before.relation_rules}
    now = {rule.type: rule for rule in after.relation_rules}
    for type_ in sorted({*was, *now}):
        least = [rules[type_].required if type_ in rules else False for rules in (was, now)]
        most = [rules[type_].is_single if type_ in rules else False for rules in (was, now)]
        for (old, new), what in ((least, "at least one"), (most, "at most one")):
            if new and not old:
                yield _change(Kind.NARROWED, name, f"must have {what} {type_}")
            if old and not new:
                yield _change(Kind.WIDENED, name, f"need no longer have {what} {type_}")


def _rule(before: Rule | None, after: Rule | None) -> Iterator[Change]:
    if before is None and after is not None:
        yield _change(Kind.NARROWED, after.name, f"new rule: {after.definition}")
    elif after is None and before is not None:
        yield _change(Kind.WIDENED, before.name, "rule no longer holds")
    elif before is not None and after is not None:
        for name in sorted(set(after.classes) - set(before.classes)):
            yield _change(Kind.NARROWED, after.name, f"holds for {name} too")
        for name in sorted(set(before.classes) - set(after.classes)):
            yield _change(Kind.WIDENED, after.name, f"no longer holds for {name}")
        if before.threshold != after.threshold:
            text = f"threshold {after.threshold}, was {before.threshold}"
            yield _change(Kind.CHANGED, after.name, text)
        yield from _reworded(after.name, before, after)


def _code_lists(old: Schema, new: Schema) -> Iterator[Change]:
    for name in sorted({*old.code_lists} & {*new.code_lists}):
        was = {entry.code: entry for entry in old.code_lists[name].entries}
        yield from _reworded(name, old.code_lists[name], new.code_lists[name])
        for entry in new.code_lists[name].entries:
            if entry.code in was:
                yield from _reworded(f"{name}.{entry.code}", was[entry.code], entry)


def _relation(old: Schema, new: Schema, type_: str) -> Iterator[Change]:
    before, after = old.relations.get(type_), new.relations.get(type_)
    if before is None or after is None:
        yield _whole(type_, "relation", is_new=before is None)
        return
    yield from _end(new, type_, "begins", before.domain, after.domain)
    yield from _end(new, type_, "ends", before.range, after.range)
    if before.is_functional != after.is_functional:
        kind = Kind.NARROWED if after.is_functional else Kind.WIDENED
        most = "at most one" if after.is_functional else "any number of them"
        yield _change(kind, type_, f"a node may have {most}")
    if before.kind != after.kind:
        yield _change(Kind.CHANGED, type_, f"is {after.kind}, was {before.kind}")
    for what in ("is_traded", "is_computed", "stance"):
        if getattr(before, what) != getattr(after, what):
            told = f"{what}: {getattr(after, what)}, was {getattr(before, what)}"
            yield _change(Kind.CHANGED, type_, told.replace("_", " "))
    yield from _reworded(type_, before, after)
    yield from _properties(type_, before.attributes, after.attributes)


def _whole(term: str, what: str, *, is_new: bool) -> Change:
    return _change(Kind.ADDED if is_new else Kind.REMOVED, term, what)


def _end(new: Schema, type_: str, verb: str, before: str, after: str) -> Iterator[Change]:
    if before == after:
        return
    if before in new.classes and after in new.labels(before):
        kind = Kind.WIDENED
    else:
        is_below = after in new.classes and before in new.labels(after)
        kind = Kind.NARROWED if is_below else Kind.CHANGED
    yield _change(kind, type_, f"{verb} at {after}, not at {before}")


def _reworded(term: str, before: Worded, after: Worded) -> Iterator[Change]:
    for what in ("caption", "caption_de", "definition"):
        if getattr(before, what) != getattr(after, what):
            called = "German caption" if what == "caption_de" else what
            yield _change(Kind.REWORDED, term, f"{called}: {getattr(after, what)}")


def _properties(
    term: str, before: tuple[Property, ...], after: tuple[Property, ...]
) -> Iterator[Change]:
    olds, news = {p.name: p for p in before}, {p.name: p for p in after}
    renamed = {
        name: former
        for name, prop in news.items()
        if name not in olds
        for former in prop.former_names
        if former in olds and former not in news
    }
    for name in sorted({*olds, *news} - set(renamed.values())):
        yield from _property(term, name, olds.get(renamed.get(name, name)), news.get(name))


def _property(
    term: str, name: str, before: Property | None, after: Property | None
) -> Iterator[Change]:
    if after is None:
        yield _change(Kind.REMOVED, term, "property", name)
    elif before is None:
        text = "property; it must be given" if after.required else "property"
        yield Change(Kind.ADDED, term, name, text, after.required)
    else:
        if before.name != name:
            yield _change(Kind.RENAMED, term, f"was called {before.name}", name)
        for kind, text in changed_rules(before, after):
            yield _change(kind, term, text, name)
