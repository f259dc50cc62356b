"""The colours of the page can be told from what they stand on, on screens and on paper.

Contrast as WCAG 2.2 reckons it: text 4.5 to 1 (1.4.3), marks and outlines 3 to 1 (1.4.11).
"""

import re
from importlib import resources

import pytest

from pipeline.vocabularies import KINDS

FOLDER = resources.files("pipeline.publish.page")
TEXT = [(text, ground) for text in ("ink", "soft", "link", "warn") for ground in ("paper", "mark")]
GRAPHICS = [
    *(("host", ground) for ground in ("paper", "mark", "sea", "land")),
    *(("partner", ground) for ground in ("sea", "land")),
    ("soft", "paper"),  # edges of fields, the axis
    ("paper", "host"),  # the edge of a square
    ("paper", "partner"),
]
GROUNDS = ("paper", "sea", "land")


def style():
    return FOLDER.joinpath("style.css").read_text("utf-8")


def palettes():
    """Each palette as the browser has it: variable to colour."""
    light, dark, printed = (
        dict(re.findall(r"--(\w+): (#\w+)", block))
        for block in re.findall(r":root \{(.*?)\}", style(), re.DOTALL)
    )
    return {
        "light": light,
        "dark": light | dark,
        "printed": light | printed,
        "printed from dark": light | dark | printed,
    }


def kind_variables():
    """The variable that colours each kind."""
    return dict(re.findall(r"\.k-(\w+) \{ stroke: var\(--(\w+)\)", style()))


def rgb(colour):
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def luminance(parts):
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour, ground, opacity=1.0):
    """The ratio between a colour and what it is painted on, which shines through it."""
    behind = rgb(ground)
    seen = [
        opacity * one + (1 - opacity) * other
        for one, other in zip(rgb(colour), behind, strict=True)
    ]
    darker, lighter = sorted((luminance(seen), luminance(behind)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("colour", "ground", "ratio"),
    [("#000", "#ffffff", 21), ("#fff", "#fff", 1), ("#777777", "#fff", 4.48), ("#f00", "#fff", 4)],
)
def test_contrast_is_that_of_the_guidelines(colour, ground, ratio):
    assert contrast(colour, ground) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark", "printed", "printed from dark"])
def test_text_can_be_read(name):
    palette = palettes()[name]
    told = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in TEXT}

    assert {pair: ratio for pair, ratio in told.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", ["light", "dark", "printed", "printed from dark"])
def test_marks_and_curves_can_be_seen(name):
    palette = palettes()[name]
    marks = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in GRAPHICS}
    opacity = float(re.search(r'path\[class\^="k-"\] \{[^}]*opacity: ([.\d]+)', style())[1])
    curves = {
        (kind, ground): contrast(palette[variable], palette[ground], opacity)
        for kind, variable in kind_variables().items()
        for ground in GROUNDS
    }

    assert {pair: ratio for pair, ratio in (marks | curves).items() if ratio < 3} == {}


@pytest.mark.parametrize("name", ["light", "dark", "printed", "printed from dark"])
def test_each_kind_has_a_colour_of_its_own(name):
    palette, variables = palettes()[name], kind_variables()

    assert list(variables) == list(KINDS)
    assert len({palette[variable] for variable in variables.values()}) == len(KINDS)


def test_each_kind_can_be_told_without_its_colour():
    dashes = dict(re.findall(r"\.k-(\w+) \{[^}]*stroke-dasharray: ([\d. ]+)", style()))
    bars = dict(re.findall(r"\.b-(\w+) \{ stroke: (?:url\(#p-)?([\w-]+)", style()))
    template = FOLDER.joinpath("page.html").read_text("utf-8")
    patterns = dict(re.findall(r'<pattern id="p-(\w+)"(.*?)</pattern>', template))
    shapes = {re.sub(r' class="k-\w+"', "", shape) for shape in patterns.values()}

    # One kind is a whole line and a whole bar, each other one has dashes and a pattern.
    whole, *others = KINDS
    assert whole not in dashes | patterns
    assert list(dashes) == list(patterns) == others
    assert len(set(dashes.values())) == len(shapes) == len(others)
    assert bars == {whole: "var", **{kind: kind for kind in others}}
    for kind, pattern in patterns.items():
        assert f'class="k-{kind}"' in pattern
        assert f"pattern .k-{kind} {{ fill: var(--{kind_variables()[kind]}) }}" in style()


def test_every_colour_has_a_name_and_is_used():
    outside = re.sub(r":root \{.*?\}", "", style(), flags=re.DOTALL)
    used = set(re.findall(r"var\(--(\w+)\)", outside))

    assert re.findall(r"#[0-9a-f]{3,6}\b", outside) == []
    assert used == set(palettes()["light"])


def test_paper_leaves_no_colour_to_the_screen():
    light, _, printed = re.findall(r":root \{(.*?)\}", style(), re.DOTALL)

    assert set(re.findall(r"--(\w+):", printed)) == set(re.findall(r"--(\w+):", light))
