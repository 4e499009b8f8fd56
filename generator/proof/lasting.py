"""What must go on holding while a step runs: the time its length lies within, the job behind a wage, hours on average."""

from collections.abc import Iterator

from generator import words
from generator.evaluate import holds
from generator.model.deltakelse import Arbeidsretting
from generator.model.reise import Steg
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse
from generator.proof.bevis import Brudd
from generator.proof.scene import Scene, State
from generator.proof.steps import broken, limits


def lasting_breaks(states: list[State], scene: Scene) -> Iterator[Brudd]:
    """What stops holding in some month of a step."""
    yield from _outside_its_time(states, scene)
    yield from _wages_without_work(scene)
    yield from _too_little_work(states, scene)


def hours(number: float) -> str:
    """Hours in words."""
    return f"{number:g}".replace(".", ",") + " timer"


def _outside_its_time(states: list[State], scene: Scene) -> Iterator[Brudd]:
    """A length that must be used within some time is not used after it; the longest such time is what counts."""
    for moment in (moment for state in states for moment in state.begins):
        steg, record = moment.steg, scene.record(moment.steg)
        certain = limits(record, moment.målt, scene)[0] if record else []
        within = [limit for limit in certain if limit.innenfor]
        if record is None or not within or len(within) < len(certain):
            continue
        for state in states[steg.fra_mnd : steg.til_mnd]:
            if all(holds(limit.innenfor, state.situasjon, scene.facts) is False for limit in within):
                told = words.joined(
                    (words.sentence(i, dict(scene.facts)) for x in within if (i := x.innenfor)), "eller"
                )
                rule = f"«{record.navn}» kan bare gis mens {told}"
                hint = f"la steget slutte senest i måned {state.mnd}"
                cited = tuple(dict.fromkeys(text for limit in within for text in limit.hjemmel))
                yield broken("reise-lengde", steg, "til_mnd", rule, hint, scene, mnd=state.mnd, hjemmel=cited)
                break


def _wages_without_work(scene: Scene) -> Iterator[Brudd]:
    """A permit lets one work, but only a job pays: each month of wages has one."""
    for steg in scene.reise.steg:
        benefit = scene.benefit(steg)
        if benefit is None or benefit.art != "lønn":
            continue
        idle = (mnd for mnd in range(steg.fra_mnd, steg.til_mnd) if not _paid(benefit, scene.running(mnd), scene))
        for mnd in idle:
            rule = f"«{steg.navn}» har ingen jobb bak seg denne måneden"
            hint = "legg til steget der personen er ansatt, i banen arbeid_utdanning og med arbeidsgiveren som aktør"
            yield broken("reise-livsopphold", steg, "ytelse", rule, hint, scene, mnd=mnd)
            break


def _paid(benefit: Ytelse, running: tuple[Steg, ...], scene: Scene) -> bool:
    return any(steg.bane == "arbeid_utdanning" and _pays(steg, benefit, scene) for steg in running)


def _pays(steg: Steg, benefit: Ytelse, scene: Scene) -> bool:
    """Whether a step is a job of its own, or an offer whose participants are employed."""
    record = scene.record(steg)
    if isinstance(record, Tilbud):
        return any(item.ytelse == benefit.id and item.måte == "følger_med" for item in record.livsopphold)
    return _is_job(steg, scene)


def _is_job(steg: Steg, scene: Scene) -> bool:
    return bool(steg.tilbud is None and steg.aktør and scene.catalogue.get("aktør", steg.aktør).nivå == "arbeidsliv")


def _too_little_work(states: list[State], scene: Scene) -> Iterator[Brudd]:
    """Where law asks for hours of work on average, the parts that are work reach them."""
    for moment in (moment for state in states for moment in state.begins):
        whole, record = moment.steg, scene.record(moment.steg)
        # What happened before the journey is not known, and then neither is the average.
        if not isinstance(record, Tilbud) or whole.del_av or whole.brukt_mnd or scene.continues(whole):
            continue
        for asked in record.arbeidsretting:
            if holds(asked.når, moment.målt, scene.facts):
                yield from _below_average(whole, record, asked, scene)


def _below_average(whole: Steg, record: Tilbud, asked: Arbeidsretting, scene: Scene) -> Iterator[Brudd]:
    wholes = [steg for steg in scene.same(whole) if not steg.del_av]
    counted = range(whole.fra_mnd + asked.etter_mnd, max(steg.til_mnd for steg in wholes))
    work = [steg for steg in scene.reise.steg if steg.del_av in {w.id for w in wholes} and _is_work(steg, asked, scene)]
    total = sum(steg.timer_uke or 0 for mnd in counted for steg in scene.running(mnd) if steg in work)
    if counted and total < asked.timer_uke * len(counted):
        reached = hours(round(total / len(counted), 1))
        rule = f"i snitt er {reached} i uka av «{record.navn}» rettet mot arbeid, og det skal være minst {hours(asked.timer_uke)}"
        hint = (
            f"sett opp «timer_uke» i delene som er praksis eller arbeid, eller legg til flere med «del_av: {whole.id}»"
        )
        yield broken("reise-fulltid", whole, "id", rule, hint, scene, mnd=counted[0], hjemmel=asked.hjemmel)


def _is_work(steg: Steg, asked: Arbeidsretting, scene: Scene) -> bool:
    return steg.bane == "arbeid_utdanning" and (steg.tilbud in asked.teller or _is_job(steg, scene))
