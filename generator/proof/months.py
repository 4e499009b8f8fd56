"""What must hold of every month: something to live on, someone responsible, and nothing beside what excludes it."""

from collections.abc import Iterator

from generator import words
from generator.evaluate import holds
from generator.model.deltakelse import Fulltid
from generator.model.reise import Steg
from generator.model.tilbud import MedTilbud, Tilbud
from generator.model.ytelse import Ytelse
from generator.problems import did_you_mean
from generator.proof.bevis import Brudd, Livsopphold, Måned
from generator.proof.hours import hours
from generator.proof.lasting import lasting_breaks
from generator.proof.money import added, secured
from generator.proof.scene import Scene, State, offered
from generator.proof.steps import broken


def month(state: State, scene: Scene) -> Måned:
    """One month in sum."""
    running = scene.running(state.mnd)
    benefits = list({b.id: b for steg in running if (b := scene.benefit(steg))}.values())
    return Måned(
        nummer=state.mnd,
        dato=scene.dato(state.mnd),
        steg=tuple(steg.id for steg in running),
        livsopphold=tuple(benefit.id for benefit in benefits),
        art=_kind(benefits),
        kroner=secured(running, state, scene),
        tillegg=tuple(added(running, state, scene)),
        ansvar=tuple(dict.fromkeys(steg.aktør for steg in running if steg.bane == "ansvar" and steg.aktør)),
    )


def _kind(benefits: list[Ytelse]) -> Livsopphold:
    """Supplements carry nobody alone, and a month in which something is assessed each time is never a solved one."""
    kinds = {benefit.art for benefit in benefits} - {"tillegg"}
    if "behovsprøvd" in kinds:
        return "delvis" if kinds - {"behovsprøvd"} else "søkes"
    return "sikret" if kinds else "hull"


def monthly_breaks(states: list[State], months: tuple[Måned, ...], scene: Scene) -> Iterator[Brudd]:
    """What breaks in some month."""
    yield from _nothing_to_live_on(months, scene)
    yield from _rates_nobody_knows(scene)
    yield from _nobody_responsible(months, scene)
    yield from _handed_over_to_nobody(scene)
    yield from _side_by_side(states, scene)
    yield from _outside_its_whole(scene)
    yield from _overfull_weeks(states, scene)
    yield from lasting_breaks(states, scene)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Numbers as runs from first to last."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _span(run: tuple[int, int]) -> str:
    return "denne måneden" if run[0] == run[1] else f"til og med måned {run[1]}"


def _nothing_to_live_on(months: tuple[Måned, ...], scene: Scene) -> Iterator[Brudd]:
    declared = {mnd for steg in scene.reise.steg if steg.hull for mnd in range(steg.fra_mnd, steg.til_mnd)}
    bare = [month.nummer for month in months if month.art == "hull" and month.nummer not in declared]
    for run in _runs(bare):
        rule = f"det er ingenting å leve av {_span(run)}"
        hint = "legg til et steg i banen livsopphold, med «ytelse» eller med «hull» og grunnen"
        yield _gap("reise-livsopphold", "livsopphold", run[0], rule, hint, scene)


def _rates_nobody_knows(scene: Scene) -> Iterator[Brudd]:
    for steg in scene.reise.steg:
        benefit = scene.benefit(steg)
        known = [rate.gjelder for rate in benefit.størrelse] if benefit else []
        if steg.sats is None or steg.sats in known:
            continue
        name = benefit.navn if benefit else steg.navn
        hint = did_you_mean(steg.sats, known) or "satsene heter " + ", ".join(f"«{gjelder}»" for gjelder in known)
        yield broken("reise-livsopphold", steg, "sats", f"«{name}» har ingen sats for «{steg.sats}»", hint, scene)


def _nobody_responsible(months: tuple[Måned, ...], scene: Scene) -> Iterator[Brudd]:
    for run in _runs([month.nummer for month in months if not month.ansvar]):
        rule = f"ingen har ansvaret {_span(run)}"
        hint = "legg til et steg i banen ansvar, eller la et av dem vare lenger"
        yield _gap("reise-ansvar", "ansvar", run[0], rule, hint, scene)


def _gap(kode: str, lane: str, mnd: int, rule: str, hint: str, scene: Scene) -> Brudd:
    """A gap is shown where the step before it ends, or at the list of steps when there is none."""
    before = [steg for steg in scene.reise.steg if steg.bane == lane and steg.til_mnd <= mnd]
    if before:
        return broken(kode, max(before, key=lambda s: s.til_mnd), "til_mnd", rule, hint, scene, mnd=mnd)
    return Brudd(kode, ("steg",), rule, hint, (), mnd, scene.dato(mnd))


