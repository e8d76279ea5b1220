"""Teams formed for needs and opportunities, with what is open and what would close it."""

import datetime as dt
from typing import Any

import pytest

from kg.errors import InputError, NotFoundError, UsageError
from kg.graph.candidates import Hold
from kg.graph.opportunities import Capacity, Certificate, Opportunity, Rivalry
from kg.query.team.answer import Rivals, Status, TeamAnswer, TeamRequest
from kg.query.team.standing import Standing
from tests.factories import FakeCatalogue, capability, competency, firm, region
from tests.unit.query.team.fakes import FakeOpportunities, form, opportunity, requirement

MILLING = "five-axis milling of titanium"
COATING = "powder coating of steel frames"
NEED = f"{MILLING}; {COATING}"
DOING_BOTH = (("Gamma", MILLING), ("Gamma", COATING), ("Delta", MILLING), ("Delta", COATING))


def cluster(*more: Any, **changes: Any) -> FakeCatalogue:
    """Acme mills in South Yorkshire, Beta coats in Chemnitz; `more` are further capabilities."""
    offers = [
        capability("Acme", MILLING, status="evidenced", level=4),
        capability("Beta", COATING, status="evidenced", level=4),
        *more,
    ]
    names = sorted({offer.organisation for offer in offers} - {"acme", "beta"})
    return FakeCatalogue(
        [
            firm("Acme", region="UKE31"),
            firm("Beta", region="DED42"),
            *(firm(name.title(), region="UKE32") for name in names),
        ],
        offers,
        [competency("milling"), competency("coating")],
        places=[region("UKE3", "South Yorkshire"), region("DED4", "Chemnitz")],
        **changes,
    )


def ask(catalogue: FakeCatalogue | None = None, text: str = NEED, **more: Any) -> TeamAnswer:
    graph = more.pop("graph", None)
    return form(TeamRequest(text, **more), catalogue or cluster(), graph)


def ask_for(posed: Opportunity, catalogue: FakeCatalogue, **known: Any) -> TeamAnswer:
    graph = FakeOpportunities([posed], **known)
    return form(TeamRequest(opportunity=posed.id), catalogue, graph)


def names(answer: TeamAnswer) -> list[str]:
    return [member.organisation.name for member in answer.members]


def test_a_team_covers_what_is_needed_between_its_members() -> None:
    answer = ask()
    assert (answer.status, names(answer), answer.gaps) == (Status.OPTIMAL, ["Acme", "Beta"], ())
    assert [[c.requirement for c in m.covers] for m in answer.members] == [["R1"], ["R2"]]
    assert answer.cost.total == answer.bound


def test_a_cover_names_its_capability_and_cites_it() -> None:
    [cover] = ask().members[0].covers
    assert cover.capability == "acme/five-axis-milling-of-titanium"
    assert [cited.id for cited in cover.evidence] == ["acme/five-axis-milling-of-titanium"]
    assert cover.reason.startswith("says: “five-axis milling")


def test_a_member_is_told_with_what_would_be_without_it() -> None:
    also = capability("Gamma", MILLING)
    first, second = ask(cluster(also)).members
    assert first.reason.startswith("covers R1; the best team without it costs 0.")
    assert second.reason == "covers R2; without it R2 would stay open"


def test_the_loss_of_a_member_is_told_with_its_best_replacement() -> None:
    first, second = ask(cluster(capability("Gamma", MILLING))).members
    assert first.loss is not None
    assert first.loss.replacement is not None
    assert (first.loss.replacement.name, first.loss.breaks) == ("Gamma", ("R1",))
    assert second.loss is not None
    assert (second.loss.replacement, second.loss.opens) == (None, ("R2",))


def test_what_a_member_could_do_as_well_is_an_overlap() -> None:
    weaker = capability("Beta", "milling of titanium and of five more metals")
    answer = ask(cluster(weaker))
    assert names(answer) == ["Acme", "Beta"]
    assert [o.requirement for o in answer.members[1].overlaps] == ["R1"]


