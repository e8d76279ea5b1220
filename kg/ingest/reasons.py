"""The codes of rejections: what each says, and which one a broken rule of the ontology has."""

from collections.abc import Mapping

from kg.model import Reason
from kg.ontology.contract import Violation
from kg.ontology.schema import Datatype, Property

SAYS: Mapping[Reason, str] = {
    Reason.MISSING_VALUE: "The column must have a value, and has none.",
    Reason.NOT_IN_CODE_LIST: "The value is none of those that the column may have.",
    Reason.NOT_A_DATE: "The value is no date (or no date and time) as ISO 8601 writes it.",
    Reason.NOT_A_NUMBER: "The value is no number, or no whole number.",
    Reason.NOT_TRUE_OR_FALSE: "The value is neither true nor false.",
    Reason.WRONG_FORM: "The value has not the form of its column, such as that of a VAT number.",
    Reason.OUT_OF_RANGE: "The number is smaller or larger than the column allows.",
    Reason.TOO_LONG: "The cell, the row or the key is too long.",
    Reason.SEVERAL_VALUES: "There are several values where one is meant.",
    Reason.UNKNOWN_COLUMN: "The class or relationship has no such property.",
    Reason.DUPLICATE_KEY: "An earlier row of the load has the same key and other values.",
    Reason.REPEATS_REJECTED: "The row repeats one of the same load that was rejected.",
    Reason.DANGLING_REFERENCE: "What the row cannot do without is not loaded.",
    Reason.WRONG_CELL_COUNT: "The row has not as many cells as the header.",
    Reason.UNCLOSED_QUOTE: "A quotation mark is not closed.",
    Reason.UNREADABLE: "A broken line, bytes of another encoding, an error of a workbook.",
    Reason.NOT_MAPPED: "The mapping does not cover the value.",
    Reason.UNKNOWN_TERM: "The ontology has no such term (RDF).",
    Reason.BREAKS_RULE: "The row breaks another rule, which is named.",
}
# By the term of SHACL that a rule is written in; a broken datatype says which by itself.
OF_CONSTRAINT: Mapping[str, Reason] = {
    "minCount": Reason.MISSING_VALUE,
    "maxCount": Reason.SEVERAL_VALUES,
    "pattern": Reason.WRONG_FORM,
    "in": Reason.NOT_IN_CODE_LIST,
    "minInclusive": Reason.OUT_OF_RANGE,
    "maxInclusive": Reason.OUT_OF_RANGE,
    "maxLength": Reason.TOO_LONG,
    "closed": Reason.UNKNOWN_COLUMN,
}
OF_DATATYPE: Mapping[Datatype, Reason] = {
    Datatype.DATE: Reason.NOT_A_DATE,
    Datatype.DATE_TIME: Reason.NOT_A_DATE,
    Datatype.INTEGER: Reason.NOT_A_NUMBER,
    Datatype.DECIMAL: Reason.NOT_A_NUMBER,
    Datatype.BOOLEAN: Reason.NOT_TRUE_OR_FALSE,
}


def reason_of(violation: Violation, prop: Property | None) -> Reason:
    """The code of a broken rule; `prop` is None where there is no such property."""
    if found := OF_CONSTRAINT.get(violation.constraint):
        return found
    return OF_DATATYPE.get(prop.datatype, Reason.BREAKS_RULE) if prop else Reason.BREAKS_RULE
