"""The forms of cells, each once. ``\\Z`` and not ``$``: a cell must not end with a line feed."""

from pipeline import dates, vocabularies
from pipeline.problems.codes import PROBLEM_CODES

_SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
_CODES = "|".join(PROBLEM_CODES)

SLUG = rf"^{_SLUG}\Z"
# <place_id>.<kind>.<country code or zz>-<slug>
AFFILIATION_ID = rf"^{_SLUG}\.(?:{'|'.join(vocabularies.KINDS)})\.[a-z]{{2}}-{_SLUG}\Z"
COUNTRY_CODE = r"^[A-Z]{2}\Z"
COUNTRY_CODE3 = r"^[A-Z]{3}\Z"
REGION_CODE = r"^[A-Z]{2}-[A-Z0-9]{1,3}\Z"
ISO_PREFIX = rf"^{dates.ISO_PREFIX}\Z"
TERM = r"^P[1-9]\d*[YMWD]\Z"
URL = r'^https?://[^\s<>"]+\Z'
SHA256 = r"^[0-9a-f]{64}\Z"
STATEMENT_ID = r"^[0-9a-f]{16}\Z"
LOCATOR = r"^L[1-9]\d*(?:;L[1-9]\d*)*\Z"
REVIEW = rf"^(?:{_CODES})(?:;(?:{_CODES}))*\Z"
VERSION = r"^\d{4}\.\d\d\.\d\d(?:\+[1-9]\d*)?\Z"
