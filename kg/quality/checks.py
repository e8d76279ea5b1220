"""All checks of plausibility, in the order in which they are told."""

from kg.quality.contradictions import sources_disagree
from kg.quality.finding import Check
from kg.quality.place_checks import (
    piled_into_region,
    point_far_from_region,
    point_outside_country,
    region_of_another_place,
)
from kg.quality.statement_checks import (
    damaged_text,
    evidence_expired,
    postal_code_of_another_country,
    postal_code_without_zeros,
    relation_to_itself,
    size_against_employees,
)

CHECKS = (
    Check("piledIntoRegion", piled_into_region),
    Check("regionOfAnotherPlace", region_of_another_place),
    Check("pointOutsideCountry", point_outside_country),
    Check("pointFarFromRegion", point_far_from_region),
    Check("postalCodeOfAnotherCountry", postal_code_of_another_country),
    Check("postalCodeWithoutZeros", postal_code_without_zeros),
    Check("sizeAgainstEmployees", size_against_employees),
    # How well a statement is proven is a feature of its own.
    Check("evidenceExpired", evidence_expired, lowers=False),
    Check("relationToItself", relation_to_itself),
    Check("damagedText", damaged_text),
    # A declared rule says who wins, so no doubt is left for a rank.
    Check("sourcesDisagree", sources_disagree, lowers=False),
)