def _handed_over_to_nobody(scene: Scene) -> Iterator[Brudd]:
    for index, item in enumerate(scene.reise.overleveringer):
        overgang = scene.catalogue.get("overgang", item.overgang)
        sides = [(overgang.til.aktør, item.mnd, "tar imot")]
        if item.mnd > 0:
            sides.insert(0, (overgang.fra.aktør, item.mnd - 1, "slipper"))
        for actor, mnd, verb in sides:
            if any(steg.bane == "ansvar" and steg.aktør == actor for steg in scene.running(mnd)):
                continue
            name = scene.catalogue.get("aktør", actor).navn
            rule = f"«{overgang.navn}»: {name} {verb}, men har ikke ansvaret i måned {mnd}"
            hint = f"legg til et steg i banen ansvar for «{actor}», eller flytt overleveringen"
            yield Brudd("reise-ansvar", ("overleveringer", index), rule, hint, (), item.mnd, scene.dato(item.mnd))


def _side_by_side(states: list[State], scene: Scene) -> Iterator[Brudd]:
    """Each pair that excludes one another is told of once, in the first month they meet."""
    told: set[frozenset[str]] = set()
    for state in states:
        steps = [steg for steg in scene.running(state.mnd) if offered(steg)]
        for first in steps:
            record = scene.record(first)
            for second in steps:
                pair = frozenset((first.id, second.id))
                item = record and _excludes(record.utelukker, second, state, scene)
                if not (record and item) or pair in told:
                    continue
                told.add(pair)
                late = max(first, second, key=lambda s: s.fra_mnd)
                other = scene.record(second)
                rule = f"«{record.navn}» kan ikke gå samtidig med «{other.navn if other else ''}»"
                hint = item.tekst or "flytt det ene steget"
                yield broken("reise-samtidig", late, "fra_mnd", rule, hint, scene, mnd=state.mnd, hjemmel=item.hjemmel)


def _excludes(items: tuple[MedTilbud, ...], other: Steg, state: State, scene: Scene) -> MedTilbud | None:
    """The exclusion that hits a step: of its offer, of the door its offer lies behind, or of its benefit."""
    record = scene.record(other)
    door = record.variant_av if isinstance(record, Tilbud) else None
    for item in items:
        named = item.tilbud or item.ytelse
        if named in (offered(other), door) and holds(item.når, state.situasjon, scene.facts):
            return item
    return None


def _outside_its_whole(scene: Scene) -> Iterator[Brudd]:
    for steg in scene.reise.steg:
        whole = scene.by_id(steg.del_av)
        if whole and (steg.fra_mnd < whole.fra_mnd or steg.til_mnd > whole.til_mnd):
            rule = f"«{steg.navn}» er en del av «{whole.navn}», som varer fra måned {whole.fra_mnd} til {whole.til_mnd}"
            mnd = steg.fra_mnd if steg.fra_mnd < whole.fra_mnd else whole.til_mnd
            yield broken("reise-samtidig", steg, "del_av", rule, "rett tiden, eller ta bort «del_av»", scene, mnd=mnd)


def _overfull_weeks(states: list[State], scene: Scene) -> Iterator[Brudd]:
    """Where law sets the hours of a week, its parts keep within them, and no course or job runs beside it."""
    told: set[str] = set()
    for state in states:
        running = scene.running(state.mnd)
        for whole in running:
            record = scene.record(whole)
            full = record.fulltid if isinstance(record, Tilbud) else None
            if full is None or scene.continues(whole):
                continue
            for found in (
                *_too_many_hours(whole, full, running, state.mnd, scene),
                *_beside(whole, full, running, state.mnd, scene),
            ):
                if found.steg not in told:
                    told.add(found.steg or "")
                    yield found


def _too_many_hours(whole: Steg, full: Fulltid, running: tuple[Steg, ...], mnd: int, scene: Scene) -> Iterator[Brudd]:
    parts = [steg for steg in running if steg.del_av == whole.id and steg.timer_uke]
    total = sum(steg.timer_uke or 0 for steg in parts)
    if total > full.timer_uke:
        named = words.joined(f"«{steg.navn}»" for steg in parts)
        rule = f"{named} er {hours(total)} i uka, og «{whole.navn}» er {hours(full.timer_uke)}"
        late = max(parts, key=lambda s: s.fra_mnd)
        hint = "sett ned «timer_uke», eller flytt et av stegene"
        yield broken("reise-fulltid", late, "timer_uke", rule, hint, scene, mnd=mnd, hjemmel=full.hjemmel)


def _beside(whole: Steg, full: Fulltid, running: tuple[Steg, ...], mnd: int, scene: Scene) -> Iterator[Brudd]:
    for steg in running:
        if steg is whole or steg.del_av == whole.id or steg.bane not in ("norsk", "arbeid_utdanning"):
            continue
        rule = f"«{whole.navn}» fyller {hours(full.timer_uke)} i uka, og «{steg.navn}» går ved siden av"
        hint = f"skriv «del_av: {whole.id}» når det er en del av programmet, eller flytt steget"
        yield broken("reise-fulltid", steg, "id", rule, hint, scene, mnd=mnd, hjemmel=full.hjemmel)
