"""What others would do with the same sentences and labels."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import bm25s
import numpy as np
from numpy.typing import NDArray

from kg.projection.label_index import Embed
from kg.projection.words import Words

if TYPE_CHECKING:
    from bench.skills import Skill

Scores = NDArray[np.floating]
MEANING_SHARE = 0.7


def baselines(
    skills: Sequence["Skill"], sentences: Sequence[str], embed: Embed
) -> Iterator[tuple[str, Scores]]:
    """Each baseline with its scores: (sentences, skills). All but popularity see labels only."""
    labels = [skill.labelled.labels[0] for skill in skills]
    words = bm25(labels, sentences)
    yield "bm25", words
    yield "tfidf", tfidf(labels, sentences)
    yield "minilm", minilm(labels, sentences)
    meaning = embed(sentences) @ embed(labels).T
    yield "fusion", MEANING_SHARE * _standard(meaning) + (1 - MEANING_SHARE) * _standard(words)
    popular = np.array([skill.occupations for skill in skills], dtype=float)
    yield "popularity", np.tile(popular, (len(sentences), 1))


def bm25(labels: Sequence[str], sentences: Sequence[str]) -> Scores:
    """BM25 over preferred labels, by bm25s as it comes, with stems."""
    split = Words()
    index = bm25s.BM25(method="lucene")
    index.index(split.all_stems(labels), show_progress=False)
    return np.array([_found(index, stems, len(labels)) for stems in split.all_stems(sentences)])


def _found(index: bm25s.BM25, stems: Sequence[str], size: int) -> Scores:
    known = [stem for stem in dict.fromkeys(stems) if stem in index.vocab_dict]
    return index.get_scores(known) if known else np.zeros(size)


def tfidf(labels: Sequence[str], sentences: Sequence[str]) -> Scores:
    """The cosine of TF-IDF vectors; there are no labelled sentences that could be neighbours."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
    space = vectors.fit_transform(labels)
    return (vectors.transform(sentences) @ space.T).toarray()


def minilm(labels: Sequence[str], sentences: Sequence[str]) -> Scores:
    """The published weights through sentence-transformers, as its documentation shows."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.util import semantic_search

    from kg.embed.export import source_folder

    model = SentenceTransformer(str(source_folder()), device="cpu")
    space = model.encode(list(labels), convert_to_tensor=True, show_progress_bar=False)
    queries = model.encode(list(sentences), convert_to_tensor=True, show_progress_bar=False)
    scores = np.empty((len(sentences), len(labels)))
    for row, hits in enumerate(semantic_search(queries, space, top_k=len(labels))):
        scores[row, [int(hit["corpus_id"]) for hit in hits]] = [hit["score"] for hit in hits]
    return scores


def _standard(scores: Scores) -> Scores:
    spread = scores.std(axis=1, keepdims=True)
    return (scores - scores.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)
