"""The closed lists: every coded word that we publish, with its meaning.

The models check against these, the data dictionary prints them. A word once released is never
given another meaning.
"""

from __future__ import annotations

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
    "blocked": "The server or its firewall refuses us: robots.txt, login, CAPTCHA, 401, 403, 405.",
    "unreachable": "No answer: name, connection, TLS, time-out, or an error of the server.",
    "unreadable": "What came cannot be read: no text, too large, or no tie that we can read.",
    "shrunk": "Fewer ties are listed than the source expects, or less than half of last time.",
    "grown": "More ties are listed than the source expects.",
    "implausible": "More than a fifth of the ties would vanish, or one be in another country.",
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

DATE_ORDERS = ("dmy", "mdy")
TABLE_COLUMNS = ("city", "region", "country", "kind", "established", "status", "host", "other")

# How the note of a capture begins whose body was removed; the day and the reason follow.
TAKEN_BACK = "Body removed on request"
