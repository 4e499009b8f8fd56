"""What the pages of personas and journeys show."""

from dataclasses import dataclass

from generator import words
from generator.diagrams import lanes
from generator.model.reise import Persona, Reise
from generator.proof import proofs
from generator.views.bevis import Bevisvisning, shown_proof
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Punkt, Showing, Side
from generator.views.steg import Rad, story
from generator.views.tidslinje import reached, reise_timeline
from generator.views.tilbud import sources_of


@dataclass(frozen=True)
class PersonaSide:
    """Everything on the page of one persona."""

    navn: str
    alder: int
    kort: str
    bakgrunn: tuple[str, ...]
    håp: tuple[str, ...]
    situasjon: tuple[tuple[str, str], ...]
    belegg: tuple[Punkt, ...]
    reiser: tuple[Lenketekst, ...]
    kilder: tuple[Lenketekst, ...]
    redigert: str


@dataclass(frozen=True)
class ReiseSide:
    """Everything on the page of one journey."""

    persona: Lenketekst
    kort: str
    nå: str
    mål: tuple[tuple[Lenketekst, bool], ...]
    tid: str
    fra_til: str
    tegning: lanes.Tegning
    rader: tuple[Rad, ...]
    uten_nivå: bool
    lærdom: tuple[Punkt, ...]
    bevis: Bevisvisning
    kilder: tuple[Lenketekst, ...]
    lov_lest: str
    redigert: str


def persona_page(persona: Persona, show: Showing) -> Side:
    """Gather what the page of one persona shows."""
    journeys = [r for r in show.catalogue.all("reise") if r.persona == persona.id]
    data = PersonaSide(
        persona.navn,
        persona.alder,
        persona.kort,
        persona.bakgrunn,
        persona.håp,
        tuple(_situation(persona, show)),
        show.punkter(persona.belegg),
        tuple(show.post("reise", "reiser", r.id, r.kort) for r in journeys),
        sources_of(persona.bygger_på, show),
        words.day(persona.redigert),
    )
    crumbs = (*FORSIDE, Lenketekst("Personas", "personas/"))
    return Side(
        f"personas/{persona.id}/",
        "persona.md",
        f"{persona.navn}, {persona.alder} år",
        persona.kort,
        data,
        crumbs,
        show.catalogue.fil("persona", persona.id),
    )


def _situation(persona: Persona, show: Showing) -> list[tuple[str, str]]:
    rows = []
    for name, value in persona.situasjon.items():
        fact = show.facts[name]
        if fact.type == "ja_nei":
            answer = words.capital((fact.ja if value == "ja" else fact.nei) or value)
        elif fact.type == "valg":
            answer = words.capital(next(v.navn for v in fact.verdier if v.id == value))
        else:
            answer = f"{value} {fact.enhet}"
        rows.append((words.capital(fact.navn), answer))
    return rows


def reise_page(reise: Reise, show: Showing) -> Side:
    """Gather what the page of one journey shows, in the order it is shown."""
    catalogue = show.catalogue
    persona, bevis = catalogue.get("persona", reise.persona), catalogue.once(proofs)[reise.id]
    months, levels = bevis.måneder, reached(reise, show)
    goals = [(catalogue.get("mål", g.mål), g.hovedmål) for g in reise.mål]
    data = ReiseSide(
        persona=show.post("persona", "personas", persona.id),
        kort=reise.kort,
        nå=persona.bakgrunn[0],
        mål=tuple((Lenketekst(goal.navn, "", goal.kort), main) for goal, main in goals),
        tid=words.months(len(months)),
        fra_til=f"{words.month(months[0].dato)} – {words.month(months[-1].dato)}",
        tegning=lanes.layout(reise_timeline(reise, show)),
        rader=story(reise, bevis, levels, show),
        uten_nivå=not any(level.bane == words.LANE["norsk"] for level in levels),
        lærdom=show.punkter(reise.lærdom),
        bevis=shown_proof(bevis, reise, show),
        kilder=sources_of(reise.bygger_på, show),
        lov_lest=words.day(reise.lov_lest),
        redigert=words.day(reise.redigert),
    )
    return Side(
        f"reiser/{reise.id}/",
        "reise.md",
        reise.navn,
        reise.kort,
        data,
        (*FORSIDE, Lenketekst("Reiser", "reiser/")),
        catalogue.fil("reise", reise.id),
        show.lest("reise", reise.id),
    )
