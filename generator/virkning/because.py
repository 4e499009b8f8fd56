"""Why an answer changes: the rule that gave it, beside what has become of that rule."""

from collections.abc import Iterator
from datetime import date

from generator import words
from generator.evaluate import NAME, RANK, Grunn, Situasjon, Svar, gives, holds, in_force, spoken
from generator.model.regler import Vilkår
from generator.virkning.side import Side, Situert

Stated = dict[str, Grunn]

OUTCOMES = ("ikke_oppfylt", "uavklart", "oppfylt")


def because(was: Svar, now: Svar, old: Side, new: Side, one: Situert) -> tuple[Grunn, ...]:
    """The conditions that decide it, of the rules behind the side that says most; else what has happened to them."""
    id, found = was.tilbud, []
    if strength(was) > strength(now):
        for rule in _behind(was, old, one.før, one.dato):
            other = _same(rule, new, id)
            found += list(_lost(rule, other, _stated(rule, old, one.før), new, one))
    else:
        for rule in _behind(now, new, one.etter, one.dato):
            other = _same(rule, old, id)
            found += list(_won(rule, other, _stated(rule, new, one.etter), old, one))
    return tuple(dict.fromkeys(found))


def strength(svar: Svar) -> tuple[int, int]:
    """How much an answer gives: its outcome first, then what kind of rule it rests on."""
    return OUTCOMES.index(svar.utfall), RANK.get(svar.modalitet or "", 0)


def _behind(svar: Svar, where: Side, situation: Situasjon, today: date) -> list[Vilkår]:
    """The rules an answer rests on."""
    known = where.ready(situation)
    return [
        rule
        for rule in where.records[svar.tilbud].vilkår
        if in_force(rule, today) and gives(rule, svar.modalitet) and holds(rule.hvis, known, where.facts) is not False
    ]


def _same(rule: Vilkår, where: Side, id: str) -> Vilkår | None:
    """The rule on the other side that is most like this one; none when nothing is alike."""

    def likeness(other: Vilkår) -> int:
        alike = 4 * (other.hvem == rule.hvem) + 2 * (other.hvis == rule.hvis) + (other.modalitet == rule.modalitet)
        return alike + 2 * len(set(other.hjemmel) & set(rule.hjemmel))

    best = max(where.records[id].vilkår, key=likeness, default=None)
    return best if best and likeness(best) > 1 else None


def _lost(rule: Vilkår, other: Vilkår | None, held: Stated, new: Side, one: Situert) -> Iterator[Grunn]:
    """What stands in the way of a rule that gave the answer before."""
    if other is None:
        yield Grunn("regelen er tatt bort", "ikke_oppfylt", rule.hjemmel)
    elif not in_force(other, one.dato):
        yield Grunn(_not_in_force(other), "ikke_oppfylt", other.hjemmel)
    else:
        failing = [
            g for text, g in _stated(other, new, one.etter).items() if g.utfall != "oppfylt" and g != held.get(text)
        ]
        yield from failing
        if not failing and other.modalitet != "kan":
            yield from (
                Grunn(f"vurderes: {s.tekst}", "uavklart", s.hjemmel) for s in other.skjønn if s not in rule.skjønn
            )
        yield from _other_strength(rule, other)


def _won(rule: Vilkår, other: Vilkår | None, held: Stated, old: Side, one: Situert) -> Iterator[Grunn]:
    """What stood in the way of a rule that gives the answer after."""
    if other is None:
        yield Grunn("regelen er ny", "oppfylt", rule.hjemmel)
    elif not in_force(other, one.dato):
        yield Grunn("regelen gjelder nå", "oppfylt", rule.hjemmel)
    else:
        stood = _stated(other, old, one.før)
        for text, g in stood.items():
            if g.utfall != "oppfylt" and g != held.get(text):
                yield held.get(text) or Grunn(f"ikke lenger: {text}", "oppfylt", g.hjemmel)
        yield from (
            Grunn(f"vurderes ikke lenger: {s.tekst}", "oppfylt", s.hjemmel)
            for s in other.skjønn
            if s not in rule.skjønn
        )
        yield from _other_strength(other, rule)


def _other_strength(before: Vilkår, after: Vilkår) -> Iterator[Grunn]:
    if before.modalitet != after.modalitet:
        was, now = (words.MODALITY[rule.modalitet].lower() for rule in (before, after))
        yield Grunn(f"regelen er nå «{now}», før «{was}»", "oppfylt", after.hjemmel)


def _not_in_force(rule: Vilkår) -> str:
    if rule.status == "vedtatt":
        return "regelen er vedtatt, men ikke satt i kraft"
    if rule.gjelder_til is not None:
        return f"regelen gjaldt til {words.day(rule.gjelder_til)}"
    return f"regelen gjelder fra {words.day(rule.gjelder_fra)}" if rule.gjelder_fra else "regelen gjelder ikke"


def _stated(rule: Vilkår, where: Side, situation: Situasjon) -> Stated:
    """The conditions of a rule in words, with how they come out."""
    known, facts = where.ready(situation), where.facts
    return {
        (told := words.sentence(part, facts)): Grunn(
            told, NAME[holds(part, known, facts)], part.hjemmel or rule.hjemmel
        )
        for part in (spoken(rule.hvis) if rule.hvis else ())
    }
