"""The closed lists: every coded word that we publish, with its meaning.

The models check against these, the data dictionary prints them. A word once released is never
given another meaning.
"""

from __future__ import annotations

from typing import NamedTuple

KINDS = {
    "sister": "Sister city, in the page's own words.",
    "friendship": "Friendship city, friendly city, friendship agreement.",
    "twin": "Twin town, twinning.",
    "partner": "Partner city, Partnerstadt.",
    "other": "A memorandum, a cooperation or a regional agreement.",
}

STATUSES = {
    "listed": "The page names the tie and says no more about its state.",
    "inactive": "The page calls it inactive, dormant or emeritus.",
    "suspended": "The page calls it suspended or paused.",
    "ended": "The page calls it former or ended.",
    "expired": "Its term ran out and no renewal is stated.",
    "unlisted": "A newer list that its page declares complete leaves it out.",
}

STATUS_METHODS = {
    "stated": "A page says so.",
    "term": "Reckoned from the term that the page states for this kind.",
    "omitted": "Reckoned from a newer list, declared complete, that leaves it out.",
}

PLACE_METHODS = {
    "exact": "The stated name is the standard name, but for case, accents and punctuation.",
    "alternate": "The stated name is another name of the place in the gazetteer.",
    "former": "The stated name is one that the place bore until it was renamed.",
    "correction": "A person decided; see the ledger.",
    "typo": "One clear misspelling inside the stated country.",
    "none": "Not resolved: the stated name stands.",
}

COUNTRY_METHODS = {
    "stated": "The page states the country with the entry.",
    "correction": "A person decided; see the ledger.",
    "inferred": "The page's own context gives it: a heading, a column, a sentence.",
    "none": "Not known.",
}

AUTHORITIES = {
    "own": "The host city itself.",
    "association": "The association that keeps the tie.",
    "council": "A record of the host's council.",
    "press": "A newspaper.",
    "submitted": "Sent in by the host.",
}

CAPTURE_METHODS = {
    "fetch": "The bytes as the server sent them.",
    "transcript": "Typed by a person, the rest of the page left out; `note` says from what.",
    "submitted": "Sent in by the host.",
}

VISIT_RESULTS = {
    "new": "The first capture of the page.",
    "changed": "Another page than the last capture's: a new capture.",
    "unchanged": "The same as the last capture, or no other in what it says of ties.",
    "moved": "The address leads to another one.",
    "gone": "The page is not there (404, 410).",
    "soft-404": "A page is there, and no longer speaks of ties.",
    "blocked": "The server refuses us: 401, 403, 429, 451, robots.txt, a CAPTCHA or a login.",
    "unreachable": "No answer: name, connection, TLS, time-out, or an error of the server.",
    "unreadable": "What came cannot be read: no text, too large, or no tie that we can read.",
    "shrunk": "Fewer ties are listed than the source expects, or less than half of last time.",
    "grown": "More ties are listed than the source expects.",
}

GOOD_VISITS = frozenset({"new", "changed", "unchanged"})

VERDICTS = {
    "complete": "The page lists as many as it claims.",
    "short": "The page lists fewer than it claims.",
    "over": "The page lists more than it claims.",
    "unclaimed": "The page claims no number.",
}

CHANGE_EVENTS = {
    "added": "A tie that the previous release did not have.",
    "removed": "A tie that only the previous release had.",
    "changed": "One cell of a tie differs.",
    "renewed": "The day on which its term runs out moved to a later one.",
}

CAUSES = {
    "source": "A page that changed, or is new to us, says so.",
    "pipeline": "Our code, corrections or reference changed.",
    "unlisted": "A complete list leaves it out.",
    "term": "Its term ran out.",
}

LEDGER_FIELDS = {
    "city": "partner_city against name_as_stated.",
    "region": "partner_region against region_as_stated.",
    "country": "partner_country against country_as_stated.",
    "established": "established against established_as_stated.",
    "status": "status against status_as_stated.",
}

LEDGER_RULES = {
    "misspelling": "The page's spelling is no name of the place; a person decided what is meant.",
    "clear-misspelling": "One clear misspelling of a place inside the stated country, mended.",
    "missing-country": "The page gives no country; a person decided which is meant.",
    "wrong-country": "The page gives another country; a person decided which is meant.",
    "wrong-date": "The page's date cannot be; a person decided, with evidence.",
    "date-order": "Day and month could change places; a person decided which is which.",
    "wrong-status": "The page's status cannot be; a person decided, with evidence.",
    "standard-name": "The page uses another name of the place than the standard one.",
    "country-name": "The page uses another name of the country than the everyday one.",
    "country-inferred": "The country comes from the page's own context.",
    "region-name": "The page uses another name of the region than the standard one.",
    "date-form": "The same date, written as ISO 8601.",
    "date-unsure": "Only the year is sure: day and month could change places.",
    "status-word": "The page's word, mapped to our list of statuses.",
    "withheld": "The page's words could not be settled; the cell stays empty, with a problem.",
}

