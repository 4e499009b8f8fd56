"""Tells the state of all we know in the terminal: the counts first, and then each thing to look at, with its place."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from json import dumps

from generator import lovrapport, outside, words
from generator.coming import Tidspunkt
from generator.coverage import Dekning, Sted
from generator.freshness import Lesing, decimal
from generator.lovsjekk import Lovsjekk
from generator.readability import HEAVY
from generator.status import Status, as_data

WIDTH = 100
MOST = 40  # lines of one list: the rest is counted, and stands whole in the JSON


def told(state: Status, law: Lovsjekk | None, *, domains: bool, json: bool) -> str:
    """The report as it is asked for: all of it or the outside domains, for people or for programs."""
    if json:
        whole = as_data(state) | ({"lovsjekk": lovrapport.as_data(law)} if law else {})
        return dumps(whole["domener"] if domains else whole, ensure_ascii=False, indent=2)
    if domains:
        return domains_as_text(state)
    return "\n\n".join([as_text(state), *([f"Lovsjekk\n\n{lovrapport.as_text(law)}"] if law else [])])


def as_text(state: Status) -> str:
    """The whole report for the terminal."""
    parts = (_age, _law, _dates, _links, _statements, _rows, _reading)
    lines = [f"Rapport for {words.day(state.dato)}", ""]
    for part in parts:
        lines += [*part(state), ""]
    return "\n".join(lines).rstrip()


def domains_as_text(state: Status) -> str:
    """Every outside domain with how many addresses there are there."""
    rows = outside.domains(state.lenker)
    width = max((len(name) for name, _ in rows), default=0)
    lines = [f"{name:<{width}}  {number:>4}" for name, number in rows]
    return "\n".join([*lines, f"{len(rows)} domener, {len(state.lenker)} adresser."])


def _age(state: Status) -> Iterator[str]:
    late, total = state.forfalt, len(state.lesinger)
    yield f"Lest på nytt i tide: {total - len(late)} av {total} poster. Laveste ferskhet: {decimal(state.ferskhet)}"
    for day, number in state.aldre:
        yield f"  {number} poster hviler på noe som er lest {words.day(day)}"
    if state.neste_frist:
        yield f"  Neste frist er {words.day(state.neste_frist)}."
    if state.bare_kopi:
        yield f"  {state.bare_kopi} henvisninger er til offisielle sider der ingen har skrevet når siden ble lest."
    yield from _list("Les på nytt; det mest hviler på, står først", (_late(one, state) for one in late))


def _late(one: Lesing, state: Status) -> str:
    line = one.post.document.place((*one.post.path, *one.eldst.sti))[0]
    return (
        f"{one.art} {one.id}: lest {words.day(one.eldst.dag)}, ferskhet {decimal(one.ferskhet(state.dato))}, "
        f"{one.vekt} hviler på den ({one.post.document.fil}:{line})"
    )


def _law(state: Status) -> Iterator[str]:
    yield f"Lovendringer i kraft som vi ikke har lest: {len(state.uleste_endringer)}"
    yield from _list("", map(_dated, state.uleste_endringer))


def _dates(state: Status) -> Iterator[str]:
    yield f"Utløpte regler: {len(state.utløpt)}. Datoer som kommer: {len(state.kommer)}. Uten dato: {len(state.uten_dato)}"
    yield from _list("Utløpt: ta dem bort, eller rett datoen", map(_dated, state.utløpt))
    yield from _list("Kommer", map(_dated, state.kommer))
    yield from _list("Vedtatt eller kunngjort uten dato", map(_dated, state.uten_dato))


def _dated(one: Tidspunkt) -> str:
    when = f"{words.day(one.dag)}: " if one.dag else ""
    return f"{when}{one.siste}{one.tekst} ({one.fil}:{one.linje})"


def _links(state: Status) -> Iterator[str]:
    told = ", ".join(f"{number} {name}" for name, number in state.lenkers_utfall.items())
    yield f"Lenker ut: {len(state.lenker)}{f' ({told})' if told else ''}. Kjør «mulighetskart lenker» for å se etter på nytt"
    for outcome, heading in outside.HEADINGS.items():
        found = (link for link in state.lenker if link.sett.utfall == outcome)
        yield from _list(heading, (f"{link.adresse} ({', '.join(link.steder)})" for link in found))


def _statements(state: Status) -> Iterator[str]:
    said = state.utsagn
    yield (
        f"Utsagn: {said.antall}. {said.hjemmel} har hjemmel, {said.kilde} har bare kilde, "
        f"{len(said.hull)} er erklærte hull, {len(said.uten)} har ingen av delene"
    )
    yield from _list("Uten hjemmel og kilde", map(_placed, said.uten))
    with_link = state.tilbud_og_ytelser - len(state.uten_lenke)
    yield f"Tilbud og ytelser med lenke til en offisiell side: {with_link} av {state.tilbud_og_ytelser}"
    yield from _list("Uten offisiell lenke", (f"{one.art} {one.id} ({one.fil})" for one in state.uten_lenke))
    yield f"Hull: {len(said.hull)}"
    for (kind, id, file), group in groupby(said.hull, key=lambda one: (one.art, one.id, one.fil)):
        yield f"  {kind} {id} ({file})"
        for one in group:
            yield from _wrapped(f"linje {one.linje}, {one.del_}: {one.tekst}", "    ")


def _placed(one: Sted) -> str:
    return f"{one.art} {one.id}, {one.del_}: {one.tekst} ({one.fil}:{one.linje})"


def _rows(state: Status) -> Iterator[str]:
    for heading, found, lacking in (
        ("Krav til nettstedet", state.krav, "ikke møtt"),
        ("Funn i rapportene", state.evidens, "ikke brukt"),
    ):
        yield f"{heading} som er dekket:"
        for one in found:
            yield f"  {one.kilde}: {one.dekket} av {one.antall}"
        for one in found:
            yield from _list(f"{one.kilde}, {lacking}", _unused(one))


def _unused(one: Dekning) -> Iterator[str]:
    return (f"{row.id.rsplit('#', 1)[-1]} {row.navn}" for row in one.mangler)


def _reading(state: Status) -> Iterator[str]:
    heavy = state.tunge
    yield f"Lesbarhet: LIX {_tenth(state.lix)} i snitt på {len(state.lesbarhet)} sider. Over {HEAVY}: {len(heavy)}"
    yield from _list("Tunge sider", (f"LIX {_tenth(one.lix)}: {one.art} {one.id} ({one.fil})" for one in heavy))
    if not heavy and state.lesbarhet:
        hardest = state.lesbarhet[0]
        yield f"  Tyngst er {hardest.art} {hardest.id}, med LIX {_tenth(hardest.lix)}."


def _tenth(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _list(heading: str, rows: Iterable[str]) -> Iterator[str]:
    """Rows below a heading, which is left out with them when there are none."""
    found = list(rows)
    if found and heading:
        yield f"  {heading}:"
    for row in found[:MOST]:
        yield from _wrapped(row, "    ")
    if len(found) > MOST:
        yield f"    … og {len(found) - MOST} til; alt står i «mulighetskart rapport --json»."


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
