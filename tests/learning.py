"""Learns the weights of the page reader's judge from the labelled pages: ``make learn``.

Writes pipeline/reference/weights.csv; with --scores (as ``make learn``) it prints the scores,
cross-validated by host and in-sample, and writes tests/scores.toml as well, and the scores of
each language into pipeline/reference/LANGUAGES.md.
Each candidate of a page is an example; of the places that name one tie the surest counts.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from pipeline.parse.facts import facts_of
from pipeline.parse.judge import Weights, around_of
from pipeline.parse.page.decode import decode
from pipeline.parse.page.outline import read_outline
from pipeline.parse.scopes.host import Host
from pipeline.parse.survey import survey
from pipeline.run.shared_places import shared_atlas
from pipeline.text import fold
from tests import language_scores
from tests.corpus_scores import pages, read_unseen, show_cross_validated, show_in_sample, write

TABLE = Path(__file__).parents[1] / "pipeline" / "reference" / "weights.csv"
FOLDS, INNER = 5, 4
STRENGTH = 0.15  # of the regularisation: the inverse, as scikit-learn has it
TIE_FROM, DOUBT_FROM = 20, -230  # hundredths
# Facts that may weigh much though few pages teach them: another town's list is none of the host's.
STRONG = {"whose_tie_it_is": 3.0}
_SURE = 0.5  # a mention within this of the surest one of its tie counts in full


class Example(NamedTuple):
    """One labelled page with all candidates of it."""

    label: dict
    view: object
    facts: list  # of each candidate
    truth: np.ndarray  # 1 for a tie, 0 for none, -1 for what is neither wanted nor punished
    tie: np.ndarray  # which label it is, -1 for none


def names_of(label):
    return {fold(name) for name in [label["name_as_stated"], *label.get("alt_names_as_stated", [])]}


def example(path, label, lexicon):
    outline = read_outline(decode(path.read_bytes()), keep_all=True)
    host = Host(label["host_city"], label["host_country"] or "")
    view = survey(outline, host, lexicon.speaking(outline.language))
    facts = [facts_of(view, candidate) for candidate in view.candidates]
    wanted = [names_of(tie) for tie in label["affiliations"]]
    truth, tie = [], []
    for candidate in view.candidates:
        hits = [n for n, names in enumerate(wanted) if fold(candidate.entry.name) in names]
        tie.append(hits[0] if hits else -1)
        unsure = hits and label["affiliations"][hits[0]].get("unsure")
        truth.append(-1 if unsure else int(bool(hits)))
    return Example(label, view, facts, np.array(truth, int), np.array(tie, int))


def examples():
    lexicon = shared_atlas()
    return [example(page.path, page.label, lexicon) for page in pages()]


class Design:
    """All facts of all candidates as one sparse matrix: a column for each fact and bin."""

    def __init__(self, facts):
        vectors = DictVectorizer(dtype=np.float64)
        matrix = vectors.fit_transform([dict.fromkeys(each.items(), 1.0) for each in facts])
        matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
        self.pairs = vectors.feature_names_
        self.matrix = matrix
        self._scale = np.array([STRONG.get(fact, 1.0) for fact, _ in self.pairs])

    def fit(self, rows, truth, counting):
        """Whole hundredths for each column and the bias, learned of ``rows``."""
        model = LogisticRegression(C=STRENGTH, max_iter=5000, solver="liblinear", tol=1e-7)
        scaled = self.matrix[rows].multiply(self._scale).tocsr()
        scaled.indices, scaled.indptr = scaled.indices.astype("i4"), scaled.indptr.astype("i4")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.fit(scaled, truth[rows] == 1, sample_weight=counting[rows])
        return np.round(100 * self._scale * model.coef_[0]), round(100 * model.intercept_[0])

    def scores(self, weights):
        """The score of every row, in hundredths."""
        of_columns, bias = weights
        return self.matrix @ of_columns + bias

    def as_mapping(self, weights):
        """The weights by fact and bin, as the judge takes them."""
        of_columns, bias = weights
        known = {pair: int(w) for pair, w in zip(self.pairs, of_columns, strict=True) if w}
        return {**known, ("bias", ""): bias}


class Learner:
    """What the examples teach: all of them, or those of some hosts."""

    def __init__(self, some):
        self.some = some
        self.truth = np.concatenate([each.truth for each in some])
        self.page = np.repeat(np.arange(len(some)), [len(each.facts) for each in some])
        ties = np.concatenate([each.tie for each in some])
        wanted = np.flatnonzero(self.truth == 1)
        mentions = {}
        for row in wanted:
            mentions.setdefault((self.page[row], ties[row]), []).append(row)
        self.mentions = [np.array(rows) for rows in mentions.values()]
        self.design = Design([facts for each in some for facts in each.facts])

    def rows(self, chosen):
        """The rows of the examples ``chosen``, a mask."""
        return np.flatnonzero(chosen[self.page])

    def counting(self, scores):
        """How much each row counts: of the mentions of one tie the surest ones."""
        counts = (self.truth >= 0).astype(float)
        for rows in self.mentions:
            if scores is None:
                counts[rows] = len(rows) ** -0.5
            else:
                of_tie = scores[rows] / 100
                near = of_tie >= of_tie.max() - _SURE
                counts[rows] = np.where(near, 1.0, np.where(of_tie > 0, 0.3, 0.0))
        return counts

    def twice(self, design, rows, scores):
        """Weights learned once, and once more by the mentions that they find the surest."""
        weights = design.fit(rows, self.truth, self.counting(scores))
        return design.fit(rows, self.truth, self.counting(design.scores(weights)))

    def learn(self, chosen):
        """The weights that the examples ``chosen``, a mask, teach."""
        rows = self.rows(chosen)
        first = self.twice(self.design, rows, None)
        # What the second round knows of neighbours must be as unsure as it will be on a new page.
        scores = np.zeros(len(self.truth))
        inner = np.array([part(host_of(each.label), INNER, "inner ") for each in self.some])
        for held in range(INNER):
            known = self.rows(chosen & (inner != held))
            of_held = self.design.scores(self.twice(self.design, known, None))
            unseen = (inner == held)[self.page]
            scores[unseen] = of_held[unseen]
        second = Design(list(self._around(scores)))
        weights = self.twice(second, rows, scores)
        return Weights(
            self.design.as_mapping(first), second.as_mapping(weights), TIE_FROM, DOUBT_FROM
        )

    def _around(self, scores):
        """The facts of every row, with what ``scores`` say of its neighbours."""
        at = 0
        for each in self.some:
            of_page = [int(score) for score in scores[at : at + len(each.facts)]]
            at += len(each.facts)
            for facts, around in zip(each.facts, around_of(each.view, of_page), strict=True):
                yield {**facts, **around}


def learn(some):
    """The weights that all examples teach."""
    return Learner(some).learn(np.ones(len(some), bool))


def cross_validated(some):
    """For each example the weights that were learned without its host's pages."""
    learner = Learner(some)
    folds = np.array([part(host_of(each.label), FOLDS) for each in some])
    weights = [learner.learn(folds != held) for held in range(FOLDS)]
    return [weights[fold] for fold in folds]


def part(host, parts, salt=""):
    """The fold of a host: all pages of one town are in one."""
    return int(hashlib.sha256(f"{salt}{host}".encode()).hexdigest(), 16) % parts


def host_of(label):
    return f"{label['host_city']}, {label['host_country']}"


def table(weights):
    """The weights as the text of reference/weights.csv."""
    rows = [("0", "tie from", "", weights.tie), ("0", "doubt from", "", weights.doubt)]
    for turn, known in (("1", weights.first), ("2", weights.second)):
        rows += [(turn, *pair, weight) for pair, weight in sorted(known.items()) if weight]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("round", "fact", "bin", "weight"))
    writer.writerows(rows)
    return text.getvalue()


def main():
    some = examples()
    TABLE.write_text(table(learn(some)), encoding="utf-8")
    if "--scores" in sys.argv[1:]:
        told = read_unseen(cross_validated(some))
        of_new_pages = show_cross_validated(told)
        language_scores.write(pages(), told)
        write(cross_validated=of_new_pages, in_sample=show_in_sample())


if __name__ == "__main__":
    main()
