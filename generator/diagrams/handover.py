"""A hand-over as a value: who gives what to whom, in order; and its places."""

from dataclasses import dataclass

from generator.diagrams.text import lines, width

SIZE = 13.5
LINE = 18.0
MIN_COLUMN, MAX_COLUMN, ROOM = 190.0, 340.0, 1100.0


@dataclass(frozen=True)
class Leveranse:
    """One arrow, numbered."""

    nummer: int
    fra: str
    til: str
    tekst: str


@dataclass(frozen=True)
class Overlevering:
    """The actors, in the order they first act, and the arrows between them."""

    id: str
    tittel: str
    beskrivelse: str
    aktører: tuple[tuple[str, str], ...]
    leveranser: tuple[Leveranse, ...]


@dataclass(frozen=True)
class Pil:
    """An arrow with its place; its words stand above it."""

    leveranse: Leveranse
    x1: float
    x2: float
    y: float
    tekst_x: float
    linjer: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Kolonne:
    """An actor with its place."""

    id: str
    linjer: tuple[tuple[float, str], ...]
    x: float
    bredde: float


@dataclass(frozen=True)
class Tegning:
    """Everything the template needs to draw a hand-over."""

    overlevering: Overlevering
    bredde: float
    høyde: float
    hode: float
    kolonner: tuple[Kolonne, ...]
    piler: tuple[Pil, ...]


def layout(handover: Overlevering) -> Tegning:
    """Actors in columns, arrows in rows; the words of an arrow fit the way it spans."""
    fair = min(MAX_COLUMN, ROOM / len(handover.aktører))
    column = max([MIN_COLUMN, fair, *(_longest_word(name) + 40 for _, name in handover.aktører)])
    names = {id: lines(name, 15, column - 40) for id, name in handover.aktører}
    head = max(len(part) for part in names.values()) * 19 + 20
    centre = {id: column * (index + 0.5) + 8 for index, (id, _) in enumerate(handover.aktører)}
    columns = tuple(
        Kolonne(id, tuple((8 + 22 + i * 19.0, line) for i, line in enumerate(names[id])), centre[id], column - 24)
        for id, _ in handover.aktører
    )
    arrows, y = [], 8 + head + 16.0
    for delivery in handover.leveranser:
        x1, x2 = centre[delivery.fra], centre[delivery.til]
        alone = delivery.fra == delivery.til
        room = column - 36 if alone else abs(x2 - x1) - 34
        text = lines(delivery.tekst, SIZE, room)
        rows = tuple((round(y + 12 + i * LINE, 1), line) for i, line in enumerate(text))
        y += 12 + len(text) * LINE + 8
        arrows.append(Pil(delivery, x1, x2, round(y, 1), (x1 + x2) / 2, rows))
        y += 16
    return Tegning(handover, round(column * len(columns) + 16), round(y + 14), head, columns, tuple(arrows))


def _longest_word(name: str) -> float:
    return max((width(word, 15) for word in name.split()), default=0.0)
