"""What a journey's page shows of its proof: why each step holds, what each month is lived on, and who has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator import words
from generator.model.reise import Reise, Steg
from generator.proof.bevis import Bevis, Måned, Pengeskifte, StegBevis
from generator.proof.wording import cited, extended, is_wage, on_average, outcome, used
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
    snitt: str
    snitt_belegg: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Pengerad:
    """A run of months with the same to live on."""

    fra: int
    til: int
    måneder: str
    tid: str
    ytelser: tuple[Lenketekst, ...]
    søkes: tuple[Lenketekst, ...]
    hull: str
    art: str
    beløp: str
    tillegg: str
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
    """Everything the section «Hvorfor dette løpet holder» shows: first what it comes to, then what it rests on."""

    sier: tuple[tuple[str, str], ...]
    avgjøres: tuple[Provd, ...]
    oppfylt: tuple[Provd, ...]
    følger: tuple[Provd, ...]
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
    tried: dict[str, list[Provd]] = {"avgjøres": [], "oppfylt": [], "følger": []}
    for item in bevis.steg:
        if item.id:
            tried[_group(item)].append(_tried(item, steps[item.steg], show))
    bare = (steps[item.steg] for item in bevis.steg if not item.id)
    return Bevisvisning(
        sier=tuple(_conclusion(bevis, len(tried["avgjøres"]))),
        avgjøres=tuple(tried["avgjøres"]),
        oppfylt=tuple(tried["oppfylt"]),
        følger=tuple(tried["følger"]),
        uten_regel=tuple(steg.navn for steg in bare if steg.bane != "ansvar" and not steg.hull),
        penger=tuple(money_rows(bevis, reise, show)),
        g=words.day(show.grunnbeløp.gjelder_fra) if show.grunnbeløp else "",
        ansvar=tuple(_responsible(bevis, show)),
        overleveringer=tuple(_handed_over(reise, show)),
        søknader=tuple(_applications(bevis, show)),
        kan_ikke=show.punkter(reise.kontroll.funn) if reise.kontroll else (),
    )


def _group(item: StegBevis) -> str:
    """Whether someone must decide on a step, its conditions seem to be met, or it follows from what is tried."""
    if extended(item):
        return "avgjøres"
    if item.svar is None or (item.svar.utfall == "oppfylt" and not item.svar.hjemmel):
        return "følger"
    return "oppfylt" if item.svar.utfall == "oppfylt" and item.svar.modalitet != "kan" else "avgjøres"


def _conclusion(bevis: Bevis, to_decide: int) -> Iterator[tuple[str, str]]:
    """What the proof comes to, point by point: a few words, and what they mean."""
    first, last = bevis.måneder[0], bevis.måneder[-1]
    asked = sum(item.svar is not None for item in bevis.steg)
    yield (
        "Ingen regel er brutt.",
        f"Reisen er gått gjennom måned for måned, fra {words.month(first.dato)} til {words.month(last.dato)}. "
        f"Reglene er spurt {words.times(asked)}, hver gang noe nytt begynner.",
    )
    if to_decide:
        yield (
            f"{to_decide} steg må noen andre si ja til.",
            "Det er noe som kan gis, eller noe som må vurderes. Hvert av dem står under, med det reisen forutsetter.",
        )
    yield "Penger:", words.capital(f"{words.joined(_lived(bevis))}. Om det rekker, sier ikke reglene.")
    falls = [change for change in bevis.penger if change.fall]
    if falls:
        worst = max(falls, key=lambda change: change.fall or 0)
        when = words.month(bevis.måneder[worst.mnd].dato)
        more = "Tillegg er ikke regnet med." if bevis.måneder[worst.mnd].tillegg else ""
        yield (
            "Det største fallet:",
            f"{words.kroner(worst.fall or 0)} mindre i måneden fra måned {worst.mnd} ({when}), regnet av det som er "
            f"sikkert og kjent. {more}".strip(),
        )
    yield "Dette er ikke et vedtak.", "Den som treffer vedtaket, avgjør."


def _lived(bevis: Bevis) -> Iterator[str]:
    """How many months are lived on what, and which months are not secured."""
    said = {
        "sikret": "er det lønn eller en ytelse",
        "delvis": "er noe sikret, og resten må søkes om og vurderes",
        "søkes": "må alt søkes om og vurderes",
        "hull": "er det ingenting",
    }
    total = len(bevis.måneder)
    for kind, text in said.items():
        months = [month for month in bevis.måneder if month.art == kind]
        if months:
            count = (
                f"i {len(months)} av {total} måneder"
                if len(months) == total or kind == "sikret"
                else f"i {len(months)}"
            )
            yield f"{count} {text}"


def _month(number: int, show_date: str) -> str:
    return f"Måned {number}, {show_date}"


def _badge(item: StegBevis, show: Showing) -> tuple[str, str] | None:
    """The right or the duty a step is; a wage is neither, it follows from the job."""
    if item.svar is None or item.svar.utfall != "oppfylt" or is_wage(item, show.catalogue):
        return None
    found = item.svar.modalitet
    return None if found in (None, "kan") else (found, words.MODALITY[found])


def _tried(item: StegBevis, steg: Steg, show: Showing) -> Provd:
    link = show.tilbud(item.id or "") if item.slag == "tilbud" else show.ytelse(item.id or "")
    return Provd(
        når=_month(item.mnd, words.month(item.dato)),
        steg=steg.id,
        navn=steg.navn,
        lenke=link,
        merke=_badge(item, show),
        utfall=words.capital(outcome(item, show.catalogue)),
        belegg=show.cited(cited(item, show.catalogue)),
        forutsetter=item.antakelse if item.svar or extended(item) else "",
        brukt=used(item.lengde) if item.lengde else "",
        brukt_belegg=show.cited(item.lengde.hjemmel) if item.lengde else (),
        snitt=words.capital(on_average(item.snitt)) if item.snitt else "",
        snitt_belegg=show.cited(item.snitt.hjemmel) if item.snitt else (),
    )


def _span(months: list[Måned]) -> tuple[str, str]:
    """A run of months as its numbers, counted as the steps are, and as its time of the calendar."""
    first, last = months[0], months[-1]
    time = words.short_month(first.dato)
    return f"{first.nummer}–{last.nummer + 1}", time if first is last else f"{time}–{words.short_month(last.dato)}"


def money_rows(bevis: Bevis, reise: Reise, show: Showing) -> Iterator[Pengerad]:
    """What each run of months is lived on, what is sure of it, and the change from the run before."""
    changes = {change.mnd: change for change in bevis.penger}
    for _, run in groupby(bevis.måneder, key=lambda month: (month.livsopphold, month.kroner)):
        months = list(run)
        first = months[0]
        needs = {id for id in first.livsopphold if show.catalogue.get("ytelse", id).art == "behovsprøvd"}
        gaps = [steg.hull for steg in reise.steg if steg.hull and steg.id in first.steg]
        numbers, time = _span(months)
        change = changes.get(first.nummer)
        yield Pengerad(
            fra=first.nummer,
            til=months[-1].nummer + 1,
            måneder=numbers,
            tid=time,
            ytelser=tuple(_benefit(id, show) for id in first.livsopphold if id not in needs),
            søkes=tuple(_benefit(id, show) for id in first.livsopphold if id in needs),
            hull=" ".join(gap for gap in gaps if gap),
            art=first.art,
            beløp=_amount(first),
            tillegg=words.joined(words.lower_first(name) for name in first.tillegg),
            endring=_change(change, first) if change else "",
            faller=bool(change and change.fall),
        )


def _benefit(id: str, show: Showing) -> Lenketekst:
    """A link that may break where a long name must, in a narrow column."""
    link = show.ytelse(id)
    return Lenketekst(words.breakable(link.tekst), link.sti)


def _amount(month: Måned) -> str:
    if month.art == "hull":
        return "Ingenting på plass"
    if month.art == "søkes":
        return "Vurderes"
    sure = "Beløpet er ikke kjent" if month.kroner is None else words.kroner(month.kroner)
    return f"{sure}, og det som vurderes" if month.art == "delvis" else sure


def _change(change: Pengeskifte, month: Måned) -> str:
    """The difference in what is sure, in words."""
    if change.før is None or change.etter is None:
        return "Ikke kjent"
    difference = change.etter - change.før
    if not difference:
        return "Ingen"
    before = ", før tillegg" if month.tillegg else ""
    return f"{words.kroner(abs(difference))} {'mer' if difference > 0 else 'mindre'}{before}"


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
