"""The rules by which a name is settled, or refused: every answer says which one gave it."""

from __future__ import annotations

OWN_NAME = "own-name"  # of one place in the area, or of the one that outweighs its namesakes
OTHER_NAME = "other-name"  # another name, in any language, of such a place
FORMER_NAME = "former-name"
TOWERING = "towers-over-all"  # no country is stated, and none of the name comes near it
CITY_OF_COUNTRY = "city-of-its-country"  # the city that bears its country's name: Singapore
INFLECTED = "inflected"  # a name in another case of the host's language
TRANSLITERATED = "transliterated"  # a name in other letters, by its sound, in a stated country
MISSPELLING = "slip"  # as `resolve` has always written it into its column rule

FRAGMENT = "fragment"  # part of a name: "Villingen-"
NO_NAME = "no-name"  # nothing is left of the words
NO_COUNTRY = "no-country"  # the words for the country name none
NAME_OF_COUNTRY = "name-of-a-country"
NAME_OF_DIVISION = "name-of-a-division"
NAME_OF_DISTRICT = "name-of-a-district"
ELSEWHERE = "outside-the-stated-region"
SEVERAL = "several-alike"
UNPROVED = "too-small-to-tell"  # so small that the name alone does not prove it
NONE_TOWERS = "none-towers"  # no country is stated, and none outweighs the others
UNKNOWN = "unknown"  # no place of the name, and none of which it is a clear misspelling

RULES = {
    OWN_NAME: "the place's own name, the standard one or GeoNames' main one",
    OTHER_NAME: "another name of the place, in any language",
    FORMER_NAME: "a name that the place bore until it was renamed",
    TOWERING: "no country is stated, but the place is by far the largest of the name",
    CITY_OF_COUNTRY: "the city that bears its country's name",
    INFLECTED: "a name of the place in another case of the language of the host's country",
    TRANSLITERATED: "a name of the place by its sound, in other letters, in the stated country",
    MISSPELLING: "a clear misspelling of the one name that is near enough in the stated country",
    FRAGMENT: "refused: only a part of a name",
    NO_NAME: "refused: no words that could be a name",
    NO_COUNTRY: "refused: the words for the country name none that we know",
    NAME_OF_COUNTRY: "refused: the name of a country",
    NAME_OF_DIVISION: "refused: the name of a region or province",
    NAME_OF_DISTRICT: "refused: the name of a district or county",
    ELSEWHERE: "refused: no place of the name lies in the stated region",
    SEVERAL: "refused: several places of the name, and none outweighs the others",
    UNPROVED: "refused: the only place of the name is too small for the name alone to prove it",
    NONE_TOWERS: "refused: no country is stated, and no place of the name is by far the largest",
    UNKNOWN: "refused: no place of the name is known, and it is a clear misspelling of none",
}
