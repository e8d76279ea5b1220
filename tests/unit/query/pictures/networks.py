"""Small networks that tests draw, and hypothesis's of any names."""

from hypothesis import strategies as st

from kg.query.pictures.content import Flow, Network, Node

SHEFFIELD, BRNO, BILBAO = (53.4, -1.5), (49.2, 16.6), (43.3, -2.9)


def linked_regions(*, is_directed: bool = False) -> Network:
    """Three regions of three countries with two flows, and one that stays where it is."""
    nodes = [
        Node("UKE3", "South Yorkshire", "UK", SHEFFIELD),
        Node("CZ06", "Jihovýchod", "CZ", BRNO),
        Node("ES21", "País Vasco", "ES", BILBAO, is_near=True),
    ]
    flows = [
        Flow("UKE3", "CZ06", 12, {"SUPPLIES": 9, "COOPERATES_WITH": 3}),
        Flow("ES21", "UKE3", 4, {"SUPPLIES": 4}),
        Flow("CZ06", "CZ06", 7, {"SUPPLIES": 7}),
    ]
    return Network("Links", nodes, flows, note="level 2", is_directed=is_directed)


# Whatever a file may hold, with what XML has no place for.
any_text = st.text(max_size=40) | st.sampled_from(
    ["<script>alert(1)</script>", "]]>", "&amp;", "\x00\x0b", "'\"", "=1+1", "\ufffe", "ﷺ" * 30]
)
points = (
    st.tuples(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))
    | st.none()
)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Networks of up to five nodes with any names, places and values."""
    ids = draw(st.lists(any_text, unique=True, max_size=5))
    nodes = [
        Node(id_, draw(any_text), draw(any_text), draw(points), draw(st.booleans())) for id_ in ids
    ]
    ends = [(a, b) for number, a in enumerate(ids) for b in ids[number:]]
    values = st.floats(0, 1e12, allow_nan=False) | st.integers(0, 10**6)
    facts = st.dictionaries(any_text, st.none() | st.integers(-9, 9) | any_text, max_size=2)
    flows = [Flow(a, b, draw(values), draw(facts)) for a, b in ends if draw(st.booleans())]
    texts = draw(any_text), draw(any_text), draw(any_text)
    return Network(texts[0], nodes, flows, texts[1], texts[2], draw(st.booleans()))
