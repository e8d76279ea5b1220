"""Builds the BM25 index of texts that come in pieces, with as much memory for many as for few.

What each text holds is written down as it comes. When all is counted it is distributed over parts
of the vocabulary, each of which is then put in order by itself (distribution sort; Knuth 5.4).
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices, Texts
from kg.projection.lexicon import Lexicon
from kg.projection.scratch import Scratch, Spool

# Saturation of a repeated word, and how much a long text is discounted: Lucene's BM25 has 1.2 for
# the former; with 1.5, as in bm25s, ours were measured.
K1, B = 1.5, 0.75
# A stem in a text: as many are put in order at once, and read again at once.
POSTING = np.dtype([("stem", np.int32), ("text", np.int32), ("times", np.int32)])
MOST_POSTINGS, POSTINGS_AT_ONCE = 1 << 20, 1 << 18

Stems = Sequence[Sequence[str]]
Numbers = NDArray[np.int64]


def build_lexicon(pieces: Iterable[Stems], scratch: Scratch) -> Lexicon:
    """An index over the stems of each text; the texts come a piece at a time."""
    lengths = scratch.column(np.int32)
    postings = scratch.records(POSTING)
    numbers: dict[str, int] = {}
    for stems in pieces:
        postings.append(_postings(stems, numbers, len(lengths)))
        lengths.append(np.fromiter(map(len, stems), np.int32, len(stems)))
    ordered = sorted(numbers)
    ranks = np.empty(len(ordered), np.int32)
    ranks[[numbers[stem] for stem in ordered]] = np.arange(len(ordered))
    numbers.clear()
    return _ordered(Texts.of(ordered), postings, ranks, lengths.done(), scratch)


def _postings(stems: Stems, numbers: dict[str, int], before: int) -> NDArray[np.void]:
    """The different stems of each text; they are numbered as they come."""
    found = np.fromiter(
        (numbers.setdefault(stem, len(numbers)) for own in stems for stem in own), np.int64
    )
    texts = np.repeat(np.arange(len(stems), dtype=np.int64), [len(own) for own in stems])
    keys, times = np.unique(texts << 32 | found, return_counts=True)
    postings = np.empty(len(keys), POSTING)
    postings["stem"], postings["text"] = keys & 0xFFFFFFFF, (keys >> 32) + before
    postings["times"] = times
    return postings


def _ordered(
    stems: Texts, postings: Spool[np.void], ranks: Indices, lengths: Indices, scratch: Scratch
) -> Lexicon:
    counts = np.zeros(len(stems), np.int64)
    for piece in postings.pieces(POSTINGS_AT_ONCE):
        counts += np.bincount(ranks[piece["stem"]], minlength=len(stems))
    texts, scores = scratch.column(np.int32), scratch.column(np.float32)
    best = scratch.column(np.float32)
    mean = lengths.mean(dtype=np.float64) if len(lengths) else 1.0
    weights = np.log(1 + (len(lengths) - counts + 0.5) / (counts + 0.5)).astype(np.float32)
    for part in _distributed(postings, ranks, counts, scratch):
        own = part[np.argsort(part["stem"], kind="stable")]
        times, share = own["times"], lengths[own["text"]] / mean
        scored = weights[own["stem"]] * (times / (K1 * (1 - B + B * share) + times))
        texts.append(own["text"])
        scores.append(scored)
        begins = np.flatnonzero(np.diff(own["stem"], prepend=-1))
        best.append(np.maximum.reduceat(scored, begins))
    begins = np.concatenate(([0], np.cumsum(counts)))
    return Lexicon(stems, begins, texts.done(), scores.done(), best.done(), lengths)


def _distributed(
    postings: Spool[np.void], ranks: Indices, counts: Numbers, scratch: Scratch
) -> Iterator[NDArray[np.void]]:
    """All postings by stems from first to last, a part of the stems at a time."""
    parts = (np.cumsum(counts) - counts) // MOST_POSTINGS
    spools = [scratch.records(POSTING) for _ in range(ceil(counts.sum() / MOST_POSTINGS))]
    for piece in postings.pieces(POSTINGS_AT_ONCE):
        own = piece.copy()
        own["stem"] = ranks[piece["stem"]]
        of = parts[own["stem"]]
        for part in np.unique(of).tolist():
            spools[part].append(own[of == part])
    for spool in spools:
        if len(spool):
            yield np.concatenate(list(spool.pieces(MOST_POSTINGS)))
