"""What a source may be called."""

from kg.errors import UsageError
from kg.ontology.contract import Contract


def check_source_name(contract: Contract, name: str) -> None:
    """Raises UsageError for a name that no source may have."""
    checked = contract.check_node("Source", {"id": name})
    if isinstance(checked, tuple):
        raise UsageError(f"the source name {name!r} {checked[0].rule}")
