"""A journey as lanes over a calendar: the value, and where everything in it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from generator import words
from generator.diagrams.text import lines, width

SIZE, SMALL = 14.0, 13.0
NAMES, EDGE = 124.0, 22.0  # the column of lane names, and the air at the right
YEAR, QUARTER, COUNT = 24.0, 18.0, 22.0
ROW, MARK, RISE, BAND, PAD = 35.0, 24.0, 17.0, 26.0, 9.0
GAP, STAIRS = 12.0, 6.0  # between words, and below the stairs

Art = Literal[
    "steg", "gis", "søkes", "hull", "ansvar",  # what lasts
    "sikret", "delvis", "vurderes", "tomt",  # what each month is lived on
    "trinn", "fall", "søknad", "overlevering", "veivalg", "sidevei",  # what happens in a month
]  # fmt: skip
MONEY = ("sikret", "delvis", "vurderes", "tomt")
BARS = ("steg", "gis", "søkes", "hull", "ansvar")
MARKS = ("søknad", "overlevering", "veivalg")


@dataclass(frozen=True)
class Strek:
    """Something that lasts from one month to another; a mark when both are the same.

    `farge` is the category whose colour it has, `mål` says that a goal is reached by it, `ved` is the bar a side
    branch leaves, and `grener` are the ways out of a decision, each true when the journey itself goes that way.
    """

    id: str
    tekst: str
    fra: int
    til: int
    art: Art
    sti: str = ""
    farge: str = ""
    mål: bool = False
    ved: str = ""
    grener: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Bane:
    """A lane with what stands in it, in order of time."""

    id: str
    navn: str
    streker: tuple[Strek, ...]


@dataclass(frozen=True)
class Tidslinje:
    """A journey's lanes over months, and the first day of its first month."""

    id: str
    tittel: str
    beskrivelse: str
    baner: tuple[Bane, ...]
    begynner: date

    @property
    def slutt(self) -> int:
        """The last month."""
        return max((s.til for b in self.baner for s in b.streker), default=0)


@dataclass(frozen=True)
class PlassertStrek:
    """Something with its place: where it begins, how wide it is, and where its words stand (nowhere, without room).

    `treff` is what one can point at, from where to how wide: words and line as one.
    """

    strek: Strek
    x: float
    y: float
    bredde: float = 0.0
    tekst_x: float = 0.0
    anker: str = "start"
    vises: bool = True
    treff: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class PlassertBane:
    """A lane with its place, its name in lines, and the stairs of what is reached in it, with where they stand."""

    bane: Bane
    y: float
    høyde: float
    navn: tuple[tuple[float, str], ...]
    streker: tuple[PlassertStrek, ...]
    trapp: str
    trapp_bunn: float


@dataclass(frozen=True)
class Tegning:
    """Everything the template needs to draw a timeline; month m stands at `start` and m times `skala`."""

    tidslinje: Tidslinje
    bredde: float
    høyde: float
    hode: float
    start: float
    skala: float
    baner: tuple[PlassertBane, ...]
    år: tuple[tuple[float, float, str], ...]
    kvartaler: tuple[tuple[float, str], ...]
    merker: tuple[tuple[float, str], ...]
    måneder: tuple[float, ...]


@dataclass(frozen=True)
class _Span:
    """One way to place something in a row: from where to where it takes room, and where its words stand."""

    fra: float
    til: float
    tekst_x: float
    anker: str
    ord_til: float


@dataclass(frozen=True)
class _Scale:
    """Where months stand."""

    pixels: float
    last: int

    def x(self, month: float) -> float:
        """The place of a month."""
        return round(NAMES + month * self.pixels, 1)

    @property
    def right(self) -> float:
        """Where words must end."""
        return self.x(self.last) + EDGE


