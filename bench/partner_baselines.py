"""What others would do with the same projects: neighbours by text, popularity, joint projects."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import bm25s
import numpy as np
from numpy.typing import NDArray

from kg.projection.words import Words
from kg.query.ranking.incidence import Scores
from kg.query.ranking.past_work import PastWork
from kg.query.ranking.training_data import History

if TYPE_CHECKING:
    from bench.partners import Question

# As in the figures that are known for TF-IDF.
NEIGHBOURS = 200
# Cosines of MiniLM lie close together: unless they are sharpened, neighbours hardly differ.
SHARPNESS = 4


def baselines(
    history: History, questions: Sequence["Question"]
) -> Iterator[tuple[str, Iterable[Scores]]]:
    """Each baseline with the scores of all organisations for each question."""
    past = history.whole()
    texts, queries = [p.text for p in history.projects], [q.text for q in questions]
    popular = past.projects.counts.astype(np.float32)
    yield "popularity", (popular for _ in questions)
    yield "tfidf_knn", (neighbours(past, s) for s in tfidf(texts, queries))
    yield "bm25_knn", (neighbours(past, s) for s in bm25(texts, queries))
    yield "minilm_knn", (neighbours(past, s**SHARPNESS) for s in minilm(texts, queries))
    if any(question.partners for question in questions):
        yield "co_participation", (joint_projects(past, q.partners) for q in questions)


def neighbours(past: PastWork, likeness: NDArray[np.floating]) -> Scores:
    """Each organisation's projects among the nearest ones, by how near they are."""
    nearest = np.argsort(-likeness, kind="stable")[:NEIGHBOURS]
    weights = np.zeros(len(likeness))
    weights[nearest] = np.maximum(likeness[nearest], 0)
    return past.members.spread(weights)


def joint_projects(past: PastWork, partners: Sequence[int]) -> Scores:
    """How often each organisation worked with each of the partners, less in large projects."""
    shared = np.zeros(len(past.themes))
    for partner in partners:
        shared[past.projects[partner]] += 1
    return past.members.spread(shared / np.sqrt(np.maximum(past.members.counts, 1)))


def tfidf(texts: Sequence[str], queries: Sequence[str]) -> Iterator[NDArray[np.floating]]:
    """Cosines of scikit-learn's TF-IDF of words and pairs of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english", ngram_range=(1, 2))
    space = vectors.fit_transform(texts)
    for row in vectors.transform(queries):
        yield (row @ space.T).toarray()[0]


def bm25(texts: Sequence[str], queries: Sequence[str]) -> Iterator[NDArray[np.floating]]:
    """BM25 by bm25s as it comes, with stems."""
    words = Words()
    index = bm25s.BM25(method="lucene")
    index.index(words.all_stems(texts), show_progress=False)
    for stems in words.all_stems(queries):
        known = [stem for stem in dict.fromkeys(stems) if stem in index.vocab_dict]
        yield index.get_scores(known) if known else np.zeros(len(texts))


def minilm(texts: Sequence[str], queries: Sequence[str]) -> Iterator[NDArray[np.floating]]:
    """The published weights through sentence-transformers, as its documentation shows."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.util import semantic_search

    from kg.embed.export import source_folder

    model = SentenceTransformer(str(source_folder()), device="cpu")
    rows = [row for row, text in enumerate(texts) if text]
    space = model.encode(
        [texts[row] for row in rows], convert_to_tensor=True, show_progress_bar=False
    )
    asked = model.encode(list(queries), convert_to_tensor=True, show_progress_bar=False)
    for hits in semantic_search(asked, space, top_k=NEIGHBOURS):
        likeness = np.zeros(len(texts))
        near = [max(hit["score"], 0.0) for hit in hits]
        likeness[[rows[int(hit["corpus_id"])] for hit in hits]] = near
        yield likeness
