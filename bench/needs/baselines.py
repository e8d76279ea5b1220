"""What others would do with the same needs and the same statements.

Each ranks organisations by their best statement, and abstains only where it finds nothing at all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import bm25s
import numpy as np
from numpy.typing import NDArray

from bench.needs.gain import DEPTH
from kg.projection.words import Words

Scores = NDArray[np.floating]
SEED = 8


@dataclass(frozen=True, slots=True)
class Statement:
    organisation: str
    text: str


def baselines(
    statements: Sequence[Statement], needs: Sequence[str]
) -> Iterator[tuple[str, list[list[str]]]]:
    """Each baseline with its ranking for each need; MiniLM where sentence-transformers is there."""
    texts = [statement.text for statement in statements]
    yield "bm25", [_ranking(statements, scores) for scores in bm25(texts, needs)]
    if find_spec("sentence_transformers"):
        yield "minilm", [_ranking(statements, scores) for scores in minilm(texts, needs)]
    counts = Counter(statement.organisation for statement in statements)
    yield "popularity", [_best(counts)] * len(needs)
    drawn = np.random.default_rng(SEED)
    names = sorted(counts)
    yield "random", [list(drawn.permutation(names)[:DEPTH]) for _ in needs]


def bm25(texts: Sequence[str], needs: Sequence[str]) -> Iterator[Scores]:
    """BM25 over statements, by bm25s as it comes, with stems."""
    split = Words()
    index = bm25s.BM25(method="lucene")
    index.index(split.all_stems(texts), show_progress=False)
    for stems in split.all_stems(needs):
        known = [stem for stem in dict.fromkeys(stems) if stem in index.vocab_dict]
        yield index.get_scores(known) if known else np.zeros(len(texts))


def minilm(texts: Sequence[str], needs: Sequence[str]) -> Iterator[Scores]:
    """The published weights through sentence-transformers, as its documentation shows."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.util import semantic_search

    from kg.embed.export import source_folder

    model = SentenceTransformer(str(source_folder()), device="cpu")
    space = model.encode(list(texts), convert_to_tensor=True, show_progress_bar=False)
    queries = model.encode(list(needs), convert_to_tensor=True, show_progress_bar=False)
    for hits in semantic_search(queries, space, top_k=len(texts)):
        scores = np.zeros(len(texts))
        scores[[int(hit["corpus_id"]) for hit in hits]] = [hit["score"] for hit in hits]
        yield scores


def _ranking(statements: Sequence[Statement], scores: Scores) -> list[str]:
    best: dict[str, float] = {}
    for statement, score in zip(statements, map(float, scores), strict=True):
        if score > best.get(statement.organisation, 0.0):
            best[statement.organisation] = score
    return _best(best)


def _best(scores: Mapping[str, float]) -> list[str]:
    """The first organisations; ties break by id."""
    return sorted(scores, key=lambda name: (-scores[name], name))[:DEPTH]
