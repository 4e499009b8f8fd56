"""What the pages of law show, and who rests on each paragraph."""

from collections import defaultdict
from dataclasses import dataclass

from generator import words
from generator.hjemler import numbered
from generator.lovtekst import announcement, overdue, paragraph_id
from generator.model import KINDS
from generator.model.oppslag import Hjemmel, Regelverk
from generator.views.emner import SIDER
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Showing, Side
from generator.walk import Path

PAGES = {kind.name: kind.pages for kind in KINDS if kind.pages}
# Kinds that are shown together on one page.
SHARED = {
    "språknivå": ("sprak/", "Språknivå"),
    "grunnbeløp": ("livsopphold/", "Livsopphold"),
    "faktum": ("finn/", "Finn muligheter"),
    "samsvar": ("finn/", "Finn muligheter"),
    "årsdato": ("aret-rundt/", SIDER["aret-rundt"]),
    "funn": ("forskning/", SIDER["forskning"]),
    "veivalgspørsmål": ("utdanning-fra-utlandet/", SIDER["utdanning-fra-utlandet"]),
    "gsuland": ("utdanning-fra-utlandet/", SIDER["utdanning-fra-utlandet"]),
}
# Kinds whose records stand on one page, each at its own anchor.
ANCHORED = {"kombinasjon": "kombinasjoner", "støtteordning": "stotteordninger", "begrep": "begreper"}
LAW_ADDRESS = {"lov": "https://lovdata.no/dokument/NL/", "forskrift": "https://lovdata.no/dokument/SF/"}
SHOWN_PARAGRAPH = 6000


@dataclass(frozen=True)
class Bruk:
    """One place in a record that cites a paragraph, with the pages it is shown on."""

    art: str
    id: str
    sti: Path
    fil: str
    linje: int
    sider: tuple[Lenketekst, ...]

    @property
    def sted(self) -> str:
        """The part of the record, as «vilkår 2»; empty when the whole record rests on the paragraph."""
        name, *rest = self.sti
        if name == "hjemmel":
            return ""
        number = f" {rest[0] + 1}" if rest and isinstance(rest[0], int) else ""
        return f"{name}{number}".replace("_", " ")


@dataclass(frozen=True)
class Tilstand:
    """What is to be said of a paragraph's wording, and how it is marked."""

    ord: str
    tekst: str


@dataclass(frozen=True)
class ParagrafRad:
    """One paragraph, with its state and the pages that rest on it."""

    anker: str
    id: str
    overskrift: str
    tekst: str
    kuttet: bool
    tilstander: tuple[Tilstand, ...]
    brukt_av: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class RegelverkSide:
    """One law with the paragraphs we rest on."""

    navn: str
    tittel: str
    refid: str
    url: str
    lest: str
    sist_endret: str
    paragrafer: tuple[ParagrafRad, ...]


@dataclass(frozen=True)
class RegelverkRad:
    """One law in the list."""

    id: str
    navn: str
    tittel: str
    antall: int
    lest: str
    sist_endret: str
    merknader: tuple[Lenketekst, ...]
    sider: int


def uses(show: Showing) -> dict[tuple[str, str], list[Bruk]]:
    """For each paragraph, every place that cites it, in the order of the records."""
    found: dict[tuple[str, str], list[Bruk]] = defaultdict(list)
    goals = _pages_of_goals(show)
    for kind in KINDS:
        for id, item in show.catalogue.placed[kind.name].items():
            pages: tuple[Lenketekst, ...] | None = None
            for path, target, citation in item.inside.references:
                if target == "regelverk":
                    pages = pages if pages is not None else _pages(kind.name, id, goals, show)
                    line = item.document.place((*item.path, *path))[0]
                    found[paragraph_id(citation)].append(Bruk(kind.name, id, path, item.document.fil, line, pages))
    return found


def _pages(kind: str, id: str, goals: dict[str, dict[str, Lenketekst]], show: Showing) -> tuple[Lenketekst, ...]:
    if kind in PAGES:
        return (show.post(kind, PAGES[kind], id),)
    if kind == "aktør":
        return (show.aktør(id),)
    if kind in ANCHORED:
        return (Lenketekst(f"{show.catalogue.get(kind, id).navn} ({kind})", f"{ANCHORED[kind]}/#{id}"),)
    if kind == "emne":
        return (Lenketekst(SIDER[id], f"{id}/"),)
    if kind == "mål":
        return tuple(goals[id].values())
    address, name = SHARED[kind]
    return (Lenketekst(name, address),)


