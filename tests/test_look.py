"""The categories' colours can be told apart by readers who see fewer of them, and every text on them can be read."""

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

STYLES = (Path(__file__).parents[1] / "content" / "stil" / "grunn.css").read_text(encoding="utf-8")
CATEGORIES = ("start", "norsk", "program", "grunnopplaering", "utdanning", "tiltak", "jobb", "ved-siden-av")
# Machado, Oliveira and Fernandes 2009: how linear light is seen without one of the three kinds of cones.
SEEN = {
    "alle fargene": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "uten rødt (protanopi)": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "uten grønt (deuteranopi)": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "uten blått (tritanopi)": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
Colour = tuple[float, float, float]


def variables(scheme: str) -> dict[str, Colour]:
    """The colours of the light or the dark scheme, as linear light."""
    light, dark = STYLES.split("@media (prefers-color-scheme: dark)")
    text = light if scheme == "light" else dark.split("\nhtml")[0]
    found = {name: value for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{6});", text)}
    return {name: tuple(linear(int(value[i : i + 2], 16) / 255) for i in (0, 2, 4)) for name, value in found.items()}


def linear(part: float) -> float:
    """One channel of sRGB as light."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def seen(colour: Colour, matrix: tuple[Colour, ...]) -> Colour:
    """A colour as it is seen through a matrix."""
    return tuple(min(1.0, max(0.0, sum(a * b for a, b in zip(row, colour, strict=True)))) for row in matrix)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast between two colours."""
    high, low = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour) -> Colour:
    """CIELAB under daylight, where equal distances look about equally different."""
    r, g, b = colour
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Colour, other: Colour) -> float:
    """How different two colours look."""
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_strong_colours_hold_on_their_grounds_however_they_are_seen(scheme: str, sight: str) -> None:
    colours = variables(scheme)
    weak = []
    for name in CATEGORIES:
        strong, ground = (seen(colours[f"k-{name}{end}"], SEEN[sight]) for end in ("", "-bunn"))
        paper = seen(colours["bunn-1"], SEEN[sight])
        least = 4.5 if sight == "alle fargene" else 4.0
        weak += [f"{name}: {c:.2f}" for c in (contrast(strong, ground), contrast(strong, paper)) if c < least]
    assert weak == []


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_that_run_side_by_side_are_told_apart_however_they_are_seen(scheme: str, sight: str) -> None:
    """The lanes of a journey; each has its dashes or its shape too, so this is the second sign, never the only one."""
    colours = variables(scheme)
    lanes = ("k-norsk", "k-tiltak", "k-ved-siden-av", "gul-strek")
    near = {
        f"{a} og {b}": round(d, 1)
        for a, b in combinations(lanes, 2)
        if (d := distance(seen(colours[a], SEEN[sight]), seen(colours[b], SEEN[sight]))) < 10
    }
    assert near == {}


def test_neighbours_on_the_map_are_told_apart_by_colour_and_all_by_letter() -> None:
    """Columns that touch; the letter in the circle is what tells any two categories apart for certain."""
    colours = variables("light")
    columns = ("start", "program", "grunnopplaering", "utdanning", "tiltak", "jobb")
    for sight, matrix in SEEN.items():
        for a, b in pairwise(columns):
            apart = distance(seen(colours[f"k-{a}"], matrix), seen(colours[f"k-{b}"], matrix))
            assert apart > 8, (sight, a, b, round(apart, 1))
    text = (Path(__file__).parents[1] / "pathways" / "kategorier.yml").read_text(encoding="utf-8")
    letters = re.findall(r"^  tegn: (\w)$", text, re.M)
    assert len(letters) == len(set(letters)) == len(CATEGORIES)


def test_in_black_and_white_print_words_stand_out_from_every_ground() -> None:
    """A grey printer keeps only the lightness: black words on each category's ground."""
    colours = variables("light")
    for name in CATEGORIES:
        assert contrast(colours[f"k-{name}-bunn"], (0.0, 0.0, 0.0)) > 12, name


def test_paper_has_the_strong_colours_of_the_light_scheme() -> None:
    """Said again for paper, since a reader of the dark scheme prints too."""
    paper = (Path(__file__).parents[1] / "content" / "stil" / "papir.css").read_text(encoding="utf-8")
    said = re.compile(r"--(k-(?:" + "|".join(CATEGORIES) + r")): (#[0-9a-f]{6});")
    light = dict(said.findall(STYLES.split("@media (prefers-color-scheme: dark)")[0]))
    assert dict(said.findall(paper)) == light and len(light) == len(CATEGORIES)


def test_sizes_of_text_are_steps_of_one_scale() -> None:
    """On the screen, where sizes follow the reader's own; paper has points, and drawings the units they are laid out in."""
    folder = Path(__file__).parents[1] / "content" / "stil"
    loose = [
        f"{path.name}: {size}"
        for path in sorted(folder.glob("*.css"))
        for size in re.findall(r"font-size: ([0-9.]+rem)", path.read_text(encoding="utf-8"))
    ]
    assert loose == []
    steps = [float(step) for step in re.findall(r"--t-\d: ([0-9.]+)rem", STYLES)]
    assert len(steps) == 9 and all(1.05 < b / a < 1.3 for a, b in pairwise(steps))
