"""What the pages of personas and journeys show."""

from dataclasses import dataclass

from generator import words
from generator.diagrams import lanes
from generator.model.reise import Persona, Reise, Steg, Veivalg
from generator.proof import proofs
from generator.views.bevis import Bevisvisning, shown_proof
from generator.views.shown import Lenketekst, Punkt, Showing, Side
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
class StegRad:
    """One step in words."""

    id: str
    navn: str
    bane: str
    fra: int
    til: int
    tid: str
    lengde: str
    anslag: bool
    lenke: Lenketekst | None
    aktør: Lenketekst | None
    hull: str
    søkes: bool
    hvorfor: str
    gir: str
    antakelse: str
    kunne_vært: str
    søknader: tuple[tuple[int, str, Lenketekst], ...]
    sideveier: tuple[tuple[str, str, tuple[Lenketekst, ...], tuple[Lenketekst, ...]], ...]
    belegg: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class VeivalgRad:
    """A decision point in words."""

    mnd: int
    spørsmål: str
    hvem: str
    valg: tuple[tuple[str, Lenketekst | None], ...]


@dataclass(frozen=True)
class ReiseSide:
    """Everything on the page of one journey."""

    persona: Lenketekst
    persona_kort: str
    kort: str
    nå: str
    mål: tuple[tuple[Lenketekst, bool, str], ...]
    tid: str
    tegning: lanes.Tegning
    steg: tuple[StegRad, ...]
    veivalg: tuple[VeivalgRad, ...]
    merker: tuple[lanes.Strek, ...]
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
    crumbs = (Lenketekst("Forside", ""), Lenketekst("Personas", "personas/"))
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
    persona = show.catalogue.get("persona", reise.persona)
    timeline = reise_timeline(reise, show)
    goals = tuple(
        (
            Lenketekst(show.catalogue.get("mål", g.mål).navn, "", show.catalogue.get("mål", g.mål).kort),
            g.hovedmål,
            _step(reise, g.steg).navn,
        )
        for g in reise.mål
    )
    data = ReiseSide(
        persona=show.post("persona", "personas", persona.id),
        persona_kort=persona.kort,
        kort=reise.kort,
        nå=persona.bakgrunn[0],
        mål=goals,
        tid=words.months(timeline.slutt),
        tegning=lanes.layout(timeline),
        steg=tuple(_step_row(step, reise, show) for step in _in_time(reise.steg)),
        veivalg=tuple(_choice(v, reise, show) for v in sorted(reise.veivalg, key=lambda v: v.mnd)),
        merker=next((bane.streker for bane in timeline.baner if bane.id == "datoer"), ()),
        lærdom=show.punkter(reise.lærdom),
        bevis=shown_proof(show.catalogue.once(proofs)[reise.id], reise, show),
        kilder=sources_of(reise.bygger_på, show),
        lov_lest=words.day(reise.lov_lest),
        redigert=words.day(reise.redigert),
    )
    crumbs = (Lenketekst("Forside", ""), Lenketekst("Reiser", "reiser/"))
    return Side(
        f"reiser/{reise.id}/",
        "reise.md",
        reise.navn,
        reise.kort,
        data,
        crumbs,
        show.catalogue.fil("reise", reise.id),
        show.lest("reise", reise.id),
    )


def _in_time(steps: tuple[Steg, ...]) -> list[Steg]:
    order = list(words.LANE)
    return sorted(steps, key=lambda s: (s.fra_mnd, order.index(s.bane), s.til_mnd))


def _step(reise: Reise, id: str) -> Steg:
    return next(step for step in reise.steg if step.id == id)


def reise_timeline(reise: Reise, show: Showing) -> lanes.Tidslinje:
    """A journey as lanes over time."""
    found = []
    for id, name in words.LANE.items():
        steps = sorted((s for s in reise.steg if s.bane == id), key=lambda s: (s.fra_mnd, s.til_mnd))
        if steps:
            found.append(lanes.Bane(id, name, tuple(_bar(step, show) for step in steps)))
    marks = [
        lanes.Strek(
            f"overlevering-{i}",
            show.catalogue.get("overgang", o.overgang).navn,
            o.mnd,
            o.mnd,
            "overlevering",
            f"overganger/{o.overgang}/",
        )
        for i, o in enumerate(reise.overleveringer)
    ]
    sent = [(step, s) for step in reise.steg for s in step.søknader]
    marks += [lanes.Strek(f"soknad-{i}", f"Søk: {s.hva}", s.mnd, s.mnd, "søknad") for i, (_, s) in enumerate(sent)]
    if marks:
        found.append(
            lanes.Bane("datoer", "Søknader og overleveringer", tuple(sorted(marks, key=lambda m: (m.fra, m.id))))
        )
    persona = show.catalogue.get("persona", reise.persona)
    about = f"{persona.navn}s reise i {len(found)} baner over {words.months(max(s.til_mnd for s in reise.steg))}. Det samme står som tekst nedenfor."
    return lanes.Tidslinje(f"reise-{reise.id}", reise.navn, about, tuple(found))


def _bar(step: Steg, show: Showing) -> lanes.Strek:
    art: lanes.Art = "steg"
    if step.bane == "livsopphold":
        needs = step.ytelse and show.catalogue.get("ytelse", step.ytelse).art == "behovsprøvd"
        art = "hull" if step.hull else "søkes" if needs else "gis"
    elif step.bane == "ansvar":
        art = "ansvar"
    link = _link(step, show)
    return lanes.Strek(step.id, step.navn, step.fra_mnd, step.til_mnd, art, link.sti if link else "")


def _link(step: Steg, show: Showing) -> Lenketekst | None:
    if step.tilbud:
        return show.tilbud(step.tilbud)
    if step.ytelse:
        return show.ytelse(step.ytelse)
    return show.aktør(step.aktør) if step.bane == "ansvar" and step.aktør else None


def _step_row(step: Steg, reise: Reise, show: Showing) -> StegRad:
    needs = bool(step.ytelse) and show.catalogue.get("ytelse", step.ytelse or "").art == "behovsprøvd"
    detours = [s for s in reise.sideveier if s.fra == step.id]
    return StegRad(
        step.id,
        step.navn,
        words.LANE[step.bane],
        step.fra_mnd,
        step.til_mnd,
        f"Måned {step.fra_mnd}–{step.til_mnd}",
        words.months(step.til_mnd - step.fra_mnd),
        step.anslag,
        _link(step, show),
        show.aktør(step.aktør) if step.aktør else None,
        step.hull or "",
        needs,
        step.hvorfor or "",
        step.gir or "",
        step.antakelse or "",
        step.kunne_vært or "",
        tuple((s.mnd, s.hva, show.aktør(s.til)) for s in step.søknader),
        tuple((d.tilbakeslag, d.vei_ut, tuple(show.tilbud(t) for t in d.tilbud), show.belegg(d)) for d in detours),
        show.belegg(step),
    )


def _choice(choice: Veivalg, reise: Reise, show: Showing) -> VeivalgRad:
    options = []
    for option in choice.valg:
        link = None
        if option.steg:
            link = Lenketekst(f"Steget «{_step(reise, option.steg).navn}»", f"reiser/{reise.id}/#steg-{option.steg}")
        elif option.tilbud:
            link = show.tilbud(option.tilbud)
        elif option.reise:
            link = show.post("reise", "reiser", option.reise)
        options.append((option.tekst, link))
    who = show.aktør(choice.hvem).tekst if choice.hvem else ""
    return VeivalgRad(choice.mnd, choice.spørsmål, who, tuple(options))