def test_an_alternative_says_whom_of_the_best_team_it_lacks() -> None:
    [other] = ask(cluster(capability("Gamma", MILLING))).alternatives
    assert other.without == ("acme",)
    assert [o.name for o in other.members] == ["Beta", "Gamma"]
    assert other.status is Status.OPTIMAL


def test_no_alternatives_are_told_where_none_are_wanted() -> None:
    also = capability("Gamma", MILLING)
    assert ask(cluster(also), alternatives=0).alternatives == ()
    assert ask(cluster(also), differ=2).alternatives == ()


def test_teams_to_choose_from_are_told_where_they_are_asked_for() -> None:
    many = cluster(*(capability(name, text, level=1) for name, text in DOING_BOTH))
    answer = ask(many, local=("DED4",), pareto=True)
    assert answer.choices is not None
    assert answer.choices.is_complete
    assert [o.name for o in answer.choices.teams[0].members] == names(answer)
    assert max(choice.robust for choice in answer.choices.teams) == 1
    assert ask(many).choices is None


@pytest.mark.parametrize("wrong", [{"alternatives": -1}, {"differ": 0}])
def test_alternatives_that_cannot_be_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="alternatives are 0 or more"):
        ask(**wrong)


def test_nonsense_gets_no_team() -> None:
    answer = ask(text="beer brewing")
    assert (answer.status, answer.members) == (Status.ABSTAINED, ())
    assert [gap.requirement for gap in answer.gaps] == ["R1"]


def test_a_must_that_nobody_covers_makes_it_infeasible_and_the_rest_is_covered() -> None:
    answer = ask(text=f"{MILLING}; beer brewing")
    assert (answer.status, names(answer)) == (Status.INFEASIBLE, ["Acme"])


def test_a_wish_may_stay_open() -> None:
    answer = ask(text=f"{MILLING}; preferably beer brewing")
    assert (answer.status, len(answer.gaps)) == (Status.OPTIMAL, 1)


def test_who_sits_elsewhere_is_named_as_what_would_close_the_gap() -> None:
    answer = ask(region="South Yorkshire")
    [gap] = answer.gaps
    assert (gap.requirement, gap.reason) == ("R2", "nobody in UKE3 fits")
    assert gap.change.startswith("without the region, Beta (DED42) fits 0.")


def test_a_team_that_is_too_small_names_who_is_left_out() -> None:
    answer = ask(most_members=1)
    [gap] = answer.gaps
    assert (answer.status, len(answer.members)) == (Status.INFEASIBLE, 1)
    assert gap.reason.endswith("and no more than 1 member can be in the team")
    assert gap.change == "allow 2 members"


def test_of_an_ownership_group_one_comes_and_the_gap_names_both() -> None:
    answer = ask(graph=FakeOpportunities(owners=[("holding", "acme"), ("holding", "beta")]))
    [gap] = answer.gaps
    left, taken = ("Beta", "Acme") if names(answer) == ["Acme"] else ("Acme", "Beta")
    assert gap.reason == f"only {left} fits, and belongs to the same ownership group as {taken}"


def test_a_nearest_statement_below_the_floor_is_named() -> None:
    [gap] = ask(text="milling of stone statues in parks by hand").gaps
    assert "Acme" in gap.reason + gap.change or gap.reason == "nobody fits"


def test_members_that_compete_are_told_with_the_field() -> None:
    rivals = [Rivalry("acme", "beta", ("milling", "unknown"))]
    assert ask(graph=FakeOpportunities(rivals=rivals)).rivals == (
        Rivals(("acme", "beta"), ("milling", "unknown")),
    )


# --- opportunities

FINISH = "a finish that lasts"
FRAMES = requirement("o1-frames", FINISH, competencies=("coating",))


def bearing(*organisations: str, **stated: Any) -> FakeCatalogue:
    """Organisations that state the competency of coating in words that do not tell."""
    offers = [capability(name, f"what we do at {name}", **stated) for name in organisations]
    return cluster(*offers, states=[(offer.id, "coating") for offer in offers])


