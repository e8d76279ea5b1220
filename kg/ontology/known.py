"""Refuses what the ontology may say and the product does not know how to hold.

Most code lists are data: a value that is added is accepted, shown and exported. A few are acted
upon by name, and a value that nothing acts upon would be accepted and then fail.
"""

from collections.abc import Mapping

from kg.errors import OntologyError
from kg.ontology.schema import Schema
from kg.ontology.validate import check_rules

# The lists whose values have a meaning in the code, with those that it knows.
ACTED_UPON: Mapping[str, frozenset[str]] = {
    "capabilityStatuses": frozenset({"derived", "claimed", "evidenced", "verified", "expired"}),
    "capacityPeriods": frozenset({"day", "week", "month", "quarter", "year"}),
    "relationKinds": frozenset(
        {"vertical", "horizontal", "institutional", "spatial", "life cycle"}
    ),
    "stances": frozenset({"cooperative", "competitive", "independent"}),
    "feedbackKinds": frozenset({"fit", "unfit", "asked"}),
    "loadStates": frozenset({"running", "finished", "cut off", "undoing", "undone"}),
}


def check_known(schema: Schema) -> None:
    """Raises OntologyError for a rule or a value that nothing in the product acts upon."""
    check_rules(schema)
    for name, known in ACTED_UPON.items():
        if name not in schema.code_lists:
            continue
        for code in schema.code_lists[name].codes:
            if code not in known:
                raise OntologyError(
                    f"vc:{name}: nothing knows what {code!r} means, and the product acts upon the "
                    "values of this list by name; next step: teach it, and kg/ontology/known.py"
                )