def layout(timeline: Tidslinje, room: float = 1132.0) -> Tegning:
    """Place lanes one below another and everything in them along the months; words never meet."""
    last = max(timeline.slutt, 1)
    scale = _Scale(max(8.0, min(34.0, (room - NAMES - EDGE) / last)), last)
    quarters = _quarters(timeline.begynner, scale)
    head = YEAR + COUNT + (QUARTER if quarters else 0)
    placed, y = [], head
    for bane in timeline.baner:
        placed.append(_lane(bane, scale, y))
        y += placed[-1].høyde
    right = max([scale.right, *(_end(item) for lane in placed for item in lane.streker)])
    return Tegning(
        timeline,
        round(right + 2),
        round(y + 2),
        head,
        NAMES,
        round(scale.pixels, 3),
        tuple(placed),
        _years(timeline.begynner, scale),
        quarters,
        _counts(scale),
        tuple(scale.x(month) for month in range(last + 1)),
    )


def _lane(lane: Bane, scale: _Scale, top: float) -> PlassertBane:
    """From the top: the stairs of what is reached, the money, its falls, what lasts, and what happens in a month."""
    of = {art: [s for s in lane.streker if s.art == art] for art in ("trinn", "fall", "sidevei")}
    y = top + PAD
    stairs, path, y = _stairs(of["trinn"], scale, y)
    items, base = [*stairs], y - STAIRS
    money = [s for s in lane.streker if s.art in MONEY]
    if money:
        items += [_money(s, scale, y) for s in money]
        y += BAND
    falls, rows = _rows(of["fall"], scale, y, MARK, _beside)
    items += falls
    y += rows * MARK + (8 if money else 0)
    bars, rows = _rows([s for s in lane.streker if s.art in BARS], scale, y, ROW, _above)
    items += [*bars, *_branches(of["sidevei"], bars)]
    y += rows * ROW
    marks, rows = _rows([s for s in lane.streker if s.art in MARKS], scale, y, MARK, _beside)
    y += rows * MARK
    name = lines(lane.navn, SIZE, NAMES - 30)
    height = max(y - top, len(name) * 18 + 16) + PAD
    told = tuple((top + 24 + 18 * number, line) for number, line in enumerate(name))
    return PlassertBane(lane, top, round(height, 1), told, (*items, *marks), path, base)


def _stairs(reached: list[Strek], scale: _Scale, top: float) -> tuple[list[PlassertStrek], str, float]:
    """Each level reached lifts the line a step; its words stand on the step, or before it where there is no room."""
    if not reached:
        return [], "", top
    bottom = top + 18 + RISE * len(reached)
    placed, path = [], f"M{scale.x(reached[0].fra)},{bottom}"
    for number, step in enumerate(reached, 1):
        x, y = scale.x(step.fra), bottom - RISE * number
        path += f"H{x}V{y}"
        after = x + 8 + width(step.tekst, SMALL) <= scale.right
        placed.append(PlassertStrek(step, x, y, 0, x + 8 if after else x - 8, "start" if after else "end"))
    return placed, f"{path}H{scale.x(scale.last)}", bottom + STAIRS


def _money(run: Strek, scale: _Scale, y: float) -> PlassertStrek:
    """A run of months in the band of money; its amount is written where it fits, and stands in the table anyhow."""
    x, wide = scale.x(run.fra), round((run.til - run.fra) * scale.pixels, 1)
    return PlassertStrek(run, x, y, wide, x + 8, "start", width(run.tekst, SMALL) + 14 <= wide)


def _branches(branches: list[Strek], bars: list[PlassertStrek]) -> list[PlassertStrek]:
    """Side branches leave the line of their bar, from its end and backwards."""
    placed = []
    for bar in bars:
        own = [branch for branch in branches if branch.ved == bar.strek.id]
        step = min(26.0, (bar.bredde - 12) / max(len(own), 1))
        for number, branch in enumerate(own):
            x = bar.x + max(bar.bredde - 22 - step * number, 4)
            placed.append(PlassertStrek(branch, round(x, 1), bar.y + 24, vises=False))
    return placed


def _above(bar: Strek, scale: _Scale) -> tuple[_Span, ...]:
    """The words of a bar stand above it, from its beginning or up to its end; a goal has its flag at the end of the line."""
    x, end, wide = scale.x(bar.fra), scale.x(bar.til), width(bar.tekst, SIZE)
    flag = 20 if bar.mål else 0
    return (
        _Span(x, max(end + flag, x + wide), x, "start", x + wide),
        _Span(min(x, end - wide), end + flag, end, "end", end),
    )


