"""Makes rejections of broken rules of the ontology: with a code, the cell, and suggestions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from kg.ingest.reasons import reason_of
from kg.ingest.suggestions import LONGEST_COMPARED, Choices, choose, suggest
from kg.ingest.table import LinkDraft, NodeDraft, Rule
from kg.model import NodeRef, Reason, Rejection, SourceRecord, Suggestion
from kg.ontology.contract import Checked, Contract, Violation
from kg.ontology.schema import Property

PARTING = "|"
MOST_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Faults:
    """Knows what the ontology calls things, so that it can say what may have been meant."""

    contract: Contract
    # What was suggested for a value of a property: in a file that breaks a rule, most rows do.
    _suggested: dict[tuple[str, str, str], tuple[Suggestion, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of_node(self, record: SourceRecord, draft: NodeDraft, violation: Violation) -> Rejection:
        """A property of a node that breaks a rule."""
        return self._of_class(record, draft.class_name, draft.columns, violation)

    def of_private(
        self,
        record: SourceRecord,
        class_name: str,
        columns: Mapping[str, str],
        violation: Violation,
    ) -> Rejection:
        """A private property of a node that breaks a rule."""
        return self._of_class(record, class_name, columns, violation)

    def of_link(self, record: SourceRecord, draft: LinkDraft, violation: Violation) -> Rejection:
        """An attribute of a relationship that breaks a rule."""
        shape = self.contract.schema.relation(draft.type).attributes
        prop = next((p for p in shape if p.name == violation.property_name), None)
        found = _broken(record, draft.columns, violation, prop)
        check = partial(self.contract.check_relation, draft.type)
        return self._with_suggestions(found, draft.type, violation, prop, check)

    def of_class(self, record: SourceRecord, given: str, within: str) -> Rejection:
        """A class that is none of those below another."""
        classes = self.contract.schema.classes
        names = self.contract.schema.subclasses(within)
        choices = {n: (classes[n].caption, classes[n].caption_de) for n in names}
        return _chosen(record, "kind", given, choices)

    def of_type(self, record: SourceRecord, draft: LinkDraft) -> Rejection:
        """A type of relationship that is none of those that a row may name."""
        relations = self.contract.schema.relations
        found = {t: relations[t] for t in draft.among if t in relations}
        choices = {t: (r.caption, r.caption_de) for t, r in found.items()}
        return _chosen(record, "type", draft.type, choices)

    def of_column(self, record: SourceRecord, column: str, rule: Rule) -> Rejection:
        """A column that its table says is filled wrongly."""
        value = record.values.get(column, "")
        file, line = record.file, record.row
        return Rejection(file, line, column, value, str(rule), reason=rule.reason, cell=column)

    def _of_class(
        self,
        record: SourceRecord,
        class_name: str,
        columns: Mapping[str, str],
        violation: Violation,
    ) -> Rejection:
        shape = self.contract.schema.classes[class_name].properties
        prop = next((p for p in shape if p.name == violation.property_name), None)
        found = _broken(record, columns, violation, prop)
        check = partial(self.contract.check_node, class_name)
        return self._with_suggestions(found, class_name, violation, prop, check)

    def _with_suggestions(
        self,
        found: Rejection,
        of: str,
        violation: Violation,
        prop: Property | None,
        check: Callable[[Mapping[str, Any]], Checked],
    ) -> Rejection:
        """The rejection with readings of its value, which is one of a class or relationship."""
        if prop is None or len(violation.value) > LONGEST_COMPARED:
            return found
        place = (of, prop.name, violation.value)
        readings = self._suggested.get(place)
        if readings is None:
            readings = tuple(
                reading
                for reading in suggest(prop, violation.value, self._choices(prop))
                if _obeys(prop, reading.value, check)
            )
            if len(self._suggested) >= MOST_REMEMBERED:
                self._suggested.clear()
            self._suggested[place] = readings
        whole = (in_cell(found.value, violation.value, reading) for reading in readings)
        return replace(found, suggestions=tuple(s for s in whole if s is not None))

    def _choices(self, prop: Property) -> Choices:
        entries = self.contract.schema.code_lists.get(prop.code_list or "")
        called = {e.code: (e.caption, e.caption_de) for e in entries.entries} if entries else {}
        return {value: called.get(value, ()) for value in prop.values}


def _obeys(prop: Property, value: str, check: Callable[[Mapping[str, Any]], Checked]) -> bool:
    checked = check({prop.name: [value] if prop.many else value})
    return not isinstance(checked, tuple) or all(v.property_name != prop.name for v in checked)


def dangling(record: SourceRecord, column: str, absent: NodeRef) -> Rejection:
    """The rejection of a row that refers to what is neither loaded nor beside it."""
    rule = f"must refer to something that is loaded; there is no {absent.label} {absent.id}"
    value, reason = record.values.get(column, ""), Reason.DANGLING_REFERENCE
    return Rejection(
        record.file, record.row, column, value, rule, reason=reason, cell=column, target=absent
    )


def _chosen(record: SourceRecord, column: str, given: str, choices: Choices) -> Rejection:
    value, rule = record.values.get(column, given), f"must be one of {', '.join(choices)}"
    return Rejection(
        record.file,
        record.row,
        column,
        value,
        rule,
        reason=Reason.NOT_IN_CODE_LIST,
        cell=column,
        suggestions=choose(given, choices),
    )


def _broken(
    record: SourceRecord, columns: Mapping[str, str], violation: Violation, prop: Property | None
) -> Rejection:
    """The rejection with the cell as it was read; a value is for what stands in no cell of it."""
    name = violation.property_name
    column = columns.get(name, name)
    value = record.values.get(column, violation.value)
    cell = column if column in record.values or " " not in column else name
    return Rejection(
        record.file,
        record.row,
        column,
        value,
        violation.rule,
        reason=reason_of(violation, prop),
        cell=cell,
    )


def in_cell(cell: str, part: str, reading: Suggestion) -> Suggestion | None:
    """The suggestion for a whole cell of which one value is at fault; None for other cells."""
    if cell.strip() == part.strip():
        return reading
    parts = [p.strip() for p in cell.split(PARTING)]
    if part.strip() not in parts or len(parts) == 1:
        return None
    mended = [reading.value if p == part.strip() else p for p in parts]
    return Suggestion(f" {PARTING} ".join(mended), reading.why)
