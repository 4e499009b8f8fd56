"""What the front page, the map and the index pages show."""

from dataclasses import dataclass

from generator import words
from generator.diagrams import network
from generator.model.oppslag import Kategori
from generator.model.tilbud import Tilbud
from generator.views.kart_tegning import steps_of
from generator.views.shown import Lenketekst, Showing, Side
from generator.views.tilbud import modalities, variants


@dataclass(frozen=True)
class Dør:
    """A door on the map: an offer, with the variants behind it."""

    lenke: Lenketekst
    kort: str
    merker: tuple[tuple[str, str], ...]
    varianter: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Trinn:
    """The doors of a category that stand together; a category without steps has one, without a name."""

    navn: str
    dører: tuple[Dør, ...]


@dataclass(frozen=True)
class Felt:
    """A category on the map, with its doors."""

    id: str
    navn: str
    tegn: str
    kort: str
    form: str
    trinn: tuple[Trinn, ...]
    antall: int

    @property
    def dører(self) -> tuple[Dør, ...]:
        """Every door, in the order of the steps."""
        return tuple(door for trinn in self.trinn for door in trinn.dører)


@dataclass(frozen=True)
class Forside:
    """Everything on the front page."""

    felt: tuple[Felt, ...]
    reiser: tuple[tuple[Lenketekst, str], ...]
    overganger: tuple[Lenketekst, ...]
    hendelser: tuple[Lenketekst, ...]
    antall_tilbud: int
    antall_ytelser: int
    lov_lest: str


@dataclass(frozen=True)
class ListeRad:
    """A row of an index page."""

    id: str
    lenke: Lenketekst
    kort: str
    under: str = ""
    kategori: str = ""
    tegn: str = ""
    merker: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TilbudListe:
    """Everything on the index page of offers."""

    rader: tuple[tuple[str, tuple[ListeRad, ...]], ...]
    tegning: network.Tegning | None
    kanter: tuple[tuple[Lenketekst, tuple[Lenketekst, ...]], ...]


FORSIDE = (Lenketekst("Forside", ""),)


def fields(show: Showing) -> tuple[Felt, ...]:
    """The categories in the order of the conversation, each with its doors."""
    return tuple(_field(category, show) for category in show.catalogue.all("kategori"))


def _field(category: Kategori, show: Showing) -> Felt:
    own = [t for t in show.catalogue.all("tilbud") if t.kategori == category.id]
    return Felt(
        category.id,
        category.navn,
        category.tegn,
        category.kort,
        category.form,
        tuple(
            Trinn(step.navn if step else "", tuple(_door(t, show) for t in doors))
            for step, doors in steps_of(category, show.catalogue)
        ),
        len(own),
    )


def _door(t: Tilbud, show: Showing) -> Dør:
    return Dør(show.tilbud(t.id), t.kort, modalities(t.vilkår), tuple(show.tilbud(v.id) for v in variants(t.id, show)))


def front_page(show: Showing, law_read: str) -> Side:
    """The ways in, and the categories with their doors."""
    journeys = tuple(
        (show.post("reise", "reiser", r.id), f"{show.catalogue.get('persona', r.persona).navn}: {r.kort}")
        for r in show.catalogue.all("reise")
    )
    handovers = tuple(show.post("overgang", "overganger", o.id) for o in show.catalogue.all("overgang"))
    common = sorted((e for e in show.catalogue.all("hendelse") if e.forside), key=lambda e: e.forside)
    data = Forside(
        fields(show),
        journeys,
        handovers,
        tuple(show.post("hendelse", "hendelser", e.id, e.kort) for e in common),
        len(show.catalogue.all("tilbud")),
        len(show.catalogue.all("ytelse")),
        law_read,
    )
    text = "Alle veier til kvalifisering for voksne innvandrere, med vilkår, paragrafer og eksempler på reiser gjennom dem."
    return Side("", "forside.md", "Mulighetskart", text, data)


def network_graph(show: Showing) -> network.Graf:
    """What leads to what, for the offers that lead somewhere or are led to."""
    offers = show.catalogue.all("tilbud")
    edges = tuple(sorted({(t.id, item.tilbud) for t in offers for item in t.fører_til}))
    linked = {id for edge in edges for id in edge}
    nodes = tuple(network.Knute(t.id, t.navn, f"tilbud/{t.id}/", t.kategori) for t in offers if t.id in linked)
    about = f"{len(nodes)} tilbud og {len(edges)} veier mellom dem. Det samme står som liste nedenfor."
    return network.Graf("nettverk", "Hvordan tilbudene leder til hverandre", about, nodes, edges)


def tilbud_index(show: Showing, drawing: network.Tegning | None) -> Side:
    """Every offer A–Å, and the network of what leads to what."""
    rows: dict[str, list[ListeRad]] = {}
    for t in sorted(show.catalogue.all("tilbud"), key=lambda t: words.alphabetical(t.navn)):
        category = show.catalogue.get("kategori", t.kategori)
        known = f"Også kalt {words.joined(t.også_kalt)}" if t.også_kalt else ""
        row = ListeRad(t.id, show.tilbud(t.id), t.kort, known, category.id, category.tegn, modalities(t.vilkår))
        rows.setdefault(t.navn[0].upper(), []).append(row)
    leads_to: dict[str, list[Lenketekst]] = {}
    for start, end in network_graph(show).kanter:
        leads_to.setdefault(start, []).append(show.tilbud(end))
    onward = []
    for start, ends in leads_to.items():
        onward.append((show.tilbud(start), tuple(sorted(ends, key=lambda link: words.alphabetical(link.tekst)))))
    onward.sort(key=lambda pair: words.alphabetical(pair[0].tekst))
    data = TilbudListe(tuple((letter, tuple(found)) for letter, found in rows.items()), drawing, tuple(onward))
    return Side(
        "tilbud/",
        "tilbud-liste.md",
        "Alle tilbud A–Å",
        "Alle tilbudene på kartet i alfabetisk rekkefølge, med andre navn de går under.",
        data,
        FORSIDE,
    )


def index_page(kind: str, folder: str, template: str, title: str, text: str, show: Showing) -> Side:
    """A list of records of one kind, each with a page of its own."""
    rows = []
    for record in show.catalogue.all(kind):
        under = ""
        if kind == "reise":
            under = show.catalogue.get("persona", record.persona).navn
        elif kind == "overgang":
            under = f"{show.aktør(record.fra.aktør).tekst} → {show.aktør(record.til.aktør).tekst}"
        elif kind == "persona":
            under = f"{record.alder} år"
        rows.append(ListeRad(record.id, show.post(kind, folder, record.id), record.kort, under))
    return Side(f"{folder}/", template, title, text, tuple(rows), FORSIDE)
