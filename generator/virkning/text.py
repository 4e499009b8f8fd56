"""What an edit changes, as an editor reads it and as a program does."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby

from generator import words
from generator.catalogue import Catalogue
from generator.evaluate import Grunn
from generator.virkning import Endring, NyLengde, ReiseEndring, Slag, Virkning

HEADINGS: dict[Slag, str] = {
    "vinner": "Får mer",
    "taper": "Får mindre",
    "blir_uavklart": "Blir uavklart",
    "blir_avgjort": "Blir avgjort",
}
SHOWN = 3  # cases named; the rest are counted, and stand in the JSON


def as_json(found: Virkning) -> str:
    """Everything, in the form `virkning --json` promises."""
    return json.dumps(asdict(found), ensure_ascii=False, indent=2)


def as_text(found: Virkning, before: Catalogue, after: Catalogue) -> str:
    """Offer by offer, with who gains and loses and why; then the journeys, and what could not be compared."""
    personas = f"{found.personas} persona{'' if found.personas == 1 else 's'}"
    cases = f"{found.tilfeller} tilfelle{'' if found.tilfeller == 1 else 'r'}"
    lines = [f"Sammenlignet med {found.fra}, for {personas} og {cases}."]
    lengths = {length.tilbud: [one for one in found.lengder if one.tilbud == length.tilbud] for length in found.lengder}
    changes = {id: list(some) for id, some in groupby(found.endringer, key=lambda change: change.tilbud)}
    for id in sorted({*lengths, *changes}):
        lines += ["", f"{_name(id, after)} ({id})"]
        lines += [line for change in changes.get(id, ()) for line in _change(change, before, after)]
        lines += [line for length in lengths.get(id, ()) for line in _length(length, after)]
    lines += _listed("Nye tilbud og ytelser", (_name(id, after) for id in found.nye))
    lines += _listed("Tilbud og ytelser som er tatt bort", (_name(id, before) for id in found.borte))
    for holds, heading in ((False, "Reiser som brytes"), (True, "Reiser som blir hele igjen")):
        lines += _listed(heading, (_journey(r, after) for r in found.reiser if r.holder is holds))
    lines += _listed("Kunne ikke sammenlignes", found.ikke_sammenlignet)
    nothing = not (found.endringer or found.lengder or found.nye or found.borte or found.reiser)
    text = "\n".join([*lines, *(["", "Ingen svar endres."] if nothing else [])])
    return text.replace(words.NBSP, " ")  # a terminal breaks its lines where it must


def _name(id: str, catalogue: Catalogue) -> str:
    kind = "tilbud" if id in catalogue.placed["tilbud"] else "ytelse"
    return str(catalogue.get(kind, id).navn)


def _change(change: Endring, before: Catalogue, after: Catalogue) -> Iterator[str]:
    yield f"  {HEADINGS[change.slag]}: {_who(change.personas, change.tilfeller)}"
    yield f"    {change.før} → {change.etter}"
    yield from (f"    fordi: {_reason(grunn, before, after)}" for grunn in change.grunner)


def _reason(grunn: Grunn, before: Catalogue, after: Catalogue) -> str:
    cited = _cited(grunn.hjemmel, before, after)
    return f"{grunn.vilkår} ({cited})" if cited else grunn.vilkår


def _cited(citations: Iterable[str], *catalogues: Catalogue) -> str:
    laws = {law.refid: law for catalogue in catalogues for law in catalogue.all("regelverk")}
    known = [words.citation(text, laws).tekst for text in citations if text.split(" ", 1)[0] in laws]
    return "; ".join(known)


def _who(personas: Sequence[str], cases: Sequence[str]) -> str:
    told = [*personas]
    if len(cases) > SHOWN + 1:
        told += [*(f"«{name}»" for name in cases[:SHOWN]), f"{len(cases) - SHOWN} tilfeller til"]
    else:
        told += [f"«{name}»" for name in cases]
    return words.joined(told)


def _length(length: NyLengde, after: Catalogue) -> Iterator[str]:
    yield f"  Annen lengde: {words.joined(length.personas)}"
    yield from (f"    før: {text}" for text in length.før)
    yield from (f"    nå: {text}" for text in length.etter or ("gjelder ikke lenger",))
    if cited := _cited(length.hjemmel, after):
        yield f"    etter {cited}"


def _journey(journey: ReiseEndring, after: Catalogue) -> str:
    name = str(after.get("reise", journey.reise).navn)
    said = [
        (f"måned {b.mnd}: " if b.mnd is not None else "")
        + b.regel
        + (f" ({cited})" if (cited := _cited(b.hjemmel, after)) else "")
        for b in journey.brudd
    ]
    return f"{name}: {'; '.join(said)}" if said else name


def _listed(heading: str, rows: Iterable[str]) -> list[str]:
    found = list(rows)
    return ["", f"{heading}:", *(f"  {row}" for row in found)] if found else []
