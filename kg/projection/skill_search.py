"""Scores annotated sentences by the whole competency search, with any encoder."""

from collections.abc import Sequence

from kg.embed.encoder import Encoder
from kg.embed.training.esco import Concept
from kg.embed.training.measures import Questions, Scored, scored
from kg.projection.competency_search import CompetencySearch
from kg.projection.label_index import Labelled
from kg.projection.words import Words


def by_search(
    encoder: Encoder, concepts: Sequence[Concept], questions: Questions
) -> tuple[Scored, ...]:
    """What `CompetencySearch` finds with an encoder; it embeds all labels, about 113,000 texts."""
    vocabulary = [
        Labelled(f"{row:08}", (concept.label, *concept.others), concept.description)
        for row, concept in enumerate(concepts)
    ]
    search = CompetencySearch.build(vocabulary, encoder.encode, encoder.encode, Words())
    scores = search.scores(list(questions))
    return tuple(scored(row, right) for row, right in zip(scores, questions.values(), strict=True))
