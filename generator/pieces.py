"""The list of what can be taken along to other pages. A new kind of diagram joins with one line in `SLAG`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from generator.diagrams import card
from generator.views.shown import Punkt, Side
from generator.views.tilbud import TilbudSide


@dataclass(frozen=True)
class Slag:
    """A kind of piece: the page templates it comes from, what is drawn of the page's data, and by which macro."""

    id: str
    navn: str
    maler: tuple[str, ...]
    tegninger: Callable[[Side], Iterable[Any]]
    verdi: str
    """The field of the drawing that holds the diagram's own id, title and description."""
    makro: str
    tegnes_i: str = "svg.html"
    """The template the macro stands in."""
    bit: str = ""
    """The template of its HTML fragment, where it has one; it then is taken along as JSON too."""
    pdf: bool = False


@dataclass(frozen=True)
class Stykke:
    """A piece: its drawing, and the page where the same is told with everything around it."""

    id: str
    tittel: str
    om: str
    slag: Slag
    tegning: Any
    side: Side

    @property
    def filer(self) -> tuple[str, ...]:
        """The ends of its files on the site."""
        return (".svg", ".txt", ".json") if self.slag.bit else (".svg",)


def _card(side: Side) -> card.Tegning:
    """The five answers of an offer's first screenful."""
    d: TilbudSide = side.data
    answers = tuple((one.tittel, tuple(map(_said, one.linjer))) for one in d.korter)
    about = " ".join(f"{name}: {'; '.join(said).rstrip('.')}." for name, said in answers)
    id = side.sti.strip("/").replace("/", "-")
    return card.layout(card.Svarkort(id, side.tittel, about, d.kategori.tekst, d.kategori_id, d.tegn, d.kort, answers))


def _said(point: Punkt) -> str:
    before = f"{point.merke[1]}: " if point.merke else "Ikke kjent: " if point.hull else ""
    return before + point.tekst


def _drawn(side: Side) -> Iterable[Any]:
    """The drawing of a page that has one."""
    found = getattr(side.data, "tegning", None)
    return () if found is None else (found,)


def _trees(side: Side) -> Iterable[Any]:
    """The ways through the rules of an offer or a benefit."""
    return getattr(side.data, "trær", ())


SLAG = (
    Slag("kart", "Kartet", ("kart.md",), _drawn, "kart", "kart", pdf=True),
    Slag("nettverk", "Veiene mellom tilbudene", ("tilbud-liste.md",), _drawn, "graf", "nettverk", pdf=True),
    Slag("reise", "Reiser", ("reise.md",), _drawn, "tidslinje", "tidslinje", bit="stykke-reise.html"),
    Slag("overgang", "Overganger", ("overgang.md",), _drawn, "overlevering", "overlevering"),
    Slag(
        "tilbud",
        "Tilbud",
        ("tilbud.md",),
        lambda side: (_card(side),),
        "svarkort",
        "kort",
        tegnes_i="stykke-svg.html",
        bit="stykke-tilbud.html",
    ),
    Slag("regel", "Regler", ("tilbud.md", "ytelse.md"), _trees, "tre", "tre", tegnes_i="svg-tre.html"),
)


def pieces_of(pages: Iterable[Side]) -> list[Stykke]:
    """Every piece the pages hold, in the order of the kinds."""
    pages = list(pages)
    found = []
    for kind in SLAG:
        for side in pages:
            if side.mal in kind.maler:
                for drawing in kind.tegninger(side):
                    value = getattr(drawing, kind.verdi)
                    found.append(Stykke(value.id, value.tittel, value.beskrivelse, kind, drawing, side))
    return found
