"""Labelled pages are read as well as scores.toml says by weights that never saw them."""

import tomllib

from tests import language_scores, learning
from tests.corpus_scores import KEPT, fallen, pages, read_unseen, show_cross_validated

KEPT_SCORES = tomllib.loads(KEPT.read_text(encoding="utf-8"))["cross_validated"]


def test_no_cross_validated_score_falls_below_the_kept_one():
    told = read_unseen(learning.cross_validated(learning.examples()))
    now = show_cross_validated(told)

    fell = {name: worse for name in KEPT_SCORES if (worse := fallen(KEPT_SCORES[name], now[name]))}
    assert fell == {}
    said = language_scores.README.read_text(encoding="utf-8")
    assert language_scores.as_markdown(pages(), told) in said, "`make learn`"
