"""The labelled pages are read no worse than tests/scores.toml says, by weights learned of them."""

import tomllib

import pytest

from pipeline import reference
from tests.corpus_scores import (
    CORPUS,
    KEPT,
    SETS,
    digest,
    fallen,
    own,
    pages,
    read,
    scores,
    slips,
)

SCORES = tomllib.loads(KEPT.read_text(encoding="utf-8"))


def test_the_scores_are_those_of_the_pages_that_are_there():
    assert digest() == SCORES["digest"], "the labelled pages have changed: `make learn`"


# The larger sets take three quarters of the time.
LARGE = ("en2", "en3", "xx2", "xx3", "more")


@pytest.mark.parametrize(
    "which",
    [pytest.param(each, marks=[pytest.mark.slow] if each in LARGE else []) for each in SETS],
)
def test_no_score_falls_below_the_kept_one(which):
    some = pages(which)
    told = [read(page) for page in some]
    worse = fallen(SCORES["in_sample"][which], scores(some, told)[which])

    said = f"mend the reader, or `make learn` and say in the commit why {worse} fell"
    assert not worse, "\n".join([said, *slips(some, told)])


@pytest.fixture(scope="module")
def examples():
    from tests import learning  # scikit-learn takes a second

    return learning.examples()


@pytest.mark.slow
def test_to_learn_once_more_gives_the_weights_in_use(examples):
    from tests.learning import TABLE, learn, table

    assert table(learn(examples)) == TABLE.read_text(encoding="utf-8"), "`make learn`"


def test_every_weight_is_a_whole_number_of_hundredths_and_stands_once():
    rows = reference.rows("weights")

    assert len({(row["round"], row["fact"], row["bin"]) for row in rows}) == len(rows)
    assert all(
        row["weight"] == str(int(row["weight"])) != "0" or row["round"] == "0" for row in rows
    )


def test_our_own_pages_are_many_and_each_is_labelled():
    files = {path.name for path in (CORPUS / "own").iterdir()}

    assert len(files) >= 20
    assert files == {page["file"] for page in own()}
