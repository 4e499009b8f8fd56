"""What the rules say of each step when it begins: its conditions, its length and its applications."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import words
from generator.evaluate import Situasjon, Svar, answer, holds, in_force
from generator.model.deltakelse import Frist, Søkes
from generator.model.regler import Varighet
from generator.model.reise import Steg, Søknad
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse
from generator.proof.bevis import Brudd, Lengde, StegBevis, Søknadsbevis
from generator.proof.hours import average
from generator.proof.scene import Moment, Scene
from generator.proof.wording import hangs_on


@dataclass(frozen=True)
class Asked:
    """A step with what came of asking about it."""

    bevis: StegBevis
    brudd: tuple[Brudd, ...]


def ask(moment: Moment, scene: Scene) -> Asked:
    """Ask the rules in force about a step as it begins."""
    steg, record = moment.steg, scene.record(moment.steg)
    before = steg.fra_mnd == 0 and steg.brukt_mnd > 0
    earlier = scene.continues(steg)
    anew = record is not None and bool(record.vilkår) and not before and earlier is None
    svar = _answer(record, moment.før, scene, steg) if record and anew else None
    part = earlier is not None and earlier.id == steg.del_av  # its whole is what has a longest time
    lengde = _length(steg, record, moment.målt, scene) if record and not part else None
    latest = _latest(steg, record.søkes, scene) if record and record.søkes and (anew or not record.vilkår) else None
    bevis = StegBevis(
        steg=steg.id,
        mnd=steg.fra_mnd,
        dato=scene.dato(steg.fra_mnd),
        slag="tilbud" if steg.tilbud else "ytelse" if steg.ytelse else None,
        id=record.id if record else None,
        svar=svar,
        fortsetter=earlier.id if earlier else None,
        vedtatt_før=before,
        antakelse=steg.antakelse or "",
        lengde=lengde,
        snitt=average(moment, scene),
        søknader=tuple(_application(søknad, record, latest, scene) for søknad in steg.søknader),
    )
    breaks = [*_conditions(moment, record, svar, scene), *_too_long(moment, record, lengde, scene)]
    if record and record.søkes and latest:
        breaks += _applied(steg, record, record.søkes, latest, scene)
    return Asked(bevis, tuple(breaks))


def broken(
    kode: str,
    steg: Steg,
    field: str,
    regel: str,
    hint: str,
    scene: Scene,
    *,
    mnd: int | None = None,
    hjemmel: tuple[str, ...] = (),
) -> Brudd:
    """Something that does not hold of a step, in the month it begins unless another is named."""
    when = steg.fra_mnd if mnd is None else mnd
    return Brudd(kode, ("steg", scene.place(steg), field), regel, hint, hjemmel, when, scene.dato(when), steg.id)


def _answer(record: Tilbud | Ytelse, situation: Situasjon, scene: Scene, steg: Steg) -> Svar:
    return answer(record.id, record.vilkår, situation, scene.facts, scene.dato(steg.fra_mnd))


def _field(steg: Steg) -> str:
    return "tilbud" if steg.tilbud else "ytelse"


def _conditions(moment: Moment, record: Tilbud | Ytelse | None, svar: Svar | None, scene: Scene) -> Iterator[Brudd]:
    steg = moment.steg
    if record is None or svar is None:
        return
    if svar.utfall == "ikke_oppfylt":
        rule, cited = _nearest(record, moment.før, scene, steg)
        hint = "flytt steget, eller legg til steget som gjør vilkåret oppfylt"
        yield broken("reise-vilkar", steg, _field(steg), f"«{record.navn}» {rule}", hint, scene, hjemmel=cited)
    if svar.utfall == "uavklart" and not steg.antakelse:
        hint = "skriv «antakelse:» i steget: det som forutsettes"
        rule = f"«{record.navn}» er uavklart og {hangs_on(svar, scene.catalogue)}"
        yield broken("reise-antakelse", steg, "id", rule, hint, scene, hjemmel=svar.hjemmel)


def _nearest(record: Tilbud | Ytelse, situation: Situasjon, scene: Scene, steg: Steg) -> tuple[str, tuple[str, ...]]:
    """What the rule that lacks least still asks for, with its paragraphs."""
    today = scene.dato(steg.fra_mnd)
    rules = [rule for rule in record.vilkår if in_force(rule, today)]
    if not rules:
        return "har ingen regel som gjelder da", ()
    each = [answer(record.id, (rule,), situation, scene.facts, today) for rule in rules]
    lacking = [[reason for reason in one.grunner if reason.utfall == "ikke_oppfylt"] for one in each]
    least = min((reasons for reasons in lacking if reasons), key=len, default=[])
    cited = dict.fromkeys(text for reason in least for text in reason.hjemmel)
    return f"krever at {words.joined(reason.vilkår for reason in least)}", tuple(cited)


def _length(steg: Steg, record: Tilbud | Ytelse, situation: Situasjon, scene: Scene) -> Lengde | None:
    """The shortest maximum the step keeps within, or the longest there is when it passes them all."""
    certain, possible = limits(record, situation, scene)
    every = sorted((_used(steg, limit, scene) for limit in (*certain, *possible)), key=lambda item: item.maks)
    return next((item for item in every if item.brukt <= item.maks), every[-1] if every else None)


def limits(record: Tilbud | Ytelse, situation: Situasjon, scene: Scene) -> tuple[list[Varighet], list[Varighet]]:
    """The maxima that apply for certain (one for the person's own group goes before the general), and those that may."""
    given = [item for item in record.varighet if item.maks_mnd is not None]
    asked = [(item, holds(item.når, situation, scene.facts)) for item in given if item.når]
    certain = [item for item, holding in asked if holding] or [item for item in given if item.når is None]
    return certain, [item for item, holding in asked if holding is None]


def _used(steg: Steg, limit: Varighet, scene: Scene) -> Lengde:
    """Months used when the step ends: those taken part in, or all since the first start; and those used before."""
    steps = [other for other in scene.same(steg) if other.fra_mnd < steg.til_mnd]
    before = max(other.brukt_mnd for other in steps)
    if limit.regnes == "fra_start":
        months = steg.til_mnd - min(other.fra_mnd for other in steps)
    else:
        months = len({mnd for other in steps for mnd in range(other.fra_mnd, min(other.til_mnd, steg.til_mnd))})
    longest = (limit.maks_mnd or 0) + ((limit.forlenges_mnd or 0) if steg.forlenget else 0)
    return Lengde(before + months, longest, limit.hjemmel, limit.gjelder or "", steg.forlenget)


def _too_long(moment: Moment, record: Tilbud | Ytelse | None, lengde: Lengde | None, scene: Scene) -> Iterator[Brudd]:
    steg = moment.steg
    if steg.forlenget and not steg.antakelse:
        hint = "skriv «antakelse:» i steget: hvorfor det blir forlenget"
        yield broken("reise-antakelse", steg, "forlenget", "forlengelsen er ikke begrunnet", hint, scene)
    if record is None or lengde is None:
        return
    name, used = f"«{record.navn}»", f"{words.months(lengde.brukt)} brukt"
    if lengde.brukt > lengde.maks:
        past = min(steg.til_mnd, steg.til_mnd - (lengde.brukt - lengde.maks))
        rule = f"{name} kan vare i høyst {words.months(lengde.maks)}, og her er {used}"
        hint = f"la steget slutte senest i måned {past}"
        if past <= steg.fra_mnd:
            hint = "kort ned steget, eller et tidligere steg med det samme"
        yield broken("reise-lengde", steg, "til_mnd", rule, hint, scene, mnd=max(past, 0), hjemmel=lengde.hjemmel)
        return
    certain, possible = limits(record, moment.målt, scene)
    passed = [item for limit in (*certain, *possible) if (item := _used(steg, limit, scene)).brukt > item.maks]
    if passed and not steg.antakelse:
        about = f" ({passed[0].gjelder})" if passed[0].gjelder else ""
        rule = f"{name}: {used}, og grensen kan være {words.months(passed[0].maks)}{about}"
        hint = "skriv «antakelse:» i steget: hvorfor den lengre tiden gjelder"
        yield broken("reise-antakelse", steg, "id", rule, hint, scene, hjemmel=passed[0].hjemmel)


def _latest(steg: Steg, must: Søkes, scene: Scene) -> date:
    """The last day to apply: the start itself, so many months before or after it, or a yearly date before or after it."""
    if must.frist:
        return _last_before(must.frist, scene.dato(steg.fra_mnd))
    if must.frister_etter:
        return min(scene.dato(steg.til_mnd - 1), _first_after(must.frister_etter, scene.dato(steg.fra_mnd)))
    return scene.dato(steg.fra_mnd - (must.før_mnd or 0) + (must.etter_mnd or 0))


def _last_before(frist: Frist, start: date) -> date:
    this_year = date(start.year, frist.måned, frist.dag)
    return this_year if this_year <= start else date(start.year - 1, frist.måned, frist.dag)


def _first_after(frister: tuple[Frist, ...], start: date) -> date:
    days = [date(start.year + later, frist.måned, frist.dag) for frist in frister for later in (0, 1)]
    return min(day for day in days if day >= start)


def _applied(steg: Steg, record: Tilbud | Ytelse, must: Søkes, latest: date, scene: Scene) -> Iterator[Brudd]:
    """A step that must be applied for has its application, here or in an earlier step of the same, and in time."""
    steps = [other for other in scene.same(steg) if other.fra_mnd <= steg.fra_mnd]
    sent = [(other, item) for other in steps for item in other.søknader if item.til == must.til]
    to = scene.catalogue.get("aktør", must.til).navn
    rule = f"«{record.navn}» må søkes hos {to}{_by_law(must, latest)}"
    if scene.mnd(latest) < 0:
        hint = "fristen er før reisen begynner: flytt steget, eller la reisen begynne tidligere"
        yield broken("reise-soknad", steg, "fra_mnd", rule, hint, scene, hjemmel=must.hjemmel)
    elif not sent:
        hint = f"legg til en søknad til «{must.til}» senest i måned {scene.mnd(latest)}"
        yield broken("reise-soknad", steg, "id", rule, hint, scene, hjemmel=must.hjemmel)
    elif all(item.mnd > scene.mnd(latest) for _, item in sent):
        first = min(item.mnd for _, item in sent)
        hint = f"flytt søknaden fra måned {first} til måned {scene.mnd(latest)} eller før"
        yield broken(
            "reise-soknad",
            steg,
            "søknader" if steg.søknader else "id",
            rule,
            hint,
            scene,
            mnd=first,
            hjemmel=must.hjemmel,
        )


def _by_law(must: Søkes, latest: date) -> str:
    if must.frist or must.frister_etter:
        return f" senest {words.day(latest)}"
    if must.etter_mnd:
        return f" senest {words.months(must.etter_mnd)} etter at det begynner"
    return f" senest {words.months(must.før_mnd)} før det begynner" if must.før_mnd else " senest når det begynner"


def _application(søknad: Søknad, record: Tilbud | Ytelse | None, latest: date | None, scene: Scene) -> Søknadsbevis:
    must = record.søkes if record else None
    binding = must and must.til == søknad.til and (must.frist or must.før_mnd)
    return Søknadsbevis(
        søknad.mnd, scene.dato(søknad.mnd), søknad.hva, søknad.til, søknad.hjemmel, latest if binding else None
    )
