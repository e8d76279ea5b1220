"""The one spelling of a territorial code that all rooms use."""

# The United Kingdom's own codes since 2021 differ from NUTS 2021 in the first letters only
# (Office for National Statistics, International Territorial Levels); ISO 3166 has GB and GR.
PREFIXES = {"TL": "UK", "GB": "UK", "GR": "EL"}


def canonical_region_code(code: str) -> str:
    """`tle3` and `GBE3` are `UKE3`; a code that is none stays as it is, in capitals."""
    code = code.strip().upper()
    return PREFIXES.get(code[:2], code[:2]) + code[2:]
