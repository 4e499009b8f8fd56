"""A journey as it is drawn through the map: its stops in order of time, what each says, and what follows what."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from generator import words
from generator.files import File
from generator.model.reise import Reise, Steg
from generator.proof import proofs
from generator.proof.bevis import Måned
from generator.views.shown import Showing

# The lanes that are drawn as lines; who is responsible is told at each stop instead.
LINES = ("norsk", "arbeid_utdanning", "supplerende", "livsopphold")
KIND_OF_MONTH = {
    "sikret": "",
    "delvis": "Noe må søkes om og vurderes.",
    "søkes": "Alt må søkes om og vurderes.",
    "hull": "Det er ingenting på plass å leve av.",
}


@dataclass(frozen=True)
class Sidespor:
    """A setback, the way out of it, and the offers on that way."""

    tilbakeslag: str
    vei_ut: str
    tilbud: tuple[str, ...]


@dataclass(frozen=True)
class Stopp:
    """One step: where it stands on the map (an offer's or a benefit's id, or nowhere), and what is said at it."""

    nr: int
    id: str
    navn: str
    bane: str
    sted: str
    når: str
    tid: str
    hvem: str
    hvorfor: str
    lever_av: str
    etter: tuple[str, ...]
    sidespor: tuple[Sidespor, ...]
    mål: str


@dataclass(frozen=True)
class Skifte:
    """Where the responsibility changes hands: after which stop, and what the hand-over is called."""

    etter: str
    tekst: str
    sti: str


@dataclass(frozen=True)
class Kartreise:
    """Everything the map needs to draw a journey."""

    id: str
    navn: str
    person: str
    sti: str
    lengde: str
    stopp: tuple[Stopp, ...]
    skifter: tuple[Skifte, ...]


def journey_files(show: Showing) -> list[File]:
    """A file of data for each journey, read when someone follows it on the map."""
    return [
        File(f"data/kart/{reise.id}.json", json.dumps(asdict(drawn(reise, show)), ensure_ascii=False) + "\n")
        for reise in show.catalogue.all("reise")
    ]


def drawn(reise: Reise, show: Showing) -> Kartreise:
    """A journey's stops, numbered in order of time; those who begin together stand in the order of the lanes."""
    order = list(words.LANE)
    steps = sorted(
        (s for s in reise.steg if s.bane in LINES), key=lambda s: (s.fra_mnd, order.index(s.bane), s.til_mnd)
    )
    months = show.catalogue.once(proofs)[reise.id].måneder
    goals = {goal.steg: show.catalogue.get("mål", goal.mål).navn for goal in reise.mål}
    stops = tuple(
        Stopp(
            nr=number,
            id=step.id,
            navn=step.navn,
            bane=step.bane,
            sted=step.tilbud or step.ytelse or "",
            når=f"Måned {step.fra_mnd}–{step.til_mnd}",
            tid=f"{words.capital(words.month(months[step.fra_mnd].dato))}, måned {step.fra_mnd} av {len(months)}",
            hvem=_who(step, months[step.fra_mnd], show),
            hvorfor=step.hvorfor or "",
            lever_av=_lives_on(months[step.fra_mnd], show),
            etter=follows(step, steps),
            sidespor=tuple(Sidespor(s.tilbakeslag, s.vei_ut, s.tilbud) for s in reise.sideveier if s.fra == step.id),
            mål=goals.get(step.id, ""),
        )
        for number, step in enumerate(steps, 1)
    )
    persona = show.catalogue.get("persona", reise.persona)
    return Kartreise(
        reise.id,
        reise.navn,
        persona.navn,
        f"reiser/{reise.id}/",
        words.months(len(months)),
        stops,
        tuple(_handovers(reise, steps, show)),
    )


def follows(step: Steg, steps: Sequence[Steg]) -> tuple[str, ...]:
    """The step this one is a part of, or else the last one in its own lane that was over when it began."""
    if step.del_av:
        return (step.del_av,)
    over = [other for other in steps if other.bane == step.bane and other.til_mnd <= step.fra_mnd]
    return (max(over, key=lambda other: other.til_mnd).id,) if over else ()


def _who(step: Steg, month: Måned, show: Showing) -> str:
    """Who follows the step up, or else who is responsible in the month it begins."""
    ids = (step.aktør,) if step.aktør else month.ansvar
    return words.joined(dict.fromkeys(show.aktør(id).tekst for id in ids if id))


def _lives_on(month: Måned, show: Showing) -> str:
    """What there is to live on in a month, as one sentence or two."""
    named = words.joined(words.lower_first(show.ytelse(id).tekst) for id in month.livsopphold)
    return f"{words.capital(named)}. {KIND_OF_MONTH[month.art]}".strip() if named else KIND_OF_MONTH[month.art]


def _handovers(reise: Reise, steps: list[Steg], show: Showing) -> list[Skifte]:
    """Each hand-over at the step that last began when it comes: in work and education when one has begun there."""
    found = []
    for item in reise.overleveringer:
        begun = [s for s in steps if s.fra_mnd <= item.mnd] or steps
        main = [s for s in begun if s.bane == "arbeid_utdanning"] or begun
        overgang = show.catalogue.get("overgang", item.overgang)
        found.append(Skifte(main[-1].id, f"{overgang.navn} (måned {item.mnd})", f"overganger/{overgang.id}/"))
    return found