def _beside(mark: Strek, scale: _Scale) -> tuple[_Span, ...]:
    """The words of a mark stand after it, or before it."""
    x, wide = scale.x(mark.fra), width(mark.tekst, SMALL)
    after = x + (30 if mark.grener else 14)
    return (
        _Span(x - 9, after + wide, after, "start", after + wide),
        _Span(x - 14 - wide, x + (24 if mark.grener else 9), x - 14, "end", x),
    )


def _rows(
    items: list[Strek],
    scale: _Scale,
    top: float,
    pitch: float,
    spans: Callable[[Strek, _Scale], tuple[_Span, ...]],
) -> tuple[list[PlassertStrek], int]:
    """Each in the row of the one it goes on from when there is room, else in the first row where nothing meets."""
    taken: list[list[_Span]] = []
    ended: dict[int, int] = {}
    placed = []
    for item in sorted(items, key=lambda item: (item.fra, item.til)):
        order = sorted(range(len(taken)), key=lambda row: row != ended.get(item.fra, -1))
        row, span = _fit(spans(item, scale), order, taken, scale)
        if row == len(taken):
            taken.append([])
        taken[row].append(span)
        ended[item.til] = row
        x = scale.x(item.fra)
        wide = round(scale.x(item.til) - x, 1)
        touch = (round(span.fra - 2, 1), round(span.til - span.fra + 4, 1))
        y = round(top + row * pitch, 1)
        placed.append(PlassertStrek(item, x, y, wide, round(span.tekst_x, 1), span.anker, treff=touch))
    return placed, len(taken)


def _fit(ways: tuple[_Span, ...], rows: Iterable[int], taken: list[list[_Span]], scale: _Scale) -> tuple[int, _Span]:
    inside = [way for way in ways if way.fra >= NAMES - 10 and way.til <= scale.right] or [ways[0]]
    for row in rows:
        for way in inside:
            if all(_apart(way, other) for other in taken[row]):
                return row, way
    return len(taken), inside[0]


def _apart(one: _Span, other: _Span) -> bool:
    """Two that do not meet, or where the one goes on from the other's end and its words have room."""
    goes_on = one.fra == other.til and one.anker == "start" and other.ord_til + 8 <= one.tekst_x
    return goes_on or one.fra >= other.til + GAP or one.til + GAP <= other.fra


def _end(item: PlassertStrek) -> float:
    size = SIZE if item.bredde and item.strek.art not in MONEY else SMALL
    return (
        item.tekst_x + width(item.strek.tekst, size) if item.vises and item.anker == "start" else item.x + item.bredde
    )


def _month(begins: date, month: int) -> tuple[int, int]:
    """The year and the month of the calendar, from 1."""
    year, index = divmod(begins.year * 12 + begins.month - 1 + month, 12)
    return year, index + 1


def _years(begins: date, scale: _Scale) -> tuple[tuple[float, float, str], ...]:
    """Each year as a band with its name, where it fits."""
    starts = [0, *(month for month in range(1, scale.last) if _month(begins, month)[1] == 1), scale.last]
    bands = []
    for start, end in pairwise(starts):
        wide = scale.x(end) - scale.x(start)
        name = str(_month(begins, start)[0])
        bands.append((scale.x(start), round(wide, 1), name if width(name, SIZE) + 8 <= wide else ""))
    return tuple(bands)


def _quarters(begins: date, scale: _Scale) -> tuple[tuple[float, str], ...]:
    """The months that begin a quarter, when there is room for their names."""
    if scale.pixels * 3 < 44:
        return ()
    months = ((month, _month(begins, month)[1]) for month in range(scale.last))
    return tuple((scale.x(month), words.MONTHS[name - 1][:3]) for month, name in months if name % 3 == 1)


def _counts(scale: _Scale) -> tuple[tuple[float, str], ...]:
    step = 3 if scale.pixels >= 22 else 6 if scale.pixels >= 11 else 12
    return tuple((scale.x(month), str(month)) for month in range(0, scale.last + 1, step))
