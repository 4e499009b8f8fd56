"""What `/del/` shows: every piece with its picture, its files and the code that puts it into another page."""

from dataclasses import dataclass
from html import escape

from generator import words
from generator.pieces import SLAG, Slag, Stykke
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Side


@dataclass(frozen=True)
class Stykkerad:
    """One piece: where it is told of, its files, and the code for its picture."""

    id: str
    lenke: Lenketekst
    filer: tuple[str, ...]
    kode: str


@dataclass(frozen=True)
class DelSide:
    """Everything on the page: the kinds in order, each with its pieces by name."""

    grupper: tuple[tuple[Slag, tuple[Stykkerad, ...]], ...]
    antall: int


def del_page(pieces: list[Stykke], base_address: str) -> Side:
    """The page of all pieces; the code has whole addresses when the address of the site is known."""
    by_name = sorted(pieces, key=lambda piece: words.alphabetical(piece.tittel))
    groups = tuple((kind, tuple(_row(p, base_address) for p in by_name if p.slag is kind)) for kind in SLAG)
    data = DelSide(tuple(group for group in groups if group[1]), len(pieces))
    text = "Diagrammer, tilbud og reiser du kan sette inn på egne nettsider, som bilde, HTML eller data."
    return Side("del/", "del.md", "Bruk en bit på egne nettsider", text, data, FORSIDE)


def _row(piece: Stykke, base: str) -> Stykkerad:
    return Stykkerad(piece.id, Lenketekst(piece.tittel, piece.side.sti), piece.filer, picture_code(piece, base))


def picture_code(piece: Stykke, base: str) -> str:
    """The HTML that shows the picture; without an address, for a file that is kept beside the page."""
    source = f"{base}del/{piece.id}.svg" if base else f"{piece.id}.svg"
    said = escape(f"{piece.tittel}. {piece.om.partition(' Det samme står som')[0]}")
    picture = f'<img src="{escape(source)}" alt="{said}" style="max-width: 100%; height: auto">'
    return f'<a href="{escape(base + piece.side.sti)}">{picture}</a>' if base else picture
