"""The error tree: what its docstring draws is what the classes are."""

import re

import pytest

from kg import errors
from kg.errors import KgError

LINE = re.compile(r"^(?P<indent>[ │├└─]*)(?P<name>\w+Error)\s+exit (?P<code>\d)", re.MULTILINE)


def below(cls: type[KgError]) -> list[type[KgError]]:
    return [cls, *(found for child in cls.__subclasses__() for found in below(child))]


CLASSES = [cls for cls in below(KgError) if cls.__module__ == errors.__name__]


def drawn() -> dict[str, tuple[int, int]]:
    """Depth and exit code of each class in the docstring's tree."""
    found = LINE.finditer(errors.__doc__ or "")
    return {m["name"]: ((len(m["indent"]) - 4) // 4, int(m["code"])) for m in found}


def test_every_class_is_drawn_in_the_tree_and_nothing_else_is() -> None:
    assert set(drawn()) == {cls.__name__ for cls in CLASSES}


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_exit_code_and_depth_are_as_documented(cls: type[KgError]) -> None:
    depth = cls.__mro__.index(KgError)
    assert drawn()[cls.__name__] == (depth, cls.exit_code)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_has_a_title_and_an_http_error_status(cls: type[KgError]) -> None:
    assert cls.title
    assert 400 <= cls.status < 600


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_the_message_is_kept_as_it_was_raised(cls: type[KgError]) -> None:
    assert str(cls("no firm 'x'; try: kg firm find")) == "no firm 'x'; try: kg firm find"


def test_faults_of_the_service_are_told_from_faults_of_the_request() -> None:
    for cls in CLASSES[1:]:
        is_service = issubclass(cls, errors.ServiceError)
        assert (cls.status >= 500) is is_service
        assert (cls.exit_code == 4) is is_service
