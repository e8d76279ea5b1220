"""Learns all weights from past projects, checks them, and writes both as `weights.toml`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.query.ranking.learn import Example, cross_checked, examples, fitted
from kg.query.ranking.training_data import History

HEAD = """\
# How much each feature of an organisation's past weighs; kg/query/ranking/features.py says what
# each one measures, from 0 to 1. A score is the sum; read top to bottom.
# Written by `kg weights fit`. Do not edit by hand.
#
# [checked.*] says how well projects of the past were ranked with weights that were learned from
# other ones: each project is ranked for with what was known before its period began. MRR of the
# first member, and the share of all members among the first 10 and 100. `without` is the same when
# a feature is left out and the others are learned again."""

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Learned weights with their check, and the check without each feature."""

    weights: Figures
    projects: int
    checked: Figures
    without: Mapping[str, Figures]


def fit_weights(history: History, *, with_partners: bool) -> Fitted:
    """Learns weights from all past projects that can be ranked for."""
    names, found = examples(history, with_partners=with_partners)
    columns = range(len(names))
    weights = fitted(found, columns)
    return Fitted(
        {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)},
        len(found),
        cross_checked(found, columns),
        dict(_without(names, found)),
    )


def _without(names: Sequence[str], found: Sequence[Example]) -> Iterator[tuple[str, Figures]]:
    for left_out, name in enumerate(names):
        others = [column for column in range(len(names)) if column != left_out]
        yield name, cross_checked(found, others)


def written(need: Fitted, partners: Fitted) -> str:
    """The file."""
    lines = [HEAD]
    for table, own in (("need", need), ("partners", partners)):
        lines += ["", f"[weights.{table}]"]
        lines += [f'"{name}" = {weight}' for name, weight in own.weights.items()]
    for table, own in (("need", need), ("partners", partners)):
        lines += ["", f"[checked.{table}]", f"projects = {own.projects}", *_figures(own.checked)]
        lines += ["", f"[checked.{table}.without]"]
        for name, figures in own.without.items():
            lines.append(f'"{name}" = {{ {", ".join(_figures(figures))} }}')
    return "\n".join(lines) + "\n"


def _figures(figures: Figures) -> list[str]:
    return [f"{name} = {value:.4f}" for name, value in figures.items()]
