"""Everything that happens in a journey, as rows in words and in order of time."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import words
from generator.model.reise import Overlevering, Reise, Steg, Veivalg
from generator.proof import proofs
from generator.proof.bevis import Bevis, Måned
from generator.proof.wording import living
from generator.views.shown import Lenketekst, Showing
from generator.views.tidslinje import Trinn, choice_name, choices


@dataclass(frozen=True)
class Søknadsdato:
    """An application: when it must be sent, what for, to whom, and the last day where law sets one."""

    id: str
    mnd: int
    når: str
    hva: str
    til: Lenketekst
    senest: str


@dataclass(frozen=True)
class Sideveirad:
    """A setback in a step, and the way out of it."""

    id: str
    tilbakeslag: str
    ut: str
    tilbud: tuple[Lenketekst, ...]
    belegg: tuple[Lenketekst, ...]


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
    lever: str
    faller: str
    hull: str
    søkes: bool
    hvorfor: str
    gir: str
    mål: tuple[tuple[str, str], ...]
    trinn: tuple[Trinn, ...]
    antakelse: str
    kunne_vært: str
    søknader: tuple[Søknadsdato, ...]
    sideveier: tuple[Sideveirad, ...]
    når: dict[int, str]
    belegg: tuple[Lenketekst, ...]
    slag: str = "steg"


@dataclass(frozen=True)
class VeivalgRad:
    """A decision point in words."""

    id: str
    navn: str
    bane: str
    fra: int
    tid: str
    lever: str
    spørsmål: str
    hvem: Lenketekst | None
    valg: tuple[tuple[str, Lenketekst | None], ...]
    belegg: tuple[Lenketekst, ...]
    slag: str = "veivalg"


@dataclass(frozen=True)
class OverleveringRad:
    """A hand-over in words: who lets go and who takes over."""

    id: str
    bane: str
    fra: int
    tid: str
    lever: str
    lenke: Lenketekst
    slipper: Lenketekst
    tar_imot: Lenketekst
    slag: str = "overlevering"


Rad = StegRad | VeivalgRad | OverleveringRad


def story(reise: Reise, bevis: Bevis, levels: tuple[Trinn, ...], show: Showing) -> tuple[Rad, ...]:
    """Everything that happens, in order of time: in a month first the decisions, then the hand-overs, then the steps."""
    teller = _Teller(bevis.måneder, show)
    order = list(words.LANE)
    rows: list[tuple[tuple[int, int, int], Rad]] = [
        ((choice.mnd, -2, number), _choice(number, choice, lane, reise, teller))
        for number, choice, lane in choices(reise)
    ]
    rows += [((item.mnd, -1, index), _handover(index, item, teller)) for index, item in enumerate(reise.overleveringer)]
    falls = {change.mnd: change.fall for change in bevis.penger if change.fall}
    for step in sorted(reise.steg, key=lambda s: (s.fra_mnd, order.index(s.bane), s.til_mnd)):
        fall = falls.pop(step.fra_mnd, None) if step.bane == "livsopphold" else None
        row = _step_row(step, reise, teller, tuple(level for level in levels if level.steg == step.id), fall)
        rows.append(((step.fra_mnd, order.index(step.bane), step.til_mnd), row))
    return tuple(row for _, row in sorted(rows, key=lambda item: item[0]))


@dataclass(frozen=True)
class _Teller:
    """Tells of a month: when it is, and what one lives on in it."""

    måneder: tuple[Måned, ...]
    show: Showing

    def month(self, mnd: int) -> str:
        """The month of the calendar; the month after the last is told too, since something may end in it."""
        last = self.måneder[-1].dato
        if mnd < len(self.måneder):
            return words.month(self.måneder[mnd].dato)
        years, index = divmod(last.year * 12 + last.month - 1 + mnd - len(self.måneder) + 1, 12)
        return words.month(last.replace(year=years, month=index + 1))

    def when(self, mnd: int) -> str:
        """How far one has come, and when that is."""
        return f"Måned {mnd} av {len(self.måneder)} · {self.month(mnd)}"

    def lives_on(self, mnd: int) -> str:
        """What one lives on in a month."""
        return words.capital(living(self.måneder[min(mnd, len(self.måneder) - 1)], self.show.catalogue))


def _link(step: Steg, show: Showing) -> Lenketekst | None:
    if step.tilbud:
        return show.tilbud(step.tilbud)
    if step.ytelse:
        return show.ytelse(step.ytelse)
    return show.aktør(step.aktør) if step.bane == "ansvar" and step.aktør else None


def _step_row(step: Steg, reise: Reise, teller: _Teller, levels: tuple[Trinn, ...], fall: int | None) -> StegRad:
    show = teller.show
    needs = bool(step.ytelse) and show.catalogue.get("ytelse", step.ytelse or "").art == "behovsprøvd"
    link, actor = _link(step, show), show.aktør(step.aktør) if step.aktør else None
    goals = (show.catalogue.get("mål", goal.mål) for goal in reise.mål if goal.steg == step.id)
    detours = [
        Sideveirad(f"sidevei-{index}", d.tilbakeslag, d.vei_ut, tuple(map(show.tilbud, d.tilbud)), show.belegg(d))
        for index, d in enumerate(reise.sideveier)
        if d.fra == step.id
    ]
    return StegRad(
        id=step.id,
        navn=step.navn,
        bane=words.LANE[step.bane],
        fra=step.fra_mnd,
        til=step.til_mnd,
        tid=teller.when(step.fra_mnd),
        lengde=f"{words.months(step.til_mnd - step.fra_mnd)}, til måned {step.til_mnd}",
        anslag=step.anslag,
        lenke=link,
        aktør=None if actor == link else actor,
        lever="" if step.bane == "livsopphold" and step.hull else teller.lives_on(step.fra_mnd),
        faller=words.kroner(fall) if fall else "",
        hull=step.hull or "",
        søkes=needs,
        hvorfor=step.hvorfor or "",
        gir=step.gir or "",
        mål=tuple((goal.navn, goal.kort) for goal in goals),
        trinn=levels,
        antakelse=step.antakelse or "",
        kunne_vært=step.kunne_vært or "",
        søknader=tuple(_applications(step, reise, teller)),
        sideveier=tuple(detours),
        når={level.mnd: teller.month(level.mnd) for level in levels},
        belegg=show.belegg(step),
    )


def _applications(step: Steg, reise: Reise, teller: _Teller) -> Iterator[Søknadsdato]:
    """The applications of a step; their numbers run through the journey, as in the drawing."""
    bevis = teller.show.catalogue.once(proofs)[reise.id]
    latest = {(b.steg, sent.mnd, sent.hva): sent.senest for b in bevis.steg for sent in b.søknader}
    number = 0
    for other in reise.steg:
        for sent in other.søknader:
            if other is step:
                last = latest.get((step.id, sent.mnd, sent.hva))
                when = f"Måned {sent.mnd}, {teller.month(sent.mnd)}"
                to = teller.show.aktør(sent.til)
                yield Søknadsdato(f"soknad-{number}", sent.mnd, when, sent.hva, to, words.day(last) if last else "")
            number += 1


def _choice(number: int, choice: Veivalg, lane: str, reise: Reise, teller: _Teller) -> VeivalgRad:
    show = teller.show
    names = {step.id: step.navn for step in reise.steg}
    options = []
    for option in choice.valg:
        link = None
        if option.steg:
            link = Lenketekst(f"Steget «{names[option.steg]}»", f"reiser/{reise.id}/#steg-{option.steg}")
        elif option.tilbud:
            link = show.tilbud(option.tilbud)
        elif option.reise:
            link = show.post("reise", "reiser", option.reise)
        options.append((option.tekst, link))
    return VeivalgRad(
        f"veivalg-{number}",
        choice_name(number),
        words.LANE[lane],
        choice.mnd,
        teller.when(choice.mnd),
        teller.lives_on(choice.mnd),
        choice.spørsmål,
        show.aktør(choice.hvem) if choice.hvem else None,
        tuple(options),
        show.belegg(choice),
    )


def _handover(index: int, item: Overlevering, teller: _Teller) -> OverleveringRad:
    show = teller.show
    overgang = show.catalogue.get("overgang", item.overgang)
    return OverleveringRad(
        f"overlevering-{index}",
        words.LANE["ansvar"],
        item.mnd,
        teller.when(item.mnd),
        teller.lives_on(item.mnd),
        show.post("overgang", "overganger", overgang.id),
        show.aktør(overgang.fra.aktør),
        show.aktør(overgang.til.aktør),
    )
