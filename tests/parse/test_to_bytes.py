"""A reading comes back from its bytes as it was, whatever the page says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.read_page import Reading
from pipeline.parse.statements.claims import Claim
from pipeline.parse.statements.merge import Statement
from pipeline.parse.statements.terms import Term
from pipeline.parse.to_bytes import as_bytes, from_bytes
from pipeline.problems import problem

WORDS = st.text(max_size=9)
NUMBERS = st.integers(min_value=0)
STATEMENTS = st.builds(
    Statement,
    *[WORDS] * 7,
    lines=st.lists(NUMBERS).map(tuple),
    expires=WORDS,
    is_listed=st.booleans(),
    names=st.lists(WORDS).map(tuple),
)
READINGS = st.builds(
    Reading,
    statements=st.lists(STATEMENTS, max_size=3).map(tuple),
    claims=st.lists(st.builds(Claim, WORDS, NUMBERS, WORDS, NUMBERS), max_size=2).map(tuple),
    terms=st.lists(st.builds(Term, *[WORDS] * 4, NUMBERS), max_size=2).map(tuple),
    problems=st.lists(WORDS.map(lambda where: problem("page-empty", where, file=where))).map(tuple),
    words=st.lists(WORDS).map(tuple),
    host=WORDS,
)


@given(READINGS)
def test_a_reading_comes_back_as_it_was(reading):
    assert from_bytes(as_bytes(reading)) == reading


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'"x"', b"null", b'{"statements": [["twin"]]}', b"\xff\x00"]
)
def test_what_is_no_reading_is_refused(body):
    with pytest.raises(ValueError, match=r"no reading|Expecting value|codec|unpack"):
        from_bytes(body)
