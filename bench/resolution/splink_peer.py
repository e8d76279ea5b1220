"""Splink on the same organisations, where it is installed: `uv pip install splink`.

Its model has what it is made for: comparisons at levels, u by random sampling, m by expectation
maximisation, no labels. It gets the names as our code takes them apart, without legal forms.
"""

import importlib.util
import logging
from collections.abc import Iterable, Mapping

from bench.resolution.baselines import Likeness
from kg.ingest.resolution.pair import Profile
from kg.ingest.resolution.traits import read_traits
from kg.ingest.resolution.vocabulary import Vocabulary

COLUMNS = ("unique_id", "name", "word", "short", "country", "city", "postal", "domain", "kind")
SAMPLED = 2e6
NAMES, CITIES = [0.97, 0.92, 0.85], [0.9]


def is_installed() -> bool:
    return importlib.util.find_spec("splink") is not None


def splink_likeness(sets: Iterable[Iterable[Profile]], vocabulary: Vocabulary) -> Likeness:
    """The probabilities of all pairs that Splink finds in each set; 0 for those it does not."""
    found: dict[tuple[str, str], float] = {}
    for profiles in sets:
        found.update(_probabilities([_row(profile, vocabulary) for profile in profiles]))

    def likeness(left: Profile, right: Profile) -> float:
        return found.get((min(left.id, right.id), max(left.id, right.id)), 0.0)

    return likeness


def _row(profile: Profile, vocabulary: Vocabulary) -> tuple[str | None, ...]:
    traits = read_traits(profile, vocabulary)
    words = traits.main.words if traits.main else ()
    own = sorted(traits.main.meanings, key=lambda w: (w.isupper(), -len(w))) if traits.main else []
    values = (
        profile.id, " ".join(words), own[0] if own else "", min(traits.short_names, default=""),
        traits.country, " ".join(traits.city), traits.postal_code, traits.domain, profile.kind,
    )  # fmt: skip
    return tuple(value or None for value in values)


def _probabilities(rows: list[tuple[str | None, ...]]) -> Mapping[tuple[str, str], float]:
    import duckdb
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    for name in [name for name in logging.root.manager.loggerDict if name.startswith("splink")]:
        logging.getLogger(name).setLevel(logging.ERROR)
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE bodies ({', '.join(f'{c} VARCHAR' for c in COLUMNS)})")
    connection.executemany(f"INSERT INTO bodies VALUES ({', '.join('?' * len(COLUMNS))})", rows)  # noqa: S608 # question marks
    api = DuckDBAPI(connection=connection)
    exact = ("short", "country", "postal", "domain", "kind")
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", NAMES),
            compare.JaroWinklerAtThresholds("city", CITIES),
            *(compare.ExactMatch(column) for column in exact),
        ],
        blocking_rules_to_generate_predictions=[
            *(block_on(column) for column in ("word", "name", "short", "domain", "postal")),
            block_on("city", "substr(name, 1, 4)"),
        ],
    )
    linker = Linker(api.register("bodies"), settings)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("name", "country")], recall=0.5
    )
    training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=7)
    for column in ("name", "city"):
        training.estimate_parameters_using_expectation_maximisation(block_on(column))
    table = linker.inference.predict(threshold_match_probability=0.0).physical_name
    wanted = f"SELECT unique_id_l, unique_id_r, match_probability FROM {table}"  # noqa: S608 # its own
    return {
        (min(left, right), max(left, right)): probability
        for left, right, probability in connection.execute(wanted).fetchall()
    }
