"""What must go on holding while a step runs: the time its length lies within, the job behind a wage, hours on average."""

from collections.abc import Iterator

from generator import words
from generator.evaluate import holds
from generator.model.reise import Steg
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse
from generator.proof.bevis import Brudd
from generator.proof.hours import average, hours, is_job
from generator.proof.scene import Scene, State
from generator.proof.steps import broken, limits


def lasting_breaks(states: list[State], scene: Scene) -> Iterator[Brudd]:
    """What stops holding in some month of a step."""
    yield from _outside_its_time(states, scene)
    yield from _wages_without_work(scene)
    yield from _too_little_work(states, scene)


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
    return is_job(steg, scene)


def _too_little_work(states: list[State], scene: Scene) -> Iterator[Brudd]:
    """Where law asks for hours of work on average, the parts that are work reach them."""
    for moment in (moment for state in states for moment in state.begins):
        found, record = average(moment, scene), scene.record(moment.steg)
        if found and record and found.timer < found.minst:
            rule = (
                f"i snitt er {hours(found.timer)} i uka av «{record.navn}» rettet mot arbeid, "
                f"og det skal være minst {hours(found.minst)}"
            )
            hint = (
                "sett opp «timer_uke» i delene som er praksis eller arbeid, "
                f"eller legg til flere med «del_av: {moment.steg.id}»"
            )
            yield broken(
                "reise-fulltid", moment.steg, "id", rule, hint, scene, mnd=found.fra_mnd, hjemmel=found.hjemmel
            )
