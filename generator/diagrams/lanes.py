"""A journey as lanes over time: the value, and its places."""

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
        """What follows what: each bar and the last one in its lane that was over when it began."""
        return tuple(
            (before.id, bar.id) for bane in self.baner for bar in bane.streker if (before := _before(bar, bane))
        )


def _before(bar: Strek, lane: Bane) -> Strek | None:
    over = [other for other in lane.streker if other.til <= bar.fra and other.fra < other.til and bar.fra < bar.til]
    return max(over, key=lambda other: other.til, default=None)


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
        bars, rows = _rows(bane, scale, y + LANE_TOP)
        height = LANE_TOP + max(rows, 1) * ROW + LANE_BOTTOM
        placed.append(PlassertBane(bane, y, height, bars))
        right = max([right, *(bar.x + width(bar.strek.tekst, SIZE) for bar in bars)])
        y += height
    at = {bar.strek.id: bar for lane in placed for bar in lane.streker}
    joins = tuple((a, b, at[a].x + at[a].bredde, at[a].y + 28, at[b].x, at[b].y + 28) for a, b in timeline.lenker)
    return Tegning(timeline, round(right + RIGHT), round(y + 8), tuple(placed), _ticks(last, scale), joins)


def _rows(lane: Bane, scale: float, top: float) -> tuple[tuple[PlassertStrek, ...], int]:
    """Each bar in the row of the one it follows when there is room, else in the first row where nothing meets."""
    ends: list[float] = []
    row_of: dict[str, int] = {}
    placed = []
    for bar in lane.streker:
        x, wide = LEFT + bar.fra * scale, max((bar.til - bar.fra) * scale, 0.0)
        extent = x + max(wide, width(bar.tekst, SIZE) + (0 if wide else 18)) + GAP
        before = _before(bar, lane)
        free = [row for row, end in enumerate(ends) if end <= x]
        row = row_of[before.id] if before and row_of[before.id] in free else free[0] if free else len(ends)
        ends[row:] = [extent, *ends[row + 1 :]]
        row_of[bar.id] = row
        placed.append(PlassertStrek(bar, round(x, 1), round(top + row * ROW, 1), round(wide, 1)))
    return tuple(placed), len(ends)


def _ticks(last: int, scale: float) -> tuple[tuple[float, str], ...]:
    step = 3 if last <= 24 else 6 if last <= 60 else 12
    return tuple((round(LEFT + month * scale, 1), str(month)) for month in range(0, last + 1, step))
