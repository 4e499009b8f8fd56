"""What an edit changes: each answer before and after, for every persona and every case the law is asked about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from generator import words
from generator.catalogue import Catalogue
from generator.checks import faults
from generator.evaluate import Grunn, Situasjon, Svar, holds
from generator.problems import Problem
from generator.proof import prove
from generator.shape import Placed
from generator.virkning.because import because, strength
from generator.virkning.side import Side, Situert, side

Slag = Literal["vinner", "taper", "blir_uavklart", "blir_avgjort"]


@dataclass(frozen=True)
class Endring:
    """One way the answer about one offer changes, why, and for whom."""

    tilbud: str
    slag: Slag
    før: str
    etter: str
    grunner: tuple[Grunn, ...]
    personas: tuple[str, ...]
    tilfeller: tuple[str, ...]


@dataclass(frozen=True)
class NyLengde:
    """The lengths that hold for some personas, before and after."""

    tilbud: str
    før: tuple[str, ...]
    etter: tuple[str, ...]
    hjemmel: tuple[str, ...]
    personas: tuple[str, ...]


@dataclass(frozen=True)
class ReiseBrudd:
    """Where a journey breaks: in which month, by which rule, and its paragraphs."""

    mnd: int | None
    regel: str
    hjemmel: tuple[str, ...]


@dataclass(frozen=True)
class ReiseEndring:
    """A journey that holds only before, or only after."""

    reise: str
    holder: bool
    brudd: tuple[ReiseBrudd, ...]


@dataclass(frozen=True)
class Virkning:
    """Everything an edit changes."""

    fra: str
    personas: int
    tilfeller: int
    endringer: tuple[Endring, ...]
    lengder: tuple[NyLengde, ...]
    nye: tuple[str, ...]
    borte: tuple[str, ...]
    reiser: tuple[ReiseEndring, ...]
    ikke_sammenlignet: tuple[str, ...]


def compare(
    before: Catalogue,
    unread: Sequence[Problem],
    after: Catalogue,
    fra: str,
    cases: Sequence[Situert],
    today: date,
) -> Virkning:
    """Everything that differs from the content before, of which some may be unread, to the content after."""
    (old, faulty), (new, _) = side(before), side(after)
    people = list(_people(before, after, today))
    hidden = {id for id in new.records if any(p.fil.endswith(f"/{id}.yml") for p in unread)} | set(faulty)
    journeys, unproven = _journeys(before, [*unread, *faults(before)], after)
    return Virkning(
        fra=fra,
        personas=len(people),
        tilfeller=len(cases),
        endringer=tuple(_changes(old, new, [*people, *cases])),
        lengder=tuple(_lengths(old, new, people)),
        nye=tuple(sorted(new.records.keys() - old.records.keys() - hidden)),
        borte=tuple(sorted(old.records.keys() - new.records.keys())),
        reiser=tuple(journeys),
        ikke_sammenlignet=(
            *(f"{p.fil}:{p.linje}: {p.melding}" for p in unread),
            *(f"«{id}» bygger på fakta eller svar som ikke kan leses" for id in faulty),
            *(f"reisen «{id}» bygger på noe som ikke kan leses" for id in unproven),
        ),
    )


def _people(before: Catalogue, after: Catalogue, today: date) -> Iterator[Situert]:
    """Those who are personas both before and after, each with the situation it had."""
    for id, item in after.placed["persona"].items():
        if id in before.placed["persona"]:
            then = before.get("persona", id).situasjon
            yield Situert(item.record.navn, True, then, item.record.situasjon, today)


def read_cases(folder: Path, today: date) -> list[Situert]:
    """The situations the law is asked about, where there are such cases; they are the same before and after."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        for row in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader) or ():
            asked = date.fromisoformat(row["dato"]) if "dato" in row else today
            found.append(Situert(row["navn"], False, row["situasjon"], row["situasjon"], asked, row["tilbud"]))
    return found


