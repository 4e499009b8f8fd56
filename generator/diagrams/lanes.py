"""A journey as lanes over time: the value, and its places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.diagrams.text import width

SIZE = 14.0
HEAD, LANE_TOP, ROW, LANE_BOTTOM = 30.0, 34.0, 46.0, 10.0
GAP = 14.0
LEFT, RIGHT = 12.0, 24.0

Art = Literal["steg", "gis", "søkes", "hull", "ansvar", "overlevering", "søknad"]


@dataclass(frozen=True)
class Strek:
    """Something that lasts from one month to another; a mark when both are the same."""

    id: str
    tekst: str
    fra: int
    til: int
    art: Art
    sti: str = ""


@dataclass(frozen=True)
class Bane:
    """A lane with what stands in it, in order of time."""

    id: str
    navn: str
    streker: tuple[Strek, ...]


@dataclass(frozen=True)
class Tidslinje:
    """A journey's lanes over months."""

    id: str
    tittel: str
    beskrivelse: str
    baner: tuple[Bane, ...]

    @property
    def slutt(self) -> int:
        """The last month."""
        return max((s.til for b in self.baner for s in b.streker), default=0)

    @property
    def lenker(self) -> tuple[tuple[str, str], ...]:
        """What follows what within each lane, as pairs of ids."""
        return tuple((a.id, b.id) for bane in self.baner for a, b in zip(bane.streker, bane.streker[1:], strict=False))


@dataclass(frozen=True)
class PlassertStrek:
    """A bar or mark with its place."""

    strek: Strek
    x: float
    y: float
    bredde: float


@dataclass(frozen=True)
class PlassertBane:
    """A lane with its place."""

    bane: Bane
    y: float
    høyde: float
    streker: tuple[PlassertStrek, ...]


@dataclass(frozen=True)
class Tegning:
    """Everything the template needs to draw a timeline."""

    tidslinje: Tidslinje
    bredde: float
    høyde: float
    baner: tuple[PlassertBane, ...]
    merker: tuple[tuple[float, str], ...]
    forbindelser: tuple[tuple[str, str, float, float, float, float], ...]


def layout(timeline: Tidslinje, room: float = 1040.0) -> Tegning:
    """Place lanes one below another and bars along the months; labels never overlap."""
    last = max(timeline.slutt, 1)
    scale = max(7.0, min(34.0, (room - LEFT - RIGHT) / last))
    placed, y, right = [], HEAD, LEFT + last * scale
    for bane in timeline.baner:
        bars, rows = _rows(bane.streker, scale, y + LANE_TOP)
        height = LANE_TOP + max(rows, 1) * ROW + LANE_BOTTOM
        placed.append(PlassertBane(bane, y, height, bars))
        right = max([right, *(bar.x + width(bar.strek.tekst, SIZE) for bar in bars)])
        y += height
    at = {bar.strek.id: bar for lane in placed for bar in lane.streker}
    joins = tuple((a, b, at[a].x + at[a].bredde, at[a].y + 28, at[b].x, at[b].y + 28) for a, b in timeline.lenker)
    return Tegning(timeline, round(right + RIGHT), round(y + 8), tuple(placed), _ticks(last, scale), joins)


def _rows(bars: Sequence[Strek], scale: float, top: float) -> tuple[tuple[PlassertStrek, ...], int]:
    """Each bar in the first row where neither it nor its label meets another."""
    ends: list[float] = []
    placed = []
    for bar in bars:
        x, wide = LEFT + bar.fra * scale, max((bar.til - bar.fra) * scale, 0.0)
        extent = x + max(wide, width(bar.tekst, SIZE) + (18 if not wide else 0)) + GAP
        row = next((i for i, end in enumerate(ends) if end <= x), len(ends))
        if row == len(ends):
            ends.append(extent)
        else:
            ends[row] = extent
        placed.append(PlassertStrek(bar, round(x, 1), round(top + row * ROW, 1), round(wide, 1)))
    return tuple(placed), len(ends)


def _ticks(last: int, scale: float) -> tuple[tuple[float, str], ...]:
    step = 3 if last <= 24 else 6 if last <= 60 else 12
    return tuple((round(LEFT + month * scale, 1), str(month)) for month in range(0, last + 1, step))
