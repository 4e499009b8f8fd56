"""A journey as a value for the lanes: what lasts, what each month is lived on, and what happens along the way."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import words
from generator.diagrams import lanes
from generator.model.reise import Reise, Steg, Veivalg
from generator.proof import proofs
from generator.proof.bevis import Bevis
from generator.proof.scene import Scene, states
from generator.views.bevis import Pengerad, money_rows
from generator.views.shown import Showing

DECISIONS = "arbeid_utdanning"  # the lane a decision stands in when it leads to no step of the journey
# What is reached along the way: the lane, the fact, the answers that count, and the words on the step of the stairs.
REACHED = (
    ("norsk", "norsk_b1_bestaatt", {"ja": "B1 i alle delprøver"}),
    ("norsk", "norsk_b2_bestaatt", {"ja": "B2, eller likestilt"}),
    ("norsk", "norsk_status", {"maal-naadd": "Norskmålet"}),
    ("arbeid_utdanning", "grunnskole_fullfort", {"ja": "Fullført grunnskole"}),
    (
        "arbeid_utdanning",
        "vgs_godkjent",
        {"studiekompetanse": "Studiekompetanse", "yrkeskompetanse": "Yrkeskompetanse"},
    ),
)
IMPLIED = {"B2, eller likestilt": "B1 i alle delprøver", "B1 i alle delprøver": "Norskmålet"}


@dataclass(frozen=True)
class Trinn:
    """A level of Norwegian or education the walk through the rules finds reached, and the step it comes from."""

    id: str
    tekst: str
    bane: str
    mnd: int
    steg: str


def reise_timeline(reise: Reise, show: Showing) -> lanes.Tidslinje:
    """A journey as lanes over time."""
    bevis = show.catalogue.once(proofs)[reise.id]
    found = []
    for id, name in words.LANE.items():
        steps = sorted((s for s in reise.steg if s.bane == id), key=lambda s: (s.fra_mnd, s.til_mnd))
        if steps:
            parts = [_bar(step, reise, show) for step in steps] + list(_marks(id, reise, bevis, show))
            found.append(lanes.Bane(id, name, tuple(sorted(parts, key=lambda part: (part.fra, part.til)))))
    person = show.catalogue.get("persona", reise.persona)
    length = words.months(max(s.til_mnd for s in reise.steg))
    about = f"{person.navn}s reise i {len(found)} baner over {length}. Det samme står som tekst på siden."
    return lanes.Tidslinje(f"reise-{reise.id}", reise.navn, about, tuple(found), reise.begynner)


def reached(reise: Reise, show: Showing) -> tuple[Trinn, ...]:
    """Each level as the month comes in which it is true; what is true when the journey begins is not reached by it."""
    scene = Scene(reise, show.catalogue)
    walked = list(states(scene))
    found = []
    for lane, fact, answers in REACHED:
        before = walked[0].situasjon.get(fact)
        for state in walked[1:]:
            answer = state.situasjon.get(fact)
            if answer != before and answer in answers:
                found.append((state.mnd, lane, fact, answers[answer]))
            before = answer
    implied = {(mnd, IMPLIED.get(text)) for mnd, _, _, text in found}
    own = sorted(item for item in found if (item[0], item[3]) not in implied)
    return tuple(
        Trinn(f"trinn-{number}", text, words.LANE[lane], mnd, _source(reise, lane, fact, mnd, scene).id)
        for number, (mnd, lane, fact, text) in enumerate(own, 1)
    )


def _source(reise: Reise, lane: str, fact: str, mnd: int, scene: Scene) -> Steg:
    """The step a level comes from: the one that says so, or else the one that ends or begins as it is reached."""

    def nearness(step: Steg) -> tuple[bool, ...]:
        record = scene.record(step)
        says = fact in step.ved_slutt or (record is not None and fact in record.ved_slutt)
        ends = step.til_mnd == mnd
        return not (ends and says), not (ends and step.bane == lane), not ends, step.bane != lane, step.til_mnd < mnd

    return min(reise.steg, key=nearness)


def money_id(row: Pengerad) -> str:
    """What a run of months is called in the drawing and in the table."""
    return f"penger-{row.fra}"


def choice_name(number: int) -> str:
    """What a decision is called in the drawing."""
    return f"Veivalg {number}"


def choices(reise: Reise) -> list[tuple[int, Veivalg, str]]:
    """The decisions in order of time, with their numbers from 1 and the lane each stands in."""
    lane_of = {step.id: step.bane for step in reise.steg}
    found = []
    for number, choice in enumerate(sorted(reise.veivalg, key=lambda v: v.mnd), 1):
        led_to = [lane_of[option.steg] for option in choice.valg if option.steg]
        found.append((number, choice, led_to[0] if led_to else DECISIONS))
    return found


def _marks(lane: str, reise: Reise, bevis: Bevis, show: Showing) -> Iterator[lanes.Strek]:
    """Everything in a lane that is not a step."""
    here = f"reiser/{reise.id}/"
    lane_of = {step.id: step.bane for step in reise.steg}
    for level in reached(reise, show):
        if level.bane == words.LANE[lane]:
            yield lanes.Strek(level.id, level.tekst, level.mnd, level.mnd, "trinn")
    number = 0
    for step in reise.steg:
        for sent in step.søknader:
            if step.bane == lane:
                text, link = f"Søk: {sent.hva}", f"{here}#soknad-{number}"
                yield lanes.Strek(f"soknad-{number}", text, sent.mnd, sent.mnd, "søknad", link)
            number += 1
    for index, detour in enumerate(reise.sideveier):
        if lane_of[detour.fra] == lane:
            id = f"sidevei-{index}"
            step = next(step for step in reise.steg if step.id == detour.fra)
            text = "Hvis noe går galt"
            yield lanes.Strek(id, text, step.fra_mnd, step.til_mnd, "sidevei", f"{here}#{id}", ved=step.id)
    for number, choice, place in choices(reise):
        if place == lane:
            id = f"veivalg-{number}"
            ways = tuple(option.steg is not None for option in choice.valg)
            yield lanes.Strek(id, choice_name(number), choice.mnd, choice.mnd, "veivalg", f"{here}#{id}", grener=ways)
    if lane == "ansvar":
        for index, item in enumerate(reise.overleveringer):
            id, name = f"overlevering-{index}", show.catalogue.get("overgang", item.overgang).navn
            yield lanes.Strek(id, name, item.mnd, item.mnd, "overlevering", f"{here}#{id}")
    if lane == "livsopphold":
        for row in money_rows(bevis, reise, show):
            yield lanes.Strek(money_id(row), row.beløp, row.fra, row.til, _secured(row), f"{here}#{money_id(row)}")
            if row.faller:
                yield lanes.Strek(f"fall-{row.fra}", row.endring, row.fra, row.fra, "fall", f"{here}#{money_id(row)}")


def _secured(row: Pengerad) -> lanes.Art:
    kinds: dict[str, lanes.Art] = {"sikret": "sikret", "delvis": "delvis", "søkes": "vurderes", "hull": "tomt"}
    return kinds[row.art]


def _bar(step: Steg, reise: Reise, show: Showing) -> lanes.Strek:
    art: lanes.Art = "steg"
    if step.bane == "livsopphold":
        needs = step.ytelse and show.catalogue.get("ytelse", step.ytelse).art == "behovsprøvd"
        art = "hull" if step.hull else "søkes" if needs else "gis"
    elif step.bane == "ansvar":
        art = "ansvar"
    return lanes.Strek(
        step.id,
        step.navn,
        step.fra_mnd,
        step.til_mnd,
        art,
        f"reiser/{reise.id}/#steg-{step.id}",
        _colour(step, show),
        any(goal.steg == step.id for goal in reise.mål),
    )


def _colour(step: Steg, show: Showing) -> str:
    """The category of the offer a step is; a job without one has the colour of jobs, and other lanes their own."""
    if step.bane != "arbeid_utdanning":
        return ""
    return str(show.catalogue.get("tilbud", step.tilbud).kategori) if step.tilbud else "jobb"
