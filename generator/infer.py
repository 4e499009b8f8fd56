"""What follows from the answers given: a fact for which only one answer is left, or a narrower span of numbers.

Rests on `samsvar`, which says what cannot be true at once. Given answers are never changed.
"""

from collections.abc import Mapping, Sequence

from generator.catalogue import Catalogue
from generator.evaluate import UNKNOWN, Situasjon, domain, holds, known, span
from generator.model.regler import Betingelse, Faktum
from generator.model.samsvar import Samsvar


def inferred(situation: Situasjon, facts: Mapping[str, Faktum], samsvar: Sequence[Samsvar]) -> dict[str, str]:
    """The facts that follow, each with its answer; `følger` in `content/skript/vurder-samsvar.js` finds the same."""
    orders = [item for item in samsvar if item.ikke_over]
    trees = [item.umulig for item in samsvar if item.umulig]
    asked: dict[str, list[Betingelse]] = {}
    for tree in trees:
        for name in tree.fakta:
            asked.setdefault(name, []).append(tree)
    now, found = dict(situation), dict[str, str]()
    while True:
        before = dict(found)
        for item in orders:
            _order(item, now, facts, found)
            now.update(found)
        for name in asked:
            if facts[name].type != "tall" and not known(now.get(name)):
                _only_answer(facts[name], now, facts, asked[name], found)
                now.update(found)
        if found == before:
            return found


def filled(situation: Situasjon, catalogue: Catalogue) -> Situasjon:
    """A situation with what follows from it."""
    return {**situation, **inferred(situation, catalogue.facts, catalogue.all("samsvar"))}


def _answered(situation: Situasjon, name: str) -> bool:
    return situation.get(name, UNKNOWN) != UNKNOWN


def _only_answer(
    fact: Faktum, situation: Situasjon, facts: Mapping[str, Faktum], trees: Sequence[Betingelse], found: dict[str, str]
) -> None:
    answers = [value.id for value in fact.verdier] or ["ja", "nei"]
    left = [
        answer
        for answer in answers
        if not any(holds(tree, {**situation, fact.id: answer}, facts) is True for tree in trees)
    ]
    if len(left) == 1:
        found[fact.id] = left[0]


def _order(item: Samsvar, situation: Situasjon, facts: Mapping[str, Faktum], found: dict[str, str]) -> None:
    """The first is at most the second (plus a number): each bounds the other."""
    first, second = item.ikke_over or ("", "")
    low, high = _bounds(facts[first], situation), _bounds(facts[second], situation)
    _narrow(facts[first], (low[0], min(low[1], high[1] + item.pluss)), situation, found)
    _narrow(facts[second], (max(high[0], low[0] - item.pluss), high[1]), situation, found)


def _bounds(fact: Faktum, situation: Situasjon) -> tuple[float, float]:
    return span(situation[fact.id]) if _answered(situation, fact.id) else domain(fact)


def _narrow(fact: Faktum, bounds: tuple[float, float], situation: Situasjon, found: dict[str, str]) -> None:
    low, high = bounds
    if known(situation.get(fact.id)) or low > high or bounds == _bounds(fact, situation):
        return
    found[fact.id] = f"{low:g}" if low == high else f"{low:g}..{high:g}"
