"""Hours a week: in words, and how many of them are work on average where law asks for that."""

from generator.evaluate import holds
from generator.model.deltakelse import Arbeidsretting
from generator.model.reise import Steg
from generator.model.tilbud import Tilbud
from generator.proof.bevis import Snitt
from generator.proof.scene import Moment, Scene


def hours(number: float) -> str:
    """Hours in words."""
    return f"{number:g}".replace(".", ",") + " timer"


def is_job(steg: Steg, scene: Scene) -> bool:
    """Whether a step is a job: no offer, but an employer."""
    return bool(steg.tilbud is None and steg.aktør and scene.catalogue.get("aktør", steg.aktør).nivå == "arbeidsliv")


def average(moment: Moment, scene: Scene) -> Snitt | None:
    """The hours of work in what a step is the whole of, when law asks for them of this person."""
    whole, record = moment.steg, scene.record(moment.steg)
    # What happened before the journey is not known, and then neither is the average.
    if not isinstance(record, Tilbud) or whole.del_av or whole.brukt_mnd or scene.continues(whole):
        return None
    asked = next((item for item in record.arbeidsretting if holds(item.når, moment.målt, scene.facts)), None)
    return _average(whole, asked, scene) if asked else None


def _average(whole: Steg, asked: Arbeidsretting, scene: Scene) -> Snitt | None:
    wholes = {steg.id: steg for steg in scene.same(whole) if not steg.del_av}
    counted = range(whole.fra_mnd + asked.etter_mnd, max(steg.til_mnd for steg in wholes.values()))
    work = [steg for steg in scene.reise.steg if steg.del_av in wholes and _is_work(steg, asked, scene)]
    total = sum(steg.timer_uke or 0 for mnd in counted for steg in work if steg.fra_mnd <= mnd < steg.til_mnd)
    # Rounded down, so that what is too little never looks like enough.
    reached = int(total / len(counted) * 10) / 10 if counted else 0
    return Snitt(reached, asked.timer_uke, counted[0], asked.hjemmel) if counted else None


def _is_work(steg: Steg, asked: Arbeidsretting, scene: Scene) -> bool:
    return steg.bane == "arbeid_utdanning" and (steg.tilbud in asked.teller or is_job(steg, scene))