def test_who_states_the_competency_that_is_called_for_covers_it() -> None:
    answer = ask_for(opportunity(FRAMES), bearing("Gamma"))
    assert names(answer) == ["Gamma"]
    assert answer.opportunity == "o1"
    assert answer.need.requirements[0].id == "o1-frames"


def test_the_customer_is_no_member() -> None:
    answer = ask_for(opportunity(FRAMES, customer="gamma"), bearing("Gamma", "Delta"))
    assert names(answer) == ["Delta"]


def test_a_certificate_that_ends_too_early_is_the_gap_and_its_renewal_the_change() -> None:
    asked = requirement(
        "o1-frames",
        FINISH,
        competencies=("coating",),
        certificates=("ISO 13485",),
        needed_by=dt.date(2027, 4, 30),
    )
    ending = Certificate("gamma", "c", "e", "ISO 13485:2016", None, dt.date(2027, 2, 15))
    answer = ask_for(opportunity(asked), bearing("Gamma"), certified=[ending])
    assert answer.status is Status.INFEASIBLE
    [gap] = answer.gaps
    assert "ends on 2027-02-15, before 2027-04-30" in gap.reason
    assert gap.change == "for Gamma: renew its ISO 13485 certificate"
    assert [(m.organisation.id, m.reason) for m in answer.near_misses] == [("gamma", gap.reason)]


def test_who_is_nearest_to_the_conditions_is_told_first() -> None:
    asked = requirement(
        "o1-frames", FINISH, competencies=("coating",), minimum_level=5, certificates=("ISO 9001",)
    )
    held = Certificate("delta", "c", "e", "ISO 9001", None, None)
    answer = ask_for(opportunity(asked), bearing("Gamma", "Delta", level=2), certified=[held])
    assert [m.organisation.name for m in answer.near_misses] == ["Delta", "Gamma"]
    assert answer.gaps[0].reason == "Delta states level 2, and 5 is asked for"


def quantity(amount: float) -> Opportunity:
    terms = {"competencies": ("coating",), "quantity": amount, "unit": "frames", "period": "week"}
    return opportunity(requirement("o1-frames", FINISH, **terms))


def free(catalogue: FakeCatalogue, **amounts: float) -> dict[str, Capacity]:
    return {
        offer.id: Capacity(amounts[offer.organisation], "frames", "week", None, None)
        for offer in catalogue.offers
        if offer.organisation in amounts
    }


def test_a_quantity_is_shared_by_the_fewest_who_have_it_together() -> None:
    catalogue = bearing("Gamma", "Delta", "Eta")
    capacity = free(catalogue, gamma=18, delta=16, eta=14)
    answer = ask_for(quantity(30), catalogue, capacity=capacity)
    shares = {m.organisation.name: [c.share for c in m.covers] for m in answer.members}
    assert answer.status is Status.OPTIMAL
    assert len(shares) == 2
    assert sum(share for [share] in shares.values()) == 1


def test_a_quantity_that_all_together_do_not_have_is_told_with_what_is_missing() -> None:
    catalogue = bearing("Gamma", "Delta")
    [gap] = ask_for(quantity(90), catalogue, capacity=free(catalogue, gamma=18, delta=16)).gaps
    assert gap.reason == "of 90 frames all have 34 free: Gamma (18), Delta (16)"
    assert gap.change == "ask for 34, or find 56 more elsewhere"


def test_what_is_held_for_another_opportunity_is_no_part_of_a_share() -> None:
    catalogue = bearing("Gamma", "Delta")
    held = {
        offer.id: [Hold("h", 10, None, "week", dt.date(2027, 1, 15), of)]
        for offer in catalogue.offers
        for of in {"gamma": ["o2"], "delta": ["o1"]}.get(offer.organisation, [])
    }
    capacity = free(catalogue, gamma=18, delta=16)
    [gap] = ask_for(quantity(30), catalogue, capacity=capacity, held=held).gaps
    assert gap.reason == (
        "of 30 frames all have 24 free: Delta (16), Gamma (8); "
        "of Gamma 10 frames a week held for o2 until 2027-01-15"
    )
    assert gap.change == "ask for 24, or find 6 more elsewhere, or have what is held released"


