"""The prefixes of a document stand in one order, however they come."""

import io

import pytest

from kg.query.export.prefixes import SortedPrefixes

TEXT = b'@prefix b: <http://b/> .\n@prefix a: <http://a/> .\na:x b:y "@prefix no" .\n'
SORTED = b'@prefix a: <http://a/> .\n@prefix b: <http://b/> .\na:x b:y "@prefix no" .\n'


@pytest.mark.parametrize("size", [1, 2, 7, 30, 1_000])
def test_prefixes_are_sorted_however_they_are_cut(size: int) -> None:
    out = io.BytesIO()
    stream = SortedPrefixes(out)
    for begin in range(0, len(TEXT), size):
        stream.write(TEXT[begin : begin + size])
    stream.flush()
    assert out.getvalue() == SORTED


def test_a_document_of_prefixes_alone_is_whole() -> None:
    out = io.BytesIO()
    stream = SortedPrefixes(out)
    stream.write(TEXT[:50])
    stream.flush()
    assert len(out.getvalue()) == 50
