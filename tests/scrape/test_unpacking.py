"""Packed bodies: whatever was packed comes out, however its bytes arrive, and a cut is noticed."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.scrape.unpacking import Unpacker

BODIES = st.binary(max_size=3000) | st.integers(1, 300_000).map(lambda count: b"x" * count)


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


PACKERS = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress}


def unpack(packing, pieces):
    unpacker = Unpacker(packing)
    return b"".join(each for piece in pieces for each in unpacker.feed(piece)), unpacker.is_whole


def cut(packed, size):
    return [packed[at : at + size] for at in range(0, len(packed), size)]


@pytest.mark.parametrize("packing", PACKERS)
@given(body=BODIES, size=st.integers(1, 5000))
def test_what_was_packed_comes_out_however_it_arrives(packing, body, size):
    assert unpack(packing, cut(PACKERS[packing](body), size)) == (body, True)


@given(body=BODIES, size=st.integers(1, 5000))
def test_bare_deflate_comes_out_too(body, size):
    assert unpack("deflate", cut(raw_deflate(body), size)) == (body, True)


@given(bodies=st.lists(st.binary(max_size=300), min_size=2, max_size=4), size=st.integers(1, 50))
def test_a_file_of_several_members_is_one_body(bodies, size):
    packed = b"".join(map(gzip.compress, bodies))

    assert unpack("gzip", cut(packed, size)) == (b"".join(bodies), True)


@given(
    body=st.binary(min_size=1, max_size=3000), share=st.floats(0.01, 0.99), size=st.integers(1, 99)
)
def test_a_body_that_is_cut_off_is_not_whole(body, share, size):
    packed = gzip.compress(body)
    pieces = cut(packed[: max(1, int(len(packed) * share))], size)

    assert unpack("gzip", pieces)[1] is False


@given(garbage=st.binary(min_size=1, max_size=50), size=st.integers(1, 60))
def test_what_follows_the_end_is_passed_over(garbage, size):
    packed = gzip.compress(b"words") + b"\0" + garbage

    assert unpack("gzip", cut(packed, size)) == (b"words", True)


@pytest.mark.parametrize("packing", ["", "identity"])
def test_what_is_not_packed_comes_as_it_is(packing):
    assert unpack(packing, [b"a", b"b"]) == (b"ab", True)


@pytest.mark.parametrize("packing", PACKERS)
def test_nothing_at_all_is_whole(packing):
    assert unpack(packing, []) == (b"", True)


@pytest.mark.parametrize("packing", PACKERS)
def test_what_is_not_packed_so_is_refused(packing):
    with pytest.raises(zlib.error):
        unpack(packing, [b"<p>words</p>" * 9])


def test_a_bomb_comes_out_in_pieces_that_can_be_looked_at():
    first = next(Unpacker("gzip").feed(gzip.compress(b"\0" * 50_000_000)))

    assert len(first) <= 1 << 16
