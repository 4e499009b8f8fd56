"""What the handbook's pages of codes show."""

import re
from dataclasses import dataclass
from textwrap import dedent

from generator.feilkoder import GROUPS, Feilkode, address, feilkoder
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Side

MARKED = re.compile(r" +\d* \| ")  # the author's own line, and the mark below it
HÅNDBOK = (*FORSIDE, Lenketekst("For redaktører", "redaktor/"))
FEIL = (*HÅNDBOK, Lenketekst("Feilkoder", "redaktor/feil/"))


@dataclass(frozen=True)
class Kodegruppe:
    """Codes that have something in common."""

    id: str
    navn: str
    koder: tuple[tuple[Lenketekst, str], ...]


@dataclass(frozen=True)
class KodeSide:
    """One code: what holds, an example that fails, why, and the remedy."""

    regel: str
    vist: tuple[tuple[str, bool], ...]
    """The lines of the message, each with whether it must keep its length for the mark to stand right."""
    fil: str
    feil: str
    rett: str
    hvorfor: str
    råd: str


def feil_pages() -> list[Side]:
    """The page of every code, and the list of them."""
    groups = tuple(
        Kodegruppe(name, GROUPS[name], tuple((Lenketekst(one.kode, address(one.kode)), one.regel) for one in entries))
        for name, entries in feilkoder().items()
    )
    text = "Kodene i meldingene fra kontrollen. Hver kode har en side med et eksempel, grunnen og hva du gjør."
    index = Side("redaktor/feil/", "feil.md", "Feilkoder", text, groups, HÅNDBOK)
    return [index, *(_feil_page(entry) for entries in feilkoder().values() for entry in entries)]


def _feil_page(entry: Feilkode) -> Side:
    example = entry.eksempel
    data = KodeSide(
        regel=entry.regel,
        vist=tuple((line, bool(MARKED.match(line))) for line in entry.vist.split("\n")),
        fil=example.i if example else "",
        feil=_shown(example.feil) if example else "",
        rett=_shown(example.rett) if example else "",
        hvorfor=entry.hvorfor,
        råd=entry.råd,
    )
    return Side(address(entry.kode), "feilkode.md", entry.kode, entry.regel, data, FEIL)


def _shown(text: str) -> str:
    """A piece of a file without the indentation it shares."""
    return dedent(text).strip("\n")
