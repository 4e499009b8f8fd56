"""Tells what a comparison of law found, to people in the terminal and to programs as JSON."""

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from generator.hjemler import numbered
from generator.lovsjekk import Funn, Lovsjekk, Mangler, Tilstand, Varsel
from generator.lovtekst import essence
from generator.views.regelverk import Bruk, pages_of

WIDTH = 100
CONTEXT = 8  # words on each side of a change
# Beyond so many words an exact comparison takes seconds, and nobody reads it word by word.
LONG = 1500
SHOWN_CHANGES = 40
HEADINGS: dict[Tilstand, str] = {
    "endret": "Endret ordlyd",
    "flyttet": "Flyttet",
    "opphevet": "Opphevet",
    "borte": "Borte fra teksten",
    "innarbeidet": "Innarbeidet, og dermed ikke en endring av loven",
    "venter": "Venter fortsatt på å bli innarbeidet; vår ordlyd er lest i endringen",
}


@dataclass(frozen=True)
class Stykke:
    """A run of words that both texts have, or that one of them has where the other has another."""

    felles: str = ""
    gammelt: str = ""
    nytt: str = ""


def pieces(old: str, new: str) -> list[Stykke]:
    """Two wordings word by word; what differs in form alone is the same."""
    a, b = old.split(), new.split()
    matcher = SequenceMatcher(None, list(map(essence, a)), list(map(essence, b)), autojunk=len(a) + len(b) > LONG)
    found = []
    for kind, i, j, k, m in matcher.get_opcodes():
        before, after = " ".join(a[i:j]), " ".join(b[k:m])
        if kind == "equal" or essence(before) == essence(after):
            found.append(Stykke(after))
        else:
            found.append(Stykke("", before, after))
    return found


def diff(old: str, new: str) -> str:
    """The changes with some words around each, marked [-slik-] for what is gone and {+slik+} for what is new."""
    parts = pieces(old, new)
    shown: list[str] = []
    changes = 0
    for number, part in enumerate(parts):
        if not part.felles:
            changes += 1
            if changes > SHOWN_CHANGES:
                rest = sum(not p.felles for p in parts) - SHOWN_CHANGES
                return " ".join([*shown, f"… og {rest} steder til"])
            shown.append(" ".join(filter(None, (_marked("[-", part.gammelt, "-]"), _marked("{+", part.nytt, "+}")))))
        else:
            shown.append(_around(part.felles.split(), first=number == 0, last=number == len(parts) - 1))
    return " ".join(filter(None, shown))


def _marked(start: str, text: str, end: str) -> str:
    return f"{start}{text}{end}" if text else ""


def _around(text: list[str], *, first: bool, last: bool) -> str:
    """The words next to a change; what lies further away is left out."""
    head = [] if first else text[:CONTEXT]
    tail = [] if last else text[-CONTEXT:]
    if len(text) <= len(head) + len(tail):
        return " ".join(text)
    return " ".join([*head, "…", *tail])


def as_text(result: Lovsjekk) -> str:
    """The whole report for the terminal."""
    lines: list[str] = []
    for state, heading in HEADINGS.items():
        if found := result.med(state):
            lines += [f"{heading} ({len(found)})", ""]
            for item in found:
                lines += [*_told(item), ""]
    lines += _announced(result)
    lines += _missing(result.mangler)
    return "\n".join([*lines, *_counts(result)])


def _told(item: Funn) -> Iterator[str]:
    yield f"  {_name(item)}"
    if item.tilstand == "flyttet" and item.flyttet_til:
        refid, paragraph = item.flyttet_til
        elsewhere = "" if refid == item.regelverk.refid else f" i {refid}"
        yield f"    Står nå som {paragraph}{elsewhere}. Rett henvisningene."
    if item.hjemmel.ordlyd_i and item.tilstand in ("innarbeidet", "venter"):
        yield f"    Ordlyden er lest i {_lower(numbered(item.hjemmel.ordlyd_i))} ({item.hjemmel.ordlyd_i})."
    if item.tilstand == "innarbeidet":
        yield "    Den samlede teksten lyder nå likt. Kjør «mulighetskart hjemler», så faller merknaden bort."
    if item.er_endret and item.ny and item.tilstand != "opphevet":
        changes = diff(item.hjemmel.tekst, item.ny.tekst)
        if essence(item.hjemmel.tekst) != essence(item.ny.tekst):
            yield from _wrapped(changes, "    ")
    if item.er_endret:
        yield from _rests(item.brukt)


