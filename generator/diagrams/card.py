"""An offer on a card: its name, its sentence and the five answers, as a value; and its places."""

from dataclasses import dataclass

from generator.diagrams.text import SAFE, lines

WIDE, MARGIN, COLUMN = 700, 20.0, 184.0
SIZE, LEAD, BETWEEN = 15.0, 21.0, 6.0
INTRO, INTRO_LEAD = 16.0, 23.0


@dataclass(frozen=True)
class Svarkort:
    """What the card of one offer says."""

    id: str
    tittel: str
    beskrivelse: str
    kategori: str
    kategori_id: str
    tegn: str
    kort: str
    svar: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Svarrad:
    """One answer with its place; the line above it parts it from the one before."""

    navn: str
    strek: float
    y: float
    linjer: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Tegning:
    """Everything the template needs to draw a card."""

    svarkort: Svarkort
    bredde: int
    høyde: int
    ingress: tuple[tuple[float, str], ...]
    rader: tuple[Svarrad, ...]


def layout(card: Svarkort) -> Tegning:
    """The sentence on top, and each answer in a row as high as its words ask."""
    sentence = lines(card.kort, INTRO, (WIDE - MARGIN) * SAFE)
    intro = tuple((round(56 + i * INTRO_LEAD, 1), line) for i, line in enumerate(sentence))
    y = 56 + len(sentence) * INTRO_LEAD
    rows = []
    for name, said in card.svar:
        line_y = first = y + 26
        placed = []
        for one in said:
            for line in lines(one, SIZE, (WIDE - COLUMN) * SAFE):
                placed.append((round(line_y, 1), line))
                line_y += LEAD
            line_y += BETWEEN
        rows.append(Svarrad(name, y, first, tuple(placed)))
        y = max(line_y - LEAD - BETWEEN, first) + 14
    return Tegning(card, WIDE, round(y + 4), intro, tuple(rows))
