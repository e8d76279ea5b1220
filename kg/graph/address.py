"""Where a graph is to be found."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Address:
    """A database behind Bolt; the password shows in no representation."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str
