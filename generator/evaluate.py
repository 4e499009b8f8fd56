"""Vilkår and a situation become a three-valued answer that explains itself.

A situation is one flat mapping from fact to answer; a fact that is absent or `ukjent` is not known. Conditions
on unknown facts are undecided (Kleene), and so are trees that cannot be decided without them; a span of numbers,
as `18..54`, decides what all its numbers decide alike. What the law leaves to judgement is never guessed: it stands
beside the answer, with who judges.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator import words
from generator.catalogue import Catalogue
from generator.model.regler import Betingelse, Faktum, Test, Vilkår

Utfall = Literal["oppfylt", "ikke_oppfylt", "uavklart"]
Situasjon = Mapping[str, str]

UNKNOWN = "ukjent"
RANK = {"rett_og_plikt": 4, "rett": 3, "plikt": 2, "kan": 1}
NAME: dict[bool | None, Utfall] = {True: "oppfylt", False: "ikke_oppfylt", None: "uavklart"}


@dataclass(frozen=True)
class Grunn:
    """One condition of one rule, in words, with how it came out."""

    vilkår: str
    utfall: Utfall
    hjemmel: tuple[str, ...]


@dataclass(frozen=True)
class Vurdering:
    """Something left to judgement, with who judges."""

    tekst: str
    hjemmel: tuple[str, ...]
    vurderes_av: str


@dataclass(frozen=True)
class KanBli:
    """A stronger answer that is still open, and the facts that would decide it."""

    modalitet: str
    mangler: tuple[str, ...]


@dataclass(frozen=True)
class SkalTil:
    """A condition that fails in the rule nearest to being met, and whether it can come to hold."""

    vilkår: str
    hjemmel: tuple[str, ...]
    kan_endres: str


@dataclass(frozen=True)
class Svar:
    """What the rules say of one offer or benefit in one situation."""

    tilbud: str
    utfall: Utfall
    modalitet: str | None
    kan_bli: tuple[KanBli, ...]
    hjemmel: tuple[str, ...]
    grunner: tuple[Grunn, ...]
    skjønn: tuple[Vurdering, ...]
    mangler: tuple[str, ...]
    skal_til: tuple[SkalTil, ...]


def holds(tree: Betingelse | None, situation: Situasjon, facts: Mapping[str, Faktum]) -> bool | None:
    """Whether a tree holds: true, false, or None when what is known does not decide it. No tree always holds."""
    if tree is None:
        return True
    if tree.faktum is not None and tree.test is not None:
        return _passes(tree.test, facts[tree.faktum], situation.get(tree.faktum, UNKNOWN))
    if tree.ikke is not None:
        inner = holds(tree.ikke, situation, facts)
        return None if inner is None else not inner
    decisive = not tree.alle  # one false decides «alle», one true decides «minst_en»
    undecided = False
    for part in tree.alle or tree.minst_en:
        value = holds(part, situation, facts)
        if value is decisive:
            return decisive
        undecided = undecided or value is None
    return None if undecided else not decisive


def known(answer: str | None) -> bool:
    """Whether an answer is one answer; a span of numbers, as «18..54», is not."""
    return answer is not None and answer != UNKNOWN and ".." not in answer


def span(answer: str) -> tuple[float, float]:
    """The lowest and highest number an answer allows."""
    low, _, high = answer.partition("..")
    return float(low), float(high or low)


def _passes(test: Test, fact: Faktum, answer: str) -> bool | None:
    if answer == UNKNOWN:
        return None
    if fact.type != "tall":
        return answer in test.answers
    low, high = span(answer)
    found = True if not test.same else _among(test.same, low, high)
    for operator, limit in test.bounds:
        passes = _in(low, high, operator, limit)
        if passes is False:
            return False
        found = found and passes
    return found


def _among(wanted: tuple[float, ...], low: float, high: float) -> bool | None:
    if low == high:
        return low in wanted
    return None if any(low <= number <= high for number in wanted) else False


def _in(low: float, high: float, operator: str, limit: float) -> bool | None:
    """Whether every number of a span passes, none does, or some do."""
    first, last = _within(low, operator, limit), _within(high, operator, limit)
    return first if first == last else None


def _within(number: float, operator: str, limit: float) -> bool:
    if operator in ("fra", "minst"):
        return number >= limit
    if operator == "til":
        return number <= limit
    return number < limit if operator == "under" else number > limit


def in_force(rule: Vilkår, today: date) -> bool:
    """Whether a rule applies on this date; rules adopted without a date never do."""
    started = rule.gjelder_fra is None or rule.gjelder_fra <= today
    ended = rule.gjelder_til is not None and rule.gjelder_til < today
    return rule.status == "i_kraft" and started and not ended


def _outcome(rule: Vilkår, situation: Situasjon, facts: Mapping[str, Faktum]) -> bool | None:
    """A `kan` whose conditions hold is met; a right or a duty is undecided while judgement is left."""
    value = holds(rule.hvis, situation, facts)
    return None if value and rule.skjønn and rule.modalitet != "kan" else value


def _outcomes(rules: Sequence[Vilkår], situation: Situasjon, facts: Mapping[str, Faktum]) -> list[bool | None]:
    return [_outcome(rule, situation, facts) for rule in rules]


def _verdict(rules: Sequence[Vilkår], outcomes: Sequence[bool | None]) -> tuple[Utfall, str | None]:
    """Outcome and modality over the rules in force, given how each came out."""
    for wanted in (True, None):
        found = {rule.modalitet for rule, outcome in zip(rules, outcomes, strict=True) if outcome is wanted}
        if found:
            both = wanted is True and {"rett", "plikt"} <= found
            return NAME[wanted], "rett_og_plikt" if both else max(found, key=RANK.__getitem__)
    return "ikke_oppfylt", None


def verdict(
    vilkår: Sequence[Vilkår], situation: Situasjon, facts: Mapping[str, Faktum], today: date
) -> tuple[Utfall, str | None]:
    """Only the outcome and modality of the answer to these rules, which is quickly found."""
    rules = [rule for rule in vilkår if in_force(rule, today)]
    return _verdict(rules, _outcomes(rules, situation, facts))


def answer(id: str, vilkår: Sequence[Vilkår], situation: Situasjon, facts: Mapping[str, Faktum], today: date) -> Svar:
    """What the rules say of one offer or benefit in this situation on this date."""
    rules = [rule for rule in vilkår if in_force(rule, today)]
    outcomes = _outcomes(rules, situation, facts)
    outcome, modality = _verdict(rules, outcomes)
    wanted = {"oppfylt": True, "uavklart": None, "ikke_oppfylt": False}[outcome]
    each = list(zip(rules, outcomes, strict=True))
    giving = [rule for rule, came_out in each if came_out is wanted and gives(rule, modality)]
    rank = RANK.get(modality or "", 0)
    stronger = [rule for rule, came_out in each if came_out is None and RANK[rule.modalitet] > rank]
    return Svar(
        tilbud=id,
        utfall=outcome,
        modalitet=modality,
        kan_bli=tuple(
            KanBli(name, _missing(open_rules, situation, facts))
            for name in RANK
            if (open_rules := [rule for rule in stronger if rule.modalitet == name])
        ),
        hjemmel=tuple(dict.fromkeys(text for rule in giving for text in rule.hjemmel)),
        grunner=tuple(reason for rule in giving for reason in _reasons(rule, situation, facts)),
        skjønn=tuple(Vurdering(s.tekst, s.hjemmel, s.vurderes_av) for rule in giving for s in rule.skjønn)
        if wanted is not False
        else (),
        mangler=_missing(rules, situation, facts),
        skal_til=_what_it_takes(rules, situation, facts) if wanted is False else (),
    )


def gives(rule: Vilkår, modality: str | None) -> bool:
    """Whether a rule is among those the answer rests on."""
    return modality in (None, rule.modalitet) or (modality == "rett_og_plikt" and rule.modalitet in ("rett", "plikt"))


def _reasons(rule: Vilkår, situation: Situasjon, facts: Mapping[str, Faktum]) -> Iterator[Grunn]:
    for leaf in spoken(rule.hvis) if rule.hvis else ():
        told = words.sentence(leaf, facts)
        yield Grunn(told, NAME[holds(leaf, situation, facts)], leaf.hjemmel or rule.hjemmel)


def _what_it_takes(rules: Sequence[Vilkår], situation: Situasjon, facts: Mapping[str, Faktum]) -> tuple[SkalTil, ...]:
    """What fails in the rule that is nearest: fewest conditions that can never change, then fewest in all."""
    ways: list[list[SkalTil]] = [
        [
            SkalTil(words.sentence(part, facts), part.hjemmel or rule.hjemmel, changeable(part, situation, facts))
            for part in spoken(rule.hvis)
            if holds(part, situation, facts) is False
        ]
        for rule in rules
        if rule.hvis
    ]
    nearest = sorted(ways, key=_distance)[:1]
    return tuple(nearest[0]) if nearest else ()


def _distance(way: Sequence[SkalTil]) -> tuple[int, int]:
    return sum(step.kan_endres == "nei" for step in way), len(way)


def changeable(part: Betingelse, situation: Situasjon, facts: Mapping[str, Faktum]) -> str:
    """Whether a condition can come to hold: by what one does (`ja`), by time that passes (`tid`), or never (`nei`)."""
    found = {_comes(facts[name], part, situation, facts) for name in part.fakta}
    return next(word for word in ("ja", "tid", "nei") if word in found)


def _comes(fact: Faktum, part: Betingelse, situation: Situasjon, facts: Mapping[str, Faktum]) -> str:
    now = situation.get(fact.id, UNKNOWN)
    if fact.kan_endres != "tid" or not known(now):
        return fact.kan_endres or "ja"
    # Time only runs forward: being under 25 does not come back.
    later = [value for value in telling_values(fact, [part]) if float(value) > float(now)]
    helps = any(holds(part, {**situation, fact.id: value}, facts) is not False for value in later)
    return "tid" if helps else "nei"


def spoken(tree: Betingelse) -> Iterator[Betingelse]:
    """The parts of a tree that are said one by one: each part of an «alle», anything else as a whole."""
    if tree.alle:
        for part in tree.alle:
            yield from spoken(part)
    else:
        yield tree


def _missing(rules: Sequence[Vilkår], situation: Situasjon, facts: Mapping[str, Faktum]) -> tuple[str, ...]:
    """The unknown facts for which some value changes outcome or modality."""
    outcomes = _outcomes(rules, situation, facts)
    trees = [rule.hvis for rule in rules if rule.hvis]
    asked = dict.fromkeys(name for tree in trees for name in tree.fakta)
    unknown = [name for name in asked if not known(situation.get(name))]
    return tuple(sorted(name for name in unknown if _moves_answer(facts[name], rules, outcomes, situation, facts)))


def _moves_answer(
    fact: Faktum,
    rules: Sequence[Vilkår],
    outcomes: Sequence[bool | None],
    situation: Situasjon,
    facts: Mapping[str, Faktum],
) -> bool:
    now = _verdict(rules, outcomes)
    # Only rules that ask about the fact can come out otherwise.
    touched = [bool(rule.hvis and fact.id in rule.hvis.fakta) for rule in rules]
    trees = [rule.hvis for rule in rules if rule.hvis]
    for value in telling_values(fact, trees, situation.get(fact.id, UNKNOWN)):
        then = {**situation, fact.id: value}
        each = zip(rules, outcomes, touched, strict=True)
        if _verdict(rules, [_outcome(rule, then, facts) if again else was for rule, was, again in each]) != now:
            return True
    return False


def telling_values(fact: Faktum, trees: Iterable[Betingelse], answer: str = UNKNOWN) -> list[str]:
    """Answers to a fact that between them make each test in the trees come out each way it still can."""
    if fact.type == "ja_nei":
        return ["ja", "nei"]
    if fact.type == "valg":
        return [value.id for value in fact.verdier]
    leaves = (leaf for tree in trees for leaf in tree.leaves() if leaf.faktum == fact.id and leaf.test)
    limits = {float(value) for leaf in leaves if leaf.test for _, value in leaf.test.values()}
    around = {n + step for n in limits for step in (-1, -0.5, 0, 0.5, 1)}
    lowest, highest = span(answer) if answer != UNKNOWN else domain(fact)
    return [f"{n:g}" for n in sorted(around) if lowest <= n <= highest]


def domain(fact: Faktum) -> tuple[float, float]:
    """The lowest and highest number that is an answer to a fact."""
    return fact.minst if fact.minst is not None else -1e9, fact.største if fact.største is not None else 1e9


def answers(catalogue: Catalogue, situation: Situasjon, today: date) -> list[Svar]:
    """One answer for every offer and benefit with rules, ordered by id."""
    records = [*catalogue.all("tilbud"), *catalogue.all("ytelse")]
    return [
        answer(r.id, r.vilkår, situation, catalogue.facts, today)
        for r in sorted(records, key=lambda r: r.id)
        if r.vilkår
    ]
