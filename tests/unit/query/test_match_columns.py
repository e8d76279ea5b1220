"""What is ranked by columns is what is ranked organisation by organisation."""

import datetime as dt
import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.conditions import (
    CertificateCondition,
    Condition,
    DateCondition,
    DistanceCondition,
    ExclusionCondition,
    LanguageCondition,
    QuantityCondition,
    RegionCondition,
    SectorCondition,
    SizeCondition,
)
from kg.graph.catalogue import EvidenceRow
from kg.graph.opportunities import Capacity
from kg.model import CompetencyMatch, Need, Profile, Requirement
from kg.projection.projection import STATUSES
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from tests.factories import (
    WORDS,
    BagEncoder,
    FakeCatalogue,
    capability,
    competency,
    firm,
    project,
)
from tests.unit.query.plain_match import PlainMatch

TODAY = dt.date(2026, 12, 1)
WORK = ("milling", "turning", "welding", "painting", "casting")
OF = ("steel", "titanium", "timber", "glass")
DAYS = (None, dt.date(2020, 1, 1), dt.date(2026, 11, 30), dt.date(2027, 2, 1))


def cluster(seed: int) -> FakeCatalogue:
    """Up to a dozen organisations, of which much is unknown."""
    dice = random.Random(seed)  # noqa: S311  # nothing is kept secret
    skills = [competency(word) for word in WORK]
    firms, offers, proofs, states, rests_on, sectors = [], [], [], [], [], []
    for n in range(dice.randint(1, 12)):
        profile = Profile(
            dice.choice((None, (53.4, -1.5), (53.9, -1.6), (48.1, 11.6))),
            dice.choice((None, "micro", "large")),
            dice.choice((None, 5, 49, 50, 251)),
            dice.choice(((), ("en",), ("de", "pl"))),
        )
        region, doubts = dice.choice((None, "UKE3", "UKE32", "DE", "DED4")), ("odd",) * (n % 3)
        body = firm(f"F{n:02}", region=region, doubts=doubts)
        firms.append(replace(body, profile=profile, city=dice.choice((None, "Leeds"))))
        sectors += [(body.id, dice.choice(("25.62", "26.11")))] * dice.randint(0, 1)
        for m in range(dice.randint(0, 4)):
            words = [
                dice.choice(WORK),
                dice.choice(OF),
                *dice.sample(("freelancer", "parts"), m % 2),
            ]
            row = capability(
                f"F{n:02}",
                " ".join(words),
                status=dice.choice(STATUSES),
                level=dice.choice((None, 1, 5)),
                recorded_on=dice.choice(DAYS),
                shared_by=dice.choice((None, 3)),
                doubts=("odd",) * (m % 2),
            )
            capacity = Capacity(
                dice.choice((None, 50.0)), "parts", "month", None, dice.choice(DAYS)
            )
            row = replace(row, id=f"{row.id}-{m}", capacity=dice.choice((None, capacity)))
            offers.append(row)
            stated = dice.sample(WORK, dice.choice((0, 0, 1, 2)))
            states += [(row.id, word) for word in stated]
            title = dice.choice((None, "ISO 9001:2015", "DIN EN ISO 9001", "EN 9100"))
            proofs.append(EvidenceRow(f"e{row.id}", dice.choice(DAYS), dice.choice(DAYS), title))
            rests_on.append((row.id, dice.choice(proofs).id))
    return FakeCatalogue(
        firms, offers, skills, proofs, (), states, rests_on, {}, (), list(dict.fromkeys(sectors))
    )


@st.composite
def requirements(draw: st.DrawFn) -> tuple[Requirement, ...]:
    texts = st.builds("{} of {}".format, st.sampled_from(WORK), st.sampled_from(OF))
    confidences = st.sampled_from((0.2, 0.45, 0.5, 0.9))
    found = []
    for n, text in enumerate(draw(st.lists(texts, min_size=1, max_size=3, unique=True)), start=1):
        meant = draw(st.dictionaries(st.sampled_from(WORK), confidences, max_size=3))
        matches = tuple(CompetencyMatch(id_, id_, value) for id_, value in meant.items())
        found.append(Requirement(f"R{n}", text, draw(st.booleans()), matches))
    return tuple(found)


CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from(("ISO 9001", "EN 9100")).map(
        lambda s: CertificateCondition(text="", standard=s)
    ),
    st.builds(
        RegionCondition,
        text=st.just(""),
        regions=st.sampled_from((("UKE3",), ("UK",), ("DED4", "UKE32"))),
        excluded=st.booleans(),
    ),
    st.sampled_from((None, 53.4)).map(
        lambda lat: DistanceCondition(text="", km=30, place="X", latitude=lat, longitude=-1.5)
    ),
    st.just(SizeCondition(text="", classes=("micro", "medium"))),
    st.just(SizeCondition(text="", least=50, most=250)),
    st.just(SectorCondition(text="", sectors=("25",))),
    st.just(LanguageCondition(text="", languages=("de",))),
    st.just(QuantityCondition(text="", amount=100, unit="parts", period="month")),
    st.just(DateCondition(text="", relation="by", day=dt.date(2027, 3, 1))),
    st.just(ExclusionCondition(text="", words="painting", competencies=("painting",))),
    st.just(ExclusionCondition(text="", words="freelancers", of_partner=True)),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), requirements(), st.data())
def test_columns_rank_as_organisations_one_by_one(
    seed: int, asked: tuple[Requirement, ...], data: st.DataObject
) -> None:
    ids = st.sampled_from((None, *(r.id for r in asked)))
    held = data.draw(st.lists(st.tuples(CONDITIONS, st.booleans(), ids), max_size=3))
    conditions = tuple(replace(c, must=must, requirement=id_) for c, must, id_ in held)
    encoder, catalogue = BagEncoder(), cluster(seed)
    projection = project(catalogue, encoder)
    reader = NeedReader(encoder.encode, WORDS)
    need = Need("", asked, conditions)
    matcher = Matcher(catalogue, reader)  # type: ignore[arg-type]
    answer, few = (matcher.match(MatchRequest(need, limit), projection, TODAY) for limit in (20, 2))
    plain = PlainMatch(projection, reader.understand(need, projection), TODAY, WORDS).answer()
    scores = dict(plain.ranking)
    assert {p.organisation.id: p.score for p in answer.partners} == pytest.approx(scores, abs=1e-5)
    order = [scores[p.organisation.id] for p in answer.partners]
    assert all(a >= b - 1e-5 for a, b in pairwise(order))
    assert few.partners == answer.partners[:2]
    assert (answer.turned_away, answer.relaxed) == (plain.turned_away, plain.relaxed)
