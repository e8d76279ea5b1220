"""Who holds which certificate, by its title: looked up once, when the read model is built."""

import numpy as np

from kg.projection.columns import Categories, Indices, Lists, Texts
from kg.projection.projection import UNKNOWN, Capabilities, Certificates, Evidence
from kg.projection.standards import designation

# Stands for a certificate that is not shown.
NOT_HELD = -2
# Later than any day.
ENDLESS = int(np.iinfo(np.int32).max)


def build_certificates(capabilities: Capabilities, evidence: Evidence) -> Certificates:
    """The certificates that are shown for any capability, by title, with their holders."""
    titles = Categories.of(map(designation, evidence.certificates))
    rests_on = capabilities.evidence
    is_titled = np.array([bool(title) for title in titles.texts], dtype=np.bool_)
    named = np.flatnonzero(is_titled[titles.codes[rests_on.values]])
    proofs, holders = rests_on.values[named], capabilities.organisation[rests_on.owners[named]]
    ends = np.where(evidence.expires == UNKNOWN, ENDLESS, evidence.expires)[proofs]
    order = np.lexsort((ends, holders, titles.codes[proofs]))
    rows = np.stack((titles.codes[proofs], holders, ends), axis=1)[order]
    # Of several by the same title, the one that ends last counts: it stands last.
    is_last = np.ones(len(rows), dtype=np.bool_)
    is_last[:-1] = (rows[1:, :2] != rows[:-1, :2]).any(axis=1)
    kept = rows[is_last]
    holders_of = Lists.grouped(kept[:, 1], kept[:, 0], len(titles.texts))
    days = np.where(kept[:, 2] == ENDLESS, UNKNOWN, kept[:, 2]).astype(np.int32)
    return Certificates(titles.texts, holders_of, days)


def ends_of(certificates: Certificates, standard: str, organisations: int) -> Indices:
    """For each organisation the day on which its last certificate for a standard ends.

    It is `UNKNOWN` where one has no end, and `NOT_HELD` for who shows none.
    """
    wanted, lists = designation(standard), certificates.holders
    found = np.full(organisations, NOT_HELD, dtype=np.int32)
    for row, title in enumerate(certificates.titles if wanted else Texts.of(())):
        if wanted in title:
            own = slice(lists.offsets[row], lists.offsets[row + 1])
            holders, ends = lists.values[own], certificates.ends[own]
            before = found[holders]
            is_endless = (before == UNKNOWN) | (ends == UNKNOWN)
            found[holders] = np.where(is_endless, UNKNOWN, np.maximum(before, ends))
    return found
