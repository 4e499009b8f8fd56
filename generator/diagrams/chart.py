"""The map as a drawing: categories side by side with their doors, bands above and below; the value, and its places."""

from dataclasses import dataclass

from generator.diagrams.text import BOLD, lines, width

SIZE, LINE = 13.0, 16.5
HEAD, HEAD_LINE = 15.0, 19.0
STEP = 12.0
WIDTH, EDGE, GAP = 1760.0, 12.0, 12.0
INSIDE, BETWEEN, PAD = 10.0, 7.0, 7.0
BAND_COLUMN = 200.0
# A step of a band with more doors than this takes the room of two.
MANY = 5


@dataclass(frozen=True)
class Dør:
    """A door: its words and where it leads."""

    id: str
    tekst: str
    sti: str


@dataclass(frozen=True)
class Trinn:
    """Doors that stand together, with the heading over them."""

    navn: str
    dører: tuple[Dør, ...]


@dataclass(frozen=True)
class Felt:
    """A category: a column, or a band along all the columns; its id is its colour in the stylesheet."""

    id: str
    navn: str
    tegn: str
    bånd: bool
    trinn: tuple[Trinn, ...]


@dataclass(frozen=True)
class Kart:
    """The whole map, in the order of the conversation: bands in its first half stand above the columns."""

    id: str
    tittel: str
    beskrivelse: str
    felt: tuple[Felt, ...]


@dataclass(frozen=True)
class PlassertDør:
    """A door with its place and the place of each line of its words."""

    dør: Dør
    x: float
    y: float
    bredde: float
    høyde: float
    linjer: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class PlassertFelt:
    """A category with its place; `titler` are the headings of its steps with their places."""

    felt: Felt
    x: float
    y: float
    bredde: float
    høyde: float
    navn: tuple[tuple[float, str], ...]
    titler: tuple[tuple[float, float, str], ...]
    dører: tuple[PlassertDør, ...]


@dataclass(frozen=True)
class Tegning:
    """Everything the template needs to draw the map."""

    kart: Kart
    bredde: float
    høyde: float
    felt: tuple[PlassertFelt, ...]

    @property
    def dører(self) -> tuple[PlassertDør, ...]:
        """Every door, in the order it is read."""
        return tuple(door for felt in self.felt for door in felt.dører)


def layout(chart: Kart) -> Tegning:
    """Bands over the whole width, columns side by side and equally high; each door as high as its words ask for."""
    columns = [felt for felt in chart.felt if not felt.bånd]
    above = [felt for place, felt in enumerate(chart.felt) if felt.bånd and is_above(place, len(chart.felt))]
    below = [felt for felt in chart.felt if felt.bånd and felt not in above]
    y, placed = EDGE, {}
    for felt in above:
        placed[felt.id] = _band(felt, y)
        y += placed[felt.id].høyde + GAP
    if columns:
        wide = (WIDTH - 2 * EDGE - GAP * (len(columns) - 1)) / len(columns)
        drawn = [_column(felt, EDGE + place * (wide + GAP), y, wide) for place, felt in enumerate(columns)]
        high = max(column.høyde for column in drawn)
        placed |= {column.felt.id: _as_high(column, high) for column in drawn}
        y += high + GAP
    for felt in below:
        placed[felt.id] = _band(felt, y)
        y += placed[felt.id].høyde + GAP
    read = [*above, *columns, *below]
    return Tegning(chart, WIDTH, round(y - GAP + EDGE), tuple(placed[felt.id] for felt in read))


def is_above(place: int, count: int) -> bool:
    """Whether a band stands above the columns: those in the first half of the conversation do."""
    return place < count / 2


def _as_high(column: PlassertFelt, high: float) -> PlassertFelt:
    return PlassertFelt(column.felt, column.x, column.y, column.bredde, high, column.navn, column.titler, column.dører)


def _column(felt: Felt, x: float, y: float, wide: float) -> PlassertFelt:
    name, at = _name(felt, x, y, wide)
    titles, doors = [], []
    for trinn in felt.trinn:
        stacked, heading, at = _stack(trinn, x + INSIDE, at, wide - 2 * INSIDE, 1)
        titles += heading
        doors += stacked
    return PlassertFelt(felt, x, y, wide, at + INSIDE - y, name, tuple(titles), tuple(doors))


def _band(felt: Felt, y: float) -> PlassertFelt:
    """The steps side by side, over as many rows as they need."""
    wide = WIDTH - 2 * EDGE
    name, top = _name(felt, EDGE, y, wide)
    count = max(1, int((wide - 2 * INSIDE + GAP) // (BAND_COLUMN + GAP)))
    asked = sum(_room(trinn, count) for trinn in felt.trinn)
    count = min(count, max(asked, 1))
    room = (wide - 2 * INSIDE - GAP * (count - 1)) / count
    titles, doors, column, bottom = [], [], 0, top
    for trinn in felt.trinn:
        span = _room(trinn, count)
        if column + span > count:
            column, top = 0, bottom + BETWEEN
        own = span * room + (span - 1) * GAP
        stacked, heading, end = _stack(trinn, EDGE + INSIDE + column * (room + GAP), top, own, span)
        titles += heading
        doors += stacked
        bottom = max(bottom, end)
        column += span
    return PlassertFelt(felt, EDGE, y, wide, bottom + INSIDE - y, name, tuple(titles), tuple(doors))


def _room(trinn: Trinn, count: int) -> int:
    return min(count, 2 if len(trinn.dører) > MANY else 1)


def _name(felt: Felt, x: float, y: float, wide: float) -> tuple[tuple[tuple[float, str], ...], float]:
    """The lines of a category's name, and where what is below them begins."""
    text = lines(felt.navn, HEAD * BOLD, wide - 2 * INSIDE - 44)
    rows = tuple((round(y + INSIDE + HEAD + place * HEAD_LINE, 1), line) for place, line in enumerate(text))
    return rows, y + INSIDE + len(text) * HEAD_LINE + 6


def _stack(
    trinn: Trinn, x: float, y: float, wide: float, side_by_side: int
) -> tuple[list[PlassertDør], list[tuple[float, float, str]], float]:
    """The doors of a step one below another (row by row when side by side), its heading, and where they end."""
    heading = []
    if trinn.navn:
        for line in lines(trinn.navn, STEP, wide):
            heading.append((round(x, 1), round(y + STEP, 1), line))
            y += STEP + 3
        y += 3
    doors: list[PlassertDør] = []
    room = (wide - BETWEEN * (side_by_side - 1)) / side_by_side
    for start in range(0, len(trinn.dører), side_by_side):
        row = [lines(door.tekst, SIZE, room - 2 * PAD) for door in trinn.dører[start : start + side_by_side]]
        high = max(len(text) for text in row) * LINE + PAD
        for place, text in enumerate(row):
            door = trinn.dører[start + place]
            rows = tuple((round(y + PAD / 2 + 12.5 + i * LINE, 1), line) for i, line in enumerate(text))
            at = x + place * (room + BETWEEN)
            doors.append(PlassertDør(door, round(at, 1), round(y, 1), round(room, 1), round(high, 1), rows))
        y += high + BETWEEN
    y += 4
    return doors, heading, y


def too_wide(drawing: Tegning) -> list[str]:
    """The words that do not fit their place: none, unless one word is wider than its door."""
    found = [line for door in drawing.dører for _, line in door.linjer if width(line, SIZE) > door.bredde - 2 * PAD]
    return found + [
        line for felt in drawing.felt for _, line in felt.navn if width(line, HEAD) > felt.bredde - 2 * INSIDE - 26
    ]