# What a line of raw/corrections.csv may give as its rule: the ones that a person decides.
DECIDED_RULES = (
    "misspelling",
    "missing-country",
    "wrong-country",
    "wrong-date",
    "date-order",
    "wrong-status",
    "standard-name",
)


class ProblemCode(NamedTuple):
    """How loud a problem is, and what it means."""

    level: str  # review: published and said; refuse: no release, exit 1; broken: exit 2
    meaning: str


DATE_ORDERS = ("dmy", "mdy")
TABLE_COLUMNS = ("city", "region", "country", "kind", "established", "status", "host", "other")

PROBLEM_CODES = {
    "claim-over": ProblemCode("review", "A page lists more ties of a kind than it claims."),
    "claim-short": ProblemCode("review", "A page lists fewer ties of a kind than it claims."),
    "claim-unsettled": ProblemCode("review", "A page gives two counts for one kind."),
    "count-above-bound": ProblemCode("review", "More ties of a kind than the source expects."),
    "count-below-bound": ProblemCode("review", "Fewer ties of a kind than the source expects."),
    "country-missing": ProblemCode("review", "The page states no country, and none is decided."),
    "country-unknown": ProblemCode("review", "The words for the country are not known."),
    "date-contradicted": ProblemCode("review", "Two dates are stated for one tie."),
    "date-impossible": ProblemCode("review", "A date is stated that is after the page itself."),
    "date-unreadable": ProblemCode("review", "A date is stated that we cannot read."),
    "date-unread": ProblemCode("review", "Digits beside a tie are read as no date of it."),
    "entry-unread": ProblemCode("review", "A name that is a tie perhaps, and not surely."),
    "not-a-place": ProblemCode("review", "The name is of a country or a region, not of a city."),
    "heading-missing": ProblemCode("review", "No heading begins as source.toml says."),
    "hint-unused": ProblemCode("review", "A key of source.toml that teaches changes nothing."),
    "host-mismatch": ProblemCode("review", "What is said of a host contradicts its GeoNames id."),
    "host-itself": ProblemCode("review", "An entry names the host itself: no affiliation."),
    "page-challenge": ProblemCode("review", "A page asks whether a person reads it."),
    "page-cut": ProblemCode("review", "A page could not be read to its end."),
    "page-empty": ProblemCode("review", "A page holds no words."),
    "page-gone": ProblemCode("review", "A page says that what was asked for is not there."),
    "page-login": ProblemCode("review", "A page asks for a password."),
    "page-moved": ProblemCode("review", "A page only says where it has moved."),
    "page-no-text": ProblemCode("review", "A file is no text: a picture, a PDF, an archive."),
    "page-too-large": ProblemCode("review", "A page is too large to be read."),
    "page-stale": ProblemCode("review", "The last visits of the page gave no usable capture."),
    "page-unseen": ProblemCode("review", "A page is described and no capture of it is held."),
    "page-unread": ProblemCode("review", "A capture states no tie that we can read."),
    "place-ambiguous": ProblemCode("review", "Several places go by this name."),
    "place-unknown": ProblemCode("review", "No place of this name is known."),
    "proposal": ProblemCode("review", "A tie that is only proposed: a statement, no affiliation."),
    "status-contradicted": ProblemCode("review", "Two states are told of one tie."),
    "status-unknown": ProblemCode("review", "The word for the status is not known."),
    "text-mojibake": ProblemCode("review", "Letters look as if decoded twice."),
    "text-damaged": ProblemCode("review", "Bytes of the page could not be decoded."),
    "text-hostile": ProblemCode("review", "The words hold what could harm a reader's program."),
    "row-removed": ProblemCode("refuse", "Our own change would remove a published row."),
    "schema-broken": ProblemCode("refuse", "A table breaks its schema."),
    "tables-disagree": ProblemCode("refuse", "Two tables contradict each other."),
    "capture-damaged": ProblemCode("broken", "A kept file is not what its sidecar says."),
    "command-line": ProblemCode("broken", "The command line asks for what is not there."),
    "correction-invalid": ProblemCode("broken", "A line of raw/corrections.csv cannot be used."),
    "correction-unused": ProblemCode("broken", "A correction meets no statement."),
    "machine": ProblemCode("broken", "The machine does not let us: disk, permission, lock."),
    "page-failed": ProblemCode("broken", "A page could not be fetched."),
    "publication-invalid": ProblemCode("broken", "raw/publication.toml cannot be used."),
    "release-damaged": ProblemCode("broken", "A published file cannot be read."),
    "release-foreign": ProblemCode("broken", "published/ holds what no release made."),
    "source-invalid": ProblemCode("broken", "A source.toml cannot be used."),
    "workspace-missing": ProblemCode("broken", "There is no raw/ folder to work on."),
}
