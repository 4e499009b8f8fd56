"""What the map shows: every door in its place, and what each offer can be highlighted by."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from generator import words
from generator.diagrams import chart
from generator.evaluate import in_force, verdict
from generator.model.tilbud import Tilbud
from generator.views.kart_tegning import map_drawing
from generator.views.oversikt import FORSIDE, Felt, fields
from generator.views.shown import Lenketekst, Showing, Side
from generator.views.tilbud import language, short_lengths

# The longest time a law sets, in months, as one chooses it.
LENGTHS = ((12, "inntil-1-ar", "Inntil 1 år"), (36, "inntil-3-ar", "1–3 år"), (999, "over-3-ar", "Over 3 år"))
NO_LENGTH = ("ikke-satt", "Ikke satt i loven")
# Where schooling stands on the map: the steps of these categories are its levels.
SCHOOLING = ("grunnopplaering", "utdanning")
GROUP = "oppholdsgrunnlag"


@dataclass(frozen=True)
class Valg:
    """One answer to choose, and how many offers it is true of."""

    id: str
    tekst: str
    antall: int


@dataclass(frozen=True)
class Kjennetegn:
    """Something offers are told apart by, with the answers to choose between."""

    id: str
    navn: str
    valg: tuple[Valg, ...]


@dataclass(frozen=True)
class Kartrad:
    """An offer in the table that says what the map says; `data` holds its answers to each `Kjennetegn`."""

    id: str
    lenke: Lenketekst
    sted: str
    aktører: tuple[Lenketekst, ...]
    norsk: str
    lever_av: tuple[Lenketekst, ...]
    lengde: str
    data: dict[str, str]


@dataclass(frozen=True)
class KartSide:
    """Everything on the map: columns, and bands above and below them; what to highlight by, and the same as a table."""

    over: tuple[Felt, ...]
    kolonner: tuple[Felt, ...]
    under: tuple[Felt, ...]
    livsopphold: tuple[tuple[str, str, tuple[Lenketekst, ...]], ...]
    tegning: chart.Tegning
    kjennetegn: tuple[Kjennetegn, ...]
    rader: tuple[Kartrad, ...]
    reiser: tuple[tuple[str, str, Lenketekst], ...]
    antall_tilbud: int
    antall_dører: int
    lov_lest: str


def map_page(show: Showing, law_read: str) -> Side:
    """The map: every offer, in categories side by side."""
    all_fields = fields(show)
    bands = [(f, chart.is_above(place, len(all_fields))) for place, f in enumerate(all_fields) if f.form == "bånd"]
    offers = show.catalogue.all("tilbud")
    told = {offer.id: _told(offer, show) for offer in offers}
    traits = tuple(_traits(told.values(), show))
    data = KartSide(
        tuple(f for f, above in bands if above),
        tuple(f for f in all_fields if f.form == "kolonne"),
        tuple(f for f, above in bands if not above),
        tuple(_benefits(show)),
        show.catalogue.once(map_drawing),
        traits,
        tuple(_rows(all_fields, told, show)),
        tuple(_journeys(show)),
        len(offers),
        sum(len(f.dører) for f in all_fields),
        law_read,
    )
    text = "Alle tilbudene på ett kart: kategorier side om side, norsk og det som går ved siden av som bånd langs alt, livsopphold under."
    return Side("kart/", "kart.md", "Mulighetskartet", text, data, FORSIDE)


def _benefits(show: Showing) -> Iterator[tuple[str, str, tuple[Lenketekst, ...]]]:
    """The benefits by what kind they are."""
    for kind, name in words.BENEFIT.items():
        found = tuple(show.ytelse(y.id) for y in show.catalogue.all("ytelse") if y.art == kind)
        if found:
            yield kind, name, found


def _journeys(show: Showing) -> Iterator[tuple[str, str, Lenketekst]]:
    """The journeys one can draw, in the alphabetical order of the people who make them."""
    named = [(show.catalogue.get("persona", r.persona).navn, r) for r in show.catalogue.all("reise")]
    for person, reise in sorted(named, key=lambda pair: words.alphabetical(f"{pair[0]} {pair[1].navn}")):
        yield reise.id, f"{person}: {words.lower_first(reise.navn)}", show.post("reise", "reiser", reise.id)


def _told(offer: Tilbud, show: Showing) -> dict[str, tuple[str, ...]]:
    """What an offer answers to each `Kjennetegn`, by its id."""
    category, step = place(offer, show)
    length = max((v.maks_mnd for v in offer.varighet if v.maks_mnd is not None), default=None)
    fits = next((id for most, id, _ in LENGTHS if length is not None and length <= most), NO_LENGTH[0])
    return {
        "aktor": tuple(dict.fromkeys(item.aktør for item in offer.ansvar)),
        "gruppe": tuple(_meant_for(offer, show)),
        "norsk": (offer.språk.kreves.nivå,),
        "ytelse": tuple(dict.fromkeys(item.ytelse for item in offer.livsopphold)),
        "lengde": (fits,),
        "skole": (f"{category}-{step}",) if category in SCHOOLING else (),
        "mal": tuple(_goals(offer, show)),
    }


def place(offer: Tilbud, show: Showing) -> tuple[str, str]:
    """The category and the step an offer stands on; a variant stands where its door does."""
    door = show.catalogue.get("tilbud", offer.variant_av) if offer.variant_av else offer
    return door.kategori, door.trinn or ""


def _meant_for(offer: Tilbud, show: Showing) -> Iterator[str]:
    """The residence grounds with which a rule in force may give a right or a duty."""
    strong = [r for r in offer.vilkår if r.modalitet != "kan" and in_force(r, show.today)]
    for answer in show.catalogue.get("faktum", GROUP).verdier if GROUP in show.facts else ():
        asked = partial(verdict, situation={GROUP: answer.id}, facts=show.facts, today=show.today)
        if any(asked((rule,))[0] != "ikke_oppfylt" for rule in strong):
            yield answer.id


def _goals(offer: Tilbud, show: Showing) -> Iterator[str]:
    """The goals of the journeys that pass the offer."""
    passing = (r for r in show.catalogue.all("reise") if any(step.tilbud == offer.id for step in r.steg))
    yield from dict.fromkeys(item.mål for reise in passing for item in reise.mål)


def _traits(told: Iterable[dict[str, tuple[str, ...]]], show: Showing) -> Iterator[Kjennetegn]:
    """What to highlight by, with the answers some offer gives."""
    rows = list(told)
    get = show.catalogue.get
    grounds = {v.id: words.capital(v.navn) for v in get("faktum", GROUP).verdier} if GROUP in show.facts else {}
    steps = {f"{k.id}-{t.id}": t.navn for k in show.catalogue.all("kategori") if k.id in SCHOOLING for t in k.trinn}
    lengths = {id: text for _, id, text in LENGTHS} | dict([NO_LENGTH])
    named = (
        ("aktor", "Hvem har en rolle", {a.id: a.navn for a in show.catalogue.all("aktør")}),
        ("gruppe", "Rett eller plikt kan finnes for", grounds),
        ("norsk", "Norsk som kreves", words.LEVEL),
        ("ytelse", "Hva man kan leve av", {y.id: y.navn for y in show.catalogue.all("ytelse")}),
        ("lengde", "Lengste tid", lengths),
        ("skole", "Skole og utdanning", steps),
        ("mal", "På en reise mot", {m.id: m.navn for m in show.catalogue.all("mål")}),
    )
    for id, name, texts in named:
        count = Counter(value for row in rows for value in row[id])
        choices = tuple(Valg(value, text, count[value]) for value, text in texts.items() if count[value])
        if choices:
            yield Kjennetegn(id, name, choices)


def _rows(all_fields: Iterable[Felt], told: dict[str, dict[str, tuple[str, ...]]], show: Showing) -> Iterator[Kartrad]:
    """The offers in the order of the map."""
    for felt in all_fields:
        for trinn in felt.trinn:
            for door in trinn.dører:
                for link in (door.lenke, *door.varianter):
                    offer = show.catalogue.get("tilbud", link.sti.split("/")[1])
                    where = f"{felt.tegn} {felt.navn}" + (f": {words.lower_first(trinn.navn)}" if trinn.navn else "")
                    need = language(offer)
                    yield Kartrad(
                        offer.id,
                        link,
                        where,
                        tuple(show.aktør(id) for id in told[offer.id]["aktor"]),
                        "Ikke kjent" if need.hull else words.LEVEL[offer.språk.kreves.nivå],
                        tuple(show.ytelse(id) for id in told[offer.id]["ytelse"]),
                        "; ".join(dict.fromkeys(p.tekst for p in short_lengths(offer.varighet) if not p.hull)),
                        {id: " ".join(values) for id, values in told[offer.id].items() if values},
                    )
