from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.extract.codec import decode, encode
from juanzong.model import Block, BlockKind, Extraction, Facts, Page, Reading, TextSource

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.lists(st.lists(TEXTS, max_size=3).map(tuple), max_size=3).map(tuple)
BLOCKS = st.one_of(
    st.builds(Block, st.just(BlockKind.HEADING), TEXTS, st.integers(1, 6)),
    st.builds(Block, st.just(BlockKind.PARAGRAPH), TEXTS),
    st.builds(Block, st.just(BlockKind.TABLE), rows=ROWS),
)
PAGES = st.builds(Page, st.integers(1, 9), st.lists(BLOCKS, max_size=4).map(tuple), TEXTS)
DETAILS = st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple)
EXTRACTIONS = st.builds(
    Extraction,
    st.sampled_from(Reading),
    st.sampled_from(TextSource),
    st.lists(PAGES, max_size=3).map(tuple),
    st.integers(0, 99),
    st.booleans(),
    st.builds(
        Facts,
        TEXTS,
        TEXTS,
        st.none() | st.dates(),
        st.none() | st.dates(),
        st.integers(0, 9),
        st.integers(0, 9),
        st.booleans(),
    ),
    st.lists(st.tuples(TEXTS, DETAILS), max_size=2).map(tuple),
)


@given(EXTRACTIONS)
def test_what_is_written_is_read_back(extraction: Extraction) -> None:
    assert decode(encode(extraction)) == extraction


def test_the_same_value_gives_the_same_bytes() -> None:
    made = Extraction(Reading.READ, TextSource.TEXT, facts=Facts(created=date(2026, 3, 5)))
    assert encode(made) == encode(decode(encode(made)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"{}",
        b"[]",
        b"[" * 100_000,
        encode(Extraction(Reading.READ, TextSource.TEXT)).replace(b'"read"', b'"owned"'),
        encode(Extraction(Reading.READ, TextSource.TEXT)).replace(b'"paged":false', b'"paged":0'),
        encode(Extraction(Reading.READ, TextSource.TEXT)).replace(b'"pages":[]', b'"pages":[[1,"",[["x"]]]]'),
        encode(Extraction(Reading.READ, TextSource.TEXT)).replace(
            b'"pages":[]', b'"pages":[[1,"",[["p",1]]]]'
        ),
        encode(Extraction(Reading.READ, TextSource.TEXT)).replace(b'"findings":[]', b'"findings":"ab"'),
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no extraction"):
        decode(content)


@given(st.binary(max_size=100))
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    with pytest.raises(ValueError, match="no extraction"):
        decode(content)
