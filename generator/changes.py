"""What an event changes by rule: the answers to one situation before and after it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.catalogue import Catalogue
from generator.evaluate import Situasjon, Svar, answer, holds, verdict
from generator.infer import filled
from generator.model.hendelse import Hendelse
from generator.model.regler import Faktum
from generator.model.reise import Persona
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse

Slag = Literal["tilbud", "ytelse"]


@dataclass(frozen=True)
class Svarendring:
    """What the rules say of one offer or benefit before and after."""

    slag: Slag
    før: Svar
    etter: Svar


@dataclass(frozen=True)
class Utregning:
    """What an event changes for one person: a persona, or the one the event's own example is about."""

    persona: str | None
    situasjon: Situasjon
    endringer: tuple[Svarendring, ...]


def fits(event: Hendelse, situation: Situasjon, facts: Mapping[str, Faktum]) -> bool:
    """Whether this can happen to someone in this situation, as far as is known."""
    possible = all(not move.fra or situation.get(move.faktum) in move.fra for move in event.endrer)
    return possible and holds(event.gjelder.hvis, situation, facts) is True


def after(event: Hendelse, situation: Situasjon) -> dict[str, str]:
    """The situation when it has happened."""
    return {**situation, **{move.faktum: move.til for move in event.endrer}}


def asking(event: Hendelse, catalogue: Catalogue) -> Iterator[tuple[Slag, Tilbud | Ytelse]]:
    """The offers and benefits with a rule about a fact the event moves."""
    return _about({move.faktum for move in event.endrer}, catalogue)


def _about(moved: set[str], catalogue: Catalogue) -> Iterator[tuple[Slag, Tilbud | Ytelse]]:
    """The offers and benefits with a rule about a fact that moves, in the order of the catalogue."""
    kinds: tuple[Slag, Slag] = ("tilbud", "ytelse")
    for kind in kinds:
        for record in catalogue.all(kind):
            leaves = (leaf.faktum for rule in record.vilkår if rule.hvis for leaf in rule.hvis.leaves())
            if moved.intersection(leaves):
                yield kind, record


def changes(catalogue: Catalogue, situation: Situasjon, event: Hendelse, today: date) -> tuple[Svarendring, ...]:
    """Every offer and benefit for which outcome or modality is another afterwards; no other rule can have moved."""
    # What followed before need not follow after, so each side is inferred from the answers given.
    now, then = filled(situation, catalogue), filled(after(event, situation), catalogue)
    moved = {name for name in {*now, *then} if now.get(name) != then.get(name)}
    facts, found = catalogue.facts, []
    for kind, record in _about(moved, catalogue):
        # Few answers move, and it takes far longer to give the reasons for one.
        if verdict(record.vilkår, now, facts, today) != verdict(record.vilkår, then, facts, today):
            one, other = (answer(record.id, record.vilkår, known, facts, today) for known in (now, then))
            found.append(Svarendring(kind, one, other))
    return tuple(found)


def _personas(catalogue: Catalogue) -> list[tuple[Persona, Situasjon]]:
    """Each persona with the situation it begins in and what follows from it."""
    return [(persona, filled(persona.situasjon, catalogue)) for persona in catalogue.all("persona")]


def worked_out(catalogue: Catalogue, event: Hendelse, today: date) -> Iterator[Utregning]:
    """What changes for each persona the event fits, and for its example."""
    if not event.endrer:
        return
    for persona, situation in catalogue.once(_personas):
        if fits(event, situation, catalogue.facts):
            yield Utregning(persona.id, persona.situasjon, changes(catalogue, persona.situasjon, event, today))
    if event.eksempel:
        situation = event.eksempel.situasjon
        yield Utregning(None, situation, changes(catalogue, situation, event, today))


def concerned(event: Hendelse, found: Iterable[Utregning]) -> set[tuple[str, str]]:
    """The offers and benefits an event names, and those whose answer it changes, as (kind, id)."""
    named = {("tilbud", id) for id in event.tilbud} | {("ytelse", id) for id in event.ytelser}
    named |= {("tilbud", item.tilbud) for item in event.gjør if item.tilbud}
    named |= {("ytelse", item.ytelse) for item in event.gjør if item.ytelse}
    return named | {(change.slag, change.før.tilbud) for one in found for change in one.endringer}
