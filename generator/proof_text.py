"""The proof of a journey as it is printed: month by month for a person, or as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import groupby

from generator import words
from generator.catalogue import Catalogue
from generator.model.reise import Reise
from generator.proof.bevis import Bevis, Måned, Pengeskifte, StegBevis
from generator.proof.wording import cited, extended, living, on_average, outcome, used


def proof_as_json(bevis: Bevis, today: date) -> str:
    """The proof in the form `reise --json` promises."""
    told = {"dato": today, "holder": bevis.holder, **asdict(bevis)}
    told["brudd"] = [{**asdict(brudd), "melding": brudd.melding} for brudd in bevis.brudd]
    return json.dumps(told, ensure_ascii=False, indent=2, default=date.isoformat)


def proof_as_text(bevis: Bevis, catalogue: Catalogue, today: date) -> str:
    """The proof month by month; months in which nothing begins or changes are told of together."""
    reise = catalogue.get("reise", bevis.reise)
    lines = [f"{reise.navn} ({reise.id}), {_period(bevis)}", ""]
    begins = {month: list(steps) for month, steps in groupby(bevis.steg, key=lambda step: step.mnd)}
    changes = {change.mnd: change for change in bevis.penger}
    for months in _together(bevis.måneder, begins):
        now = any((month.dato.year, month.dato.month) == (today.year, today.month) for month in months)
        first = months[0]
        lines.append(_heading(months, now))
        lines += [f"  {line}" for step in begins.get(first.nummer, []) for line in _step(step, reise, catalogue)]
        lines += [f"  {line}" for line in _livelihood(first, changes.get(first.nummer), catalogue)]
        named = words.joined(catalogue.get("aktør", id).navn for id in first.ansvar)
        lines.append(f"  Ansvar: {named or 'ingen'}")
    lines += ["", *_verdict(bevis, reise)]
    return "\n".join(lines)


def _period(bevis: Bevis) -> str:
    first, last = bevis.måneder[0], bevis.måneder[-1]
    return f"fra {words.month(first.dato)} til og med {words.month(last.dato)}"


def _together(months: tuple[Måned, ...], begins: dict[int, list[StegBevis]]) -> list[list[Måned]]:
    """Months in runs: a new one where something begins, or where money or responsibility changes."""
    runs: list[list[Måned]] = []
    for month in months:
        before = runs[-1][-1] if runs else None
        same = before and (month.livsopphold, month.kroner, month.ansvar) == (
            before.livsopphold,
            before.kroner,
            before.ansvar,
        )
        if same and month.nummer not in begins:
            runs[-1].append(month)
        else:
            runs.append([month])
    return runs


def _heading(months: list[Måned], now: bool) -> str:
    first, last = months[0], months[-1]
    mark = "   <- her er datoen" if now else ""
    if first is last:
        return f"Måned {first.nummer}, {words.month(first.dato)}{mark}"
    return f"Måned {first.nummer}–{last.nummer}, {words.month(first.dato)} til {words.month(last.dato)}{mark}"


def _step(bevis: StegBevis, reise: Reise, catalogue: Catalogue) -> Iterator[str]:
    steg = next(step for step in reise.steg if step.id == bevis.steg)
    if steg.bane == "ansvar":
        return
    rests_on = f" ({words.joined(found)})" if (found := cited(bevis, catalogue)) else ""
    yield f"Begynner: {steg.navn}: {outcome(bevis, catalogue)}{rests_on}"
    if (bevis.svar or extended(bevis)) and bevis.antakelse:
        yield f"  Forutsetter: {bevis.antakelse}"
    if bevis.lengde:
        yield f"  Brukt når steget slutter: {used(bevis.lengde)}, {words.joined(bevis.lengde.hjemmel)}"
    if bevis.snitt:
        yield f"  {words.capital(on_average(bevis.snitt))}, {words.joined(bevis.snitt.hjemmel)}"
    for application in bevis.søknader:
        name = catalogue.get("aktør", application.til).navn
        last = f", senest {words.day(application.senest)}" if application.senest else ""
        yield f"  Søknad i {words.month(application.dato)}: {application.hva}, til {name}{last}"


def _livelihood(month: Måned, change: Pengeskifte | None, catalogue: Catalogue) -> Iterator[str]:
    yield f"Livsopphold: {living(month, catalogue)}"
    if change and change.fall:
        yield f"  Fall: {words.kroner(change.fall)} mindre i måneden"


def _verdict(bevis: Bevis, reise: Reise) -> Iterator[str]:
    if bevis.holder:
        yield "Reisen holder. Dette er ikke et vedtak. Den som treffer vedtaket, avgjør."
    else:
        yield f"Reisen holder ikke ({len(bevis.brudd)}):"
        yield from (f"  [{brudd.kode}] {brudd.melding}" for brudd in bevis.brudd)
    for finding in reise.kontroll.funn if reise.kontroll else ():
        yield f"Reglene kan ikke bevise: {finding.tekst or finding.ukjent}"
