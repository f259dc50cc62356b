"""CHANGES.md: every change is an item, in words, and nothing of a page becomes markup."""

import re

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt

from pipeline import vocabularies
from pipeline.publish.products.changes_md import changes_md, prose
from tests.cases import cases
from tests.publish.hostile import TEXTS, WORST
from tests.releases import change, release, tie

HANNOVER = "gb-bristol.twin.de-hannover"
PARIS = "fr-paris.twin.it-rome"


def written(**of):
    return changes_md(release(**of), {})["CHANGES.md"].decode()


def headings(text):
    return [line for line in text.split("\n") if line.startswith("#")][1:]


@pytest.mark.parametrize("case", cases("prose"))
def test_words_of_others_stand_as_they_are_or_as_code(case):
    assert prose(case["text"]) == case["markdown"], case["why"]


def test_a_first_release_says_that_nothing_changed():
    text = written()

    assert text.endswith("\n## 2026.11.21\n\nNo tie has changed since the first release.\n")


def test_a_release_that_changed_no_tie_says_so_above_the_older_ones():
    text = written(version="2026.11.22", changes=(change(),))

    assert headings(text)[:2] == ["## 2026.11.22", "## 2026.11.21"]
    assert "## 2026.11.22\n\nNo tie changed: only statements" in text


def test_changes_are_grouped_by_release_cause_and_host():
    ours = {"cause": "pipeline", "capture": None}
    changes = (
        change(),
        change(affiliation_id=HANNOVER, event="removed", field=None),
        change(affiliation_id=PARIS),
        change(field="status", **ours),
        change(release="2026.11.20", field="status", cause="term"),
    )
    text = written(ties=(tie(),), changes=changes)

    assert headings(text) == [
        "## 2026.11.21",
        "### A page that changed, or is new to us, says so",
        "#### fr-paris (`fr-paris`)",
        "#### gb-bristol (`gb-bristol`)",
        "### Our code, corrections or reference changed",
        "#### Bristol, GB-BST (`gb-bristol`)",
        "## 2026.11.20",
        "### Its term ran out",
        "#### Bristol, GB-BST (`gb-bristol`)",
    ]
    assert (
        "1 tie removed, 3 cells changed: 3 because pages changed or are new to us, 1 because we "
        "changed our code, corrections or reference.\n" in text
    )
    assert (
        "- Bordeaux (twin): date of the tie changed from 1947 to 1947-03-18. "
        "Kept page: `gb-bristol/twin-cities/2026-11-21T091500Z.html`\n" in text
    )


@pytest.mark.parametrize("event", vocabularies.CHANGE_EVENTS)
@pytest.mark.parametrize("cause", vocabularies.CAUSES)
def test_every_event_and_cause_is_counted_and_told(event, cause):
    text = written(changes=(change(event=event, cause=cause),))

    assert re.search(r"\n1 (tie|cell) \w+: 1 because .*\.\n", text)
    assert text.count("\n- ") == 1


@given(TEXTS)
@example(" ".join(WORST))
def test_any_words_of_a_page_stay_words_on_one_line(text):
    changes = (
        change(before=text, after=f"x{text}", capture=f"gb-bristol/{text}.html"),
        change(field="name_as_stated", before=None, after=text),
    )
    ties = (tie(partner_city=text, host_city=text),)
    made = written(ties=ties, changes=changes, title=f"{text} ties")
    tokens = MarkdownIt("commonmark").enable("table").parse(made)
    kinds = [token.type for token in tokens]
    inline = {child.type for token in tokens for child in token.children or ()}

    assert kinds.count("list_item_open") == len(changes)
    assert kinds.count("bullet_list_open") == 1
    assert kinds.count("heading_open") == 4
    assert {token.split("_")[0] for token in kinds} <= {
        *("heading", "inline", "paragraph", "bullet", "list")
    }
    assert inline <= {"text", "code_inline"}
    said = "".join(c.content for t in tokens for c in t.children or () if c.type == "text")
    assert not re.search(r"www\.|://|\w@\w", said)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067]", made)