def _name(item: Funn) -> str:
    heading = f" {item.hjemmel.overskrift}" if item.hjemmel.overskrift else ""
    return f"{item.regelverk.refid} {item.hjemmel.id}{heading} ({item.regelverk.navn})"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _rests(places: tuple[Bruk, ...]) -> Iterator[str]:
    yield "    Dette bygger på paragrafen:" if places else "    Ingenting bygger på paragrafen lenger."
    for (kind, id, file), group in groupby(places, key=lambda place: (place.art, place.id, place.fil)):
        found = list(group)
        parts = ", ".join(dict.fromkeys(place.sted for place in found if place.sted))
        pages = " ".join(f"/{page.sti}" for page in pages_of(found))
        line = f"{kind} {id}{f' ({parts})' if parts else ''}: {file}:{found[0].linje} – {pages or 'ingen side'}"
        yield from textwrap.wrap(
            line, WIDTH, initial_indent="      ", subsequent_indent="        ", break_on_hyphens=False
        )


def _announced(result: Lovsjekk) -> Iterator[str]:
    with_notes = [item for item in result.funn if item.varsler]
    if not with_notes:
        return
    yield f"Kunngjorte endringer som ikke er innarbeidet ({sum(len(item.varsler) for item in with_notes)})"
    yield ""
    for item in with_notes:
        yield f"  {_name(item)}"
        for note in item.varsler:
            yield from _wrapped(f"{note.kunngjort.tekst}.{_remark(note)}", "    ")
        pages = " ".join(f"/{page.sti}" for page in pages_of(list(item.brukt)))
        yield from _wrapped(f"Brukt på: {pages or 'ingen side'}", "    ")
        yield ""


def _remark(note: Varsel) -> str:
    new = " Ny siden vi leste teksten." if note.ny else ""
    if note.skulle_vært_inne:
        return f"{new} Skulle vært i kraft da teksten ble lest: les ordlyden i {note.kunngjort.akt or 'endringen'}."
    return new if note.kunngjort.dato else f"{new} Datoen er ikke fastsatt."


def _missing(laws: tuple[Mangler, ...]) -> Iterator[str]:
    if not laws:
        return
    yield f"Ikke sammenlignet, siden kilden ikke har dem ({len(laws)})"
    yield ""
    for law in laws:
        why = " – arkivet skal ha alt som gjelder, så den kan være opphevet" if law.kan_være_opphevet else ""
        yield f"  {law.regelverk.refid} {law.regelverk.navn}{why}"
    yield ""


def _counts(result: Lovsjekk) -> Iterator[str]:
    total = len(result.funn)
    counts = ", ".join(f"{len(result.med(state))} {state}" for state in ("uendret", *HEADINGS) if result.med(state))
    yield f"{total} paragrafer sammenlignet{': ' + counts if counts else ''}."
    touched = pages_of([place for item in result.funn if item.er_endret for place in item.brukt])
    if touched:
        yield f"{len(touched)} {'side' if len(touched) == 1 else 'sider'} bygger på noe som er endret, og må leses på nytt."
    elif not result.er_endret:
        yield f"Ingen endringer i det {'som er sammenlignet' if result.mangler else 'nettstedet bygger på'}."


def as_json(result: Lovsjekk) -> str:
    """The same for programs."""
    return json.dumps(as_data(result), ensure_ascii=False, indent=2)


def as_data(result: Lovsjekk) -> dict[str, object]:
    """What the JSON holds."""
    return {
        "endret": result.er_endret,
        "antall": {state: len(result.med(state)) for state in ("uendret", *HEADINGS)},
        "funn": [_item(item) for item in result.funn if item.tilstand != "uendret" or item.varsler],
        "mangler": [
            {"refid": law.regelverk.refid, "navn": law.regelverk.navn, "kan_være_opphevet": law.kan_være_opphevet}
            for law in result.mangler
        ],
    }


def _item(item: Funn) -> dict[str, object]:
    return {
        "refid": item.regelverk.refid,
        "lov": item.regelverk.navn,
        "paragraf": item.hjemmel.id,
        "overskrift": item.hjemmel.overskrift,
        "tilstand": item.tilstand,
        "flyttet_til": " ".join(item.flyttet_til) if item.flyttet_til else None,
        "ordlyd_i": item.hjemmel.ordlyd_i,
        "forskjell": diff(item.hjemmel.tekst, item.ny.tekst) if item.er_endret and item.ny else None,
        "kunngjort": [
            {
                "tekst": note.kunngjort.tekst,
                "akt": note.kunngjort.akt,
                "dato": note.kunngjort.dato.isoformat() if note.kunngjort.dato else None,
                "ny": note.ny,
            }
            for note in item.varsler
        ],
        "bygger_på": [
            {
                "art": place.art,
                "id": place.id,
                "sted": ".".join(map(str, place.sti)),
                "fil": place.fil,
                "linje": place.linje,
                "sider": [f"/{page.sti}" for page in place.sider],
            }
            for place in item.brukt
        ],
    }
