"""What a journey's page shows of its proof: why each step holds, what each month is lived on, and who has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator import words
from generator.model.reise import Reise, Steg
from generator.proof.bevis import Bevis, Måned, Pengeskifte, StegBevis
from generator.proof.wording import cited, outcome, used
from generator.views.shown import Lenketekst, Punkt, Showing


@dataclass(frozen=True)
class Provd:
    """One step as it was asked: when, how it came out, by which paragraphs, and how much of the longest is used."""

    når: str
    steg: str
    navn: str
    lenke: Lenketekst | None
    merke: tuple[str, str] | None
    utfall: str
    belegg: tuple[Lenketekst, ...]
    forutsetter: str
    brukt: str
    brukt_belegg: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Pengerad:
    """A run of months with the same to live on."""

    måneder: str
    tid: str
    ytelser: tuple[Lenketekst, ...]
    søkes: tuple[Lenketekst, ...]
    hull: str
    art: str
    beløp: str
    endring: str
    faller: bool


@dataclass(frozen=True)
class Ansvarsrad:
    """A run of months with the same ones responsible."""

    måneder: str
    tid: str
    hvem: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Søknadsrad:
    """An application with its dates."""

    når: str
    hva: str
    til: Lenketekst
    senest: str
    belegg: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Bevisvisning:
    """Everything the section «Hvorfor dette løpet holder» shows."""

    sier: str
    steg: tuple[Provd, ...]
    uten_regel: tuple[str, ...]
    penger: tuple[Pengerad, ...]
    g: str
    ansvar: tuple[Ansvarsrad, ...]
    overleveringer: tuple[tuple[str, Lenketekst, Lenketekst, Lenketekst], ...]
    søknader: tuple[Søknadsrad, ...]
    kan_ikke: tuple[Punkt, ...]


def shown_proof(bevis: Bevis, reise: Reise, show: Showing) -> Bevisvisning:
    """Gather what the page shows of a proof."""
    steps = {steg.id: steg for steg in reise.steg}
    asked = [item for item in bevis.steg if item.id]
    bare = (steps[item.steg] for item in bevis.steg if not item.id)
    return Bevisvisning(
        sier=_summary(bevis, asked),
        steg=tuple(_tried(item, steps[item.steg], show) for item in asked),
        uten_regel=tuple(steg.navn for steg in bare if steg.bane != "ansvar" and not steg.hull),
        penger=tuple(_money(bevis, reise, show)),
        g=words.day(show.grunnbeløp.gjelder_fra) if show.grunnbeløp else "",
        ansvar=tuple(_responsible(bevis, show)),
        overleveringer=tuple(_handed_over(reise, show)),
        søknader=tuple(_applications(bevis, show)),
        kan_ikke=show.punkter(reise.kontroll.funn) if reise.kontroll else (),
    )


def _summary(bevis: Bevis, asked: list[StegBevis]) -> str:
    """How much was asked and how it came out, in one or two sentences."""
    first, last = bevis.måneder[0], bevis.måneder[-1]
    answers = [item.svar for item in asked if item.svar]
    held = sum(svar.utfall == "oppfylt" and svar.modalitet != "kan" for svar in answers)
    may = sum(svar.utfall == "oppfylt" and svar.modalitet == "kan" for svar in answers)
    unsure = sum(svar.utfall == "uavklart" for svar in answers)
    outcomes = [
        f"{held} ganger ser vilkårene ut til å være oppfylt" if held else "",
        f"{may} ganger er det noe som kan gis" if may else "",
        f"{unsure} ganger er svaret uavklart, og reisen sier hva den forutsetter" if unsure else "",
    ]
    kinds = [month.art for month in bevis.måneder]
    lived = [
        f"i {kinds.count('sikret')} er det lønn eller en ytelse",
        f"i {kinds.count('søkes')} må stønad søkes om og vurderes" if "søkes" in kinds else "",
        f"i {kinds.count('hull')} er det ingenting" if "hull" in kinds else "",
    ]
    return (
        f"Reisen er gått gjennom måned for måned, fra {words.month(first.dato)} til {words.month(last.dato)}. "
        f"Reglene er spurt {len(answers)} ganger, hver gang noe nytt begynner: {words.joined(filter(None, outcomes))}. "
        f"Av {len(kinds)} måneder: {words.joined(filter(None, lived))}. Om det rekker, sier ikke reglene."
    )


def _month(number: int, show_date: str) -> str:
    return f"Måned {number}, {show_date}"


def _tried(item: StegBevis, steg: Steg, show: Showing) -> Provd:
    link = show.tilbud(item.id or "") if item.slag == "tilbud" else show.ytelse(item.id or "")
    met = item.svar if item.svar and item.svar.utfall == "oppfylt" else None
    return Provd(
        når=_month(item.mnd, words.month(item.dato)),
        steg=steg.id,
        navn=steg.navn,
        lenke=link,
        merke=(met.modalitet, words.MODALITY[met.modalitet]) if met and met.modalitet not in (None, "kan") else None,
        utfall=words.capital(outcome(item, show.catalogue)),
        belegg=show.cited(cited(item, show.catalogue)),
        forutsetter=item.antakelse if item.svar else "",
        brukt=used(item.lengde) if item.lengde else "",
        brukt_belegg=show.cited(item.lengde.hjemmel) if item.lengde else (),
    )


def _span(months: list[Måned]) -> tuple[str, str]:
    """A run of months as its numbers, counted as the steps are, and as its time of the calendar."""
    first, last = months[0], months[-1]
    time = words.short_month(first.dato)
    return f"{first.nummer}–{last.nummer + 1}", time if first is last else f"{time}–{words.short_month(last.dato)}"


def _money(bevis: Bevis, reise: Reise, show: Showing) -> Iterator[Pengerad]:
    changes = {change.mnd: change for change in bevis.penger}
    for _, run in groupby(bevis.måneder, key=lambda month: (month.livsopphold, month.kroner)):
        months = list(run)
        first = months[0]
        needs = {id for id in first.livsopphold if show.catalogue.get("ytelse", id).art == "behovsprøvd"}
        gaps = [steg.hull for steg in reise.steg if steg.hull and steg.id in first.steg]
        numbers, time = _span(months)
        change = changes.get(first.nummer)
        yield Pengerad(
            måneder=numbers,
            tid=time,
            ytelser=tuple(_benefit(id, show) for id in first.livsopphold if id not in needs),
            søkes=tuple(_benefit(id, show) for id in first.livsopphold if id in needs),
            hull=" ".join(gap for gap in gaps if gap),
            art=first.art,
            beløp=_amount(first),
            endring=_change(change) if change else "",
            faller=bool(change and change.fall),
        )


def _benefit(id: str, show: Showing) -> Lenketekst:
    """A link that may break where a long name must, in a narrow column."""
    link = show.ytelse(id)
    return Lenketekst(words.breakable(link.tekst), link.sti)


def _amount(month: Måned) -> str:
    if month.art == "søkes":
        return "Vurderes"
    return "Ikke kjent" if month.kroner is None else words.kroner(month.kroner)


def _change(change: Pengeskifte) -> str:
    """The difference in what is sure, in words."""
    if change.før is None or change.etter is None:
        return "Ikke kjent"
    difference = change.etter - change.før
    if not difference:
        return "Ingen"
    return f"{words.kroner(abs(difference))} {'mer' if difference > 0 else 'mindre'}"


def _responsible(bevis: Bevis, show: Showing) -> Iterator[Ansvarsrad]:
    for actors, run in groupby(bevis.måneder, key=lambda month: month.ansvar):
        numbers, time = _span(list(run))
        yield Ansvarsrad(numbers, time, tuple(show.aktør(id) for id in actors))


def _handed_over(reise: Reise, show: Showing) -> Iterator[tuple[str, Lenketekst, Lenketekst, Lenketekst]]:
    for item in sorted(reise.overleveringer, key=lambda item: item.mnd):
        overgang = show.catalogue.get("overgang", item.overgang)
        link = show.post("overgang", "overganger", overgang.id)
        yield str(item.mnd), link, show.aktør(overgang.fra.aktør), show.aktør(overgang.til.aktør)


def _applications(bevis: Bevis, show: Showing) -> Iterator[Søknadsrad]:
    sent = sorted((item for step in bevis.steg for item in step.søknader), key=lambda item: item.mnd)
    for item in sent:
        last = f"senest {words.day(item.senest)}" if item.senest else ""
        when = _month(item.mnd, words.month(item.dato))
        yield Søknadsrad(when, item.hva, show.aktør(item.til), last, show.cited(item.hjemmel))
