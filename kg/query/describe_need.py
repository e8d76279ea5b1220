"""Conditions in words, for people."""

from kg.conditions import (
    BudgetCondition,
    CertificateCondition,
    Condition,
    DateCondition,
    DeliveryCondition,
    DistanceCondition,
    ExclusionCondition,
    LanguageCondition,
    QuantityCondition,
    RegionCondition,
    SectorCondition,
    SizeCondition,
)


def condition_in_words(condition: Condition) -> str:
    """A condition with what it belongs to, and whether it is only wished for."""
    own = f", for {condition.requirement}" if condition.requirement else ""
    wish = "" if condition.must else " (wished for)"
    return f"{_in_words(condition)}{own}{wish}"


def _in_words(condition: Condition) -> str:  # noqa: C901, PLR0911  # one line a kind
    match condition:
        case CertificateCondition(standard=standard):
            return f"certified for {standard}"
        case RegionCondition(regions=regions, excluded=excluded):
            return f"{'not ' if excluded else ''}seated in {' or '.join(regions)}"
        case DistanceCondition(km=km, place=place, latitude=latitude):
            unknown = "" if latitude is not None else ", which is not known"
            return f"within {km:,.0f} km of {place}{unknown}"
        case SizeCondition(classes=classes, least=least, most=most):
            heads = [f"at least {least:,}"] if least is not None else []
            heads += [f"at most {most:,}"] if most is not None else []
            return " or ".join(classes) if classes else f"{' and '.join(heads)} employees"
        case SectorCondition(sectors=sectors):
            return f"in the sector NACE {' or '.join(sectors)}"
        case LanguageCondition(languages=languages):
            return f"works in {' or '.join(languages)}"
        case QuantityCondition(amount=amount, unit=unit, period=period, least=least):
            first = "" if least is None else f"{least:,.10g} to "
            named = f" {unit}" if unit else ""
            return f"{first}{amount:,.10g}{named}{f' a {period}' if period else ''}"
        case DateCondition(relation=relation, day=day):
            return f"{relation} {day}"
        case BudgetCondition(amount=amount, currency=currency, per=per):
            return f"at most {amount:,.10g} {currency}{f' a {per}' if per else ''}"
        case DeliveryCondition(place=place):
            return f"to be delivered to or done in {place}"
        case ExclusionCondition(words=words):
            return f"not: {words}"
    return condition.text