def test_who_says_what_is_excluded_is_a_near_miss() -> None:
    asked = requirement("o1-frames", FINISH, competencies=("coating",), excludes=("work at gamma",))
    offer = capability("Gamma", "we work at gamma on frames")
    catalogue = cluster(offer, states=[(offer.id, "coating")])
    [missed] = ask_for(opportunity(asked), catalogue).near_misses
    assert missed.change == "for Gamma: allow “work at gamma”"


def test_only_who_speaks_one_of_the_languages_counts() -> None:
    asked = requirement("o1-frames", FINISH, competencies=("coating",), languages=("pl",))
    spoken = {"gamma": frozenset({"pl"}), "delta": frozenset({"en"})}
    answer = ask_for(opportunity(asked), bearing("Gamma", "Delta"), spoken=spoken)
    assert names(answer) == ["Gamma"]


# --- who may be in the team


def reaching(reach: str, cluster_: str | None = None) -> TeamAnswer:
    """Gamma is of the north, Delta of the south, Eta of no cluster; all coat."""
    asked = opportunity(requirement("o1-frames", FINISH, competencies=("coating",)))
    graph = FakeOpportunities([asked], clusters={"gamma": ["north"], "delta": ["south"]})
    request = TeamRequest(opportunity="o1", reach=reach, cluster=cluster_)  # type: ignore[arg-type]
    return form(request, bearing("Gamma", "Delta", "Eta"), graph)


def missed(answer: TeamAnswer) -> dict[str, str]:
    return {m.organisation.name: m.change for m in answer.near_misses}


def test_an_outsider_may_be_in_unless_it_is_said() -> None:
    assert missed(reaching("all")) == {}
    assert missed(reaching("clusters", "north")) == {
        "Eta": "for Eta: take it as an outsider (sub-supplier)"
    }


def test_of_another_cluster_nobody_is_a_member() -> None:
    answer = reaching("members", "north")
    assert names(answer) == ["Gamma"]
    assert missed(answer) == {
        "Delta": "for Delta: take it from another cluster",
        "Eta": "for Eta: take it as an outsider (sub-supplier)",
    }


def test_without_a_cluster_who_is_in_any_is_a_member() -> None:
    assert set(missed(reaching("members"))) == {"Eta"}


def test_a_member_is_told_with_what_it_is_to_the_cluster() -> None:
    [member] = reaching("members", "north").members
    assert (member.standing, member.clusters) == (Standing.MEMBER, ("North",))


def test_who_may_be_in_is_given_up_where_nobody_else_fits() -> None:
    asked = opportunity(requirement("o1-frames", FINISH, competencies=("coating",)))
    graph = FakeOpportunities([asked], clusters={"delta": ["north"]})
    request = TeamRequest(opportunity="o1", reach="members", cluster="north")
    answer = form(request, bearing("Gamma"), graph)
    assert answer.status is Status.INFEASIBLE
    assert answer.relaxations == ("only members of North",)
    assert answer.gaps[0].reason == "Gamma belongs to no cluster"


def test_an_unknown_cluster_says_where_to_look() -> None:
    with pytest.raises(NotFoundError, match="no cluster 'nowhere'; next step"):
        reaching("members", "nowhere")


# --- what cannot be asked


def test_a_team_is_formed_for_one_thing() -> None:
    for request in (TeamRequest(), TeamRequest(MILLING, "o1")):
        with pytest.raises(UsageError, match="next step: name one"):
            form(request, cluster())


def test_an_unknown_opportunity_says_where_to_look() -> None:
    with pytest.raises(NotFoundError, match="no opportunity 'o9'; next step: take an id"):
        form(TeamRequest(opportunity="o9"), cluster())


def test_an_opportunity_without_requirements_is_refused() -> None:
    with pytest.raises(InputError, match="has no requirements yet; next step"):
        ask_for(opportunity(), cluster())


def test_a_team_of_nobody_is_refused() -> None:
    with pytest.raises(UsageError, match="next step: allow 1 or more"):
        ask(most_members=0)