def _pages_of_goals(show: Showing) -> dict[str, dict[str, Lenketekst]]:
    """A goal has no page of its own; it is shown on the journeys that lead to it."""
    found: dict[str, dict[str, Lenketekst]] = defaultdict(dict)
    for id, item in show.catalogue.placed["reise"].items():
        for _, target, goal in item.inside.references:
            if target == "mål":
                found[goal][id] = show.post("reise", PAGES["reise"], id)
    return found


def pages_of(places: list[Bruk]) -> tuple[Lenketekst, ...]:
    """The pages of some places, each once, by name."""
    pages = {page.sti: page for place in places for page in place.sider}
    return tuple(sorted(pages.values(), key=lambda page: (words.alphabetical(page.tekst), page.sti)))


def regelverk_pages(show: Showing) -> list[Side]:
    """The list of laws, and a page for each with the paragraphs we rest on."""
    used = uses(show)
    laws = sorted(show.catalogue.all("regelverk"), key=lambda law: words.alphabetical(law.navn))
    text = (
        "Lovene og forskriftene nettstedet hviler på, med ordlyden hver paragraf er lest i og sidene som bygger på den."
    )
    rows = tuple(_row(law, used) for law in laws)
    index = Side("regelverk/", "regelverk.md", "Regelverk", text, rows, FORSIDE)
    return [index, *(_law_page(law, used) for law in laws)]


def _row(law: Regelverk, used: dict[tuple[str, str], list[Bruk]]) -> RegelverkRad:
    notes = tuple(
        Lenketekst(state.ord, f"regelverk/{law.id}/#{words.anchor(p.id)}", p.id.replace("§ ", "§\u00a0"))
        for p in law.paragrafer
        for state in states(p, law)[:1]
    )
    pages = pages_of([place for p in law.paragrafer for place in used.get((law.refid, p.id), [])])
    return RegelverkRad(
        law.id,
        law.navn,
        law.tittel,
        len(law.paragrafer),
        words.day(law.lest),
        words.day(law.sist_endret) if law.sist_endret else "",
        notes,
        len({page.sti.partition("#")[0] for page in pages}),
    )


def states(paragraph: Hjemmel, law: Regelverk) -> tuple[Tilstand, ...]:
    """What a reader should know of the wording beyond that it was read: nothing, for most."""
    found = []
    if paragraph.ordlyd_i:
        act = numbered(paragraph.ordlyd_i)
        act = act[:1].lower() + act[1:]
        found.append(
            Tilstand(
                "Ny ordlyd",
                f"Ordlyden er lest i {act}. Lovdata hadde ikke tatt den inn i den samlede teksten {words.day(law.lest)}",
            )
        )
    for text in paragraph.varsel:
        coming = announcement(text)
        if overdue(coming, law.lest):
            if not paragraph.ordlyd_i:
                when = f"{text}. Endringen skal være i kraft, men sto ikke i den samlede teksten {words.day(law.lest)}"
                found.append(Tilstand("Etterslep", when))
        else:
            found.append(Tilstand("Varslet endring", text))
    return tuple(found)


def _law_page(law: Regelverk, used: dict[tuple[str, str], list[Bruk]]) -> Side:
    rows = [
        ParagrafRad(
            words.anchor(p.id),
            p.id,
            p.overskrift or "",
            p.tekst[:SHOWN_PARAGRAPH],
            len(p.tekst) > SHOWN_PARAGRAPH,
            states(p, law),
            pages_of(used.get((law.refid, p.id), [])),
        )
        for p in law.paragrafer
    ]
    data = RegelverkSide(
        law.navn,
        law.tittel,
        law.refid,
        LAW_ADDRESS[law.refid.split("/")[0]] + law.refid,
        words.day(law.lest),
        words.day(law.sist_endret) if law.sist_endret else "",
        tuple(rows),
    )
    crumbs = (*FORSIDE, Lenketekst("Regelverk", "regelverk/"))
    return Side(
        f"regelverk/{law.id}/", "lov.md", law.navn, law.tittel, data, crumbs, f"pathways/regelverk/{law.id}.yml"
    )