def _changes(old: Side, new: Side, everyone: Sequence[Situert]) -> Iterator[Endring]:
    """Each change of an answer once, with all it happens to."""
    groups: dict[tuple[str, Slag, str, str, tuple[Grunn, ...]], tuple[list[str], list[str]]] = {}
    for one in everyone:
        asked = [one.tilbud] if one.tilbud else list(new.records)
        for id in asked:
            if id in old.records and id in new.records:
                was, now = old.about(id, one.før, one.dato), new.about(id, one.etter, one.dato)
                if kind := _kind(was, now):
                    why = because(was, now, old, new, one)
                    names = groups.setdefault((id, kind, _state(was), _state(now), why), ([], []))
                    names[0 if one.er_persona else 1].append(one.navn)
    order = get_args(Slag)
    for id, kind, was_, now_, why in sorted(groups, key=lambda key: (key[0], order.index(key[1]), key[2:4])):
        people, cases = groups[id, kind, was_, now_, why]
        yield Endring(id, kind, was_, now_, why, tuple(people), tuple(cases))


def _kind(was: Svar, now: Svar) -> Slag | None:
    if (was.utfall, was.modalitet) == (now.utfall, now.modalitet):
        return None
    if was.utfall != now.utfall and "uavklart" in (was.utfall, now.utfall):
        return "blir_uavklart" if now.utfall == "uavklart" else "blir_avgjort"
    return "vinner" if strength(now) > strength(was) else "taper"


def _state(svar: Svar) -> str:
    """«oppfylt, rett og plikt», «ikke oppfylt»."""
    outcome = svar.utfall.replace("_", " ")
    return f"{outcome}, {words.MODALITY[svar.modalitet].lower()}" if svar.modalitet else outcome


def _lengths(old: Side, new: Side, people: Sequence[Situert]) -> Iterator[NyLengde]:
    """The offers that last longer or shorter for someone."""
    for id in sorted(old.records.keys() & new.records.keys()):
        groups: dict[tuple[Any, ...], list[str]] = {}
        for one in people:
            was, now = _lasting(old, id, one.før), _lasting(new, id, one.etter)
            if list(was) != list(now):
                gone, come = ([text for text in a if text not in b] for a, b in ((was, now), (now, was)))
                cited = dict.fromkeys(h for text in come for h in now[text])
                groups.setdefault((tuple(gone), tuple(come), tuple(cited)), []).append(one.navn)
        for (gone, come, cited), names in groups.items():
            if gone or come:
                yield NyLengde(id, gone, come, cited, tuple(names))


def _lasting(where: Side, id: str, situation: Situasjon) -> dict[str, tuple[str, ...]]:
    """The lengths that hold for someone, in words, with their paragraphs."""
    held = [v for v in where.records[id].varighet if holds(v.når, where.ready(situation), where.facts)]
    return {f"{v.gjelder}: {words.length(v)}" if v.gjelder else words.length(v): v.hjemmel for v in held}


def _journeys(before: Catalogue, faulty: Sequence[Problem], after: Catalogue) -> tuple[list[ReiseEndring], list[str]]:
    """The journeys that hold on one side only, and those the old content cannot tell of."""
    changed, unproven = [], []
    for id, item in after.placed["reise"].items():
        old = before.placed["reise"].get(id)
        if old is None or _files(old, before) & {problem.fil for problem in faulty}:
            unproven += [id] if old or any(problem.fil == item.document.fil for problem in faulty) else []
            continue
        held, proof = prove(old.record, before).holder, prove(item.record, after)
        if held != proof.holder:
            breaks = (ReiseBrudd(b.mnd, b.regel, b.hjemmel) for b in proof.brudd)
            changed.append(ReiseEndring(id, proof.holder, tuple(breaks)))
    return changed, unproven


def _files(journey: Placed, catalogue: Catalogue) -> set[str]:
    """The files a journey's proof rests on."""
    named = [
        catalogue.placed[kind][id]
        for _, kind, id in journey.inside.references
        if kind != "regelverk" and id in catalogue.placed[kind]
    ]
    asked_with = [item for kind in ("faktum", "samsvar") for item in list(catalogue.placed[kind].values())[:1]]
    return {item.document.fil for item in (journey, *named, *asked_with)}
