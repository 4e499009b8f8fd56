"""One side of a comparison: content whose rules can be asked, and those they are asked about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from generator.catalogue import Catalogue
from generator.checks import is_empty, misfit
from generator.evaluate import UNKNOWN, Situasjon, Svar, answer
from generator.infer import inferred
from generator.model.regler import Betingelse, Faktum
from generator.model.samsvar import Samsvar


class Situert(NamedTuple):
    """Someone in a situation, before and after the edit; a case asks about one offer, a persona about all."""

    navn: str
    er_persona: bool
    før: Situasjon
    etter: Situasjon
    dato: date
    tilbud: str | None = None


@dataclass(frozen=True)
class Side:
    """One side of the comparison: the content, its facts, and the offers and benefits whose rules can be asked."""

    catalogue: Catalogue
    facts: Mapping[str, Faktum]
    records: Mapping[str, Any]

    samsvar: Sequence[Samsvar]
    _ready: dict[frozenset[tuple[str, str]], Situasjon] = field(default_factory=dict, repr=False, compare=False)

    def about(self, id: str, situation: Situasjon, today: date) -> Svar:
        """What the rules here say of one offer."""
        return answer(id, self.records[id].vilkår, self.ready(situation), self.facts, today)

    def ready(self, situation: Situasjon) -> Situasjon:
        """The answers that are answers here (a fact may have had others), and what follows from them."""
        key = frozenset(situation.items())
        if key not in self._ready:
            fitting = {
                name: given
                for name, given in situation.items()
                if name in self.facts and (given == UNKNOWN or not misfit(self.facts[name], "er", given))
            }
            self._ready[key] = {**fitting, **inferred(fitting, self.facts, self.samsvar)}
        return self._ready[key]


def side(catalogue: Catalogue) -> tuple[Side, list[str]]:
    """What can be asked of some content, and the offers that cannot."""
    facts = catalogue.facts
    numbers = {name for name, fact in facts.items() if fact.type == "tall"}
    samsvar = [
        entry
        for entry in catalogue.all("samsvar")
        if (_is_sound(entry.umulig, facts) if entry.umulig else numbers >= set(entry.ikke_over))
    ]
    every = {record.id: record for kind in ("tilbud", "ytelse") for record in catalogue.all(kind)}
    faulty = [id for id, record in every.items() if not all(_is_sound(tree, facts) for tree in _trees(record))]
    records = {id: record for id, record in every.items() if id not in faulty}
    return Side(catalogue, facts, records, samsvar), faulty


def _trees(record: Any) -> Iterator[Betingelse]:
    yield from (rule.hvis for rule in record.vilkår if rule.hvis)
    yield from (length.når for length in record.varighet if length.når)


def _is_sound(tree: Betingelse, facts: Mapping[str, Faktum]) -> bool:
    """Whether each test speaks of a fact there is, and of answers to it."""
    return all(
        leaf.faktum in facts
        and leaf.test is not None
        and not is_empty(leaf.test)
        and not any(misfit(facts[leaf.faktum], *pair) for pair in leaf.test.values())
        for leaf in tree.leaves()
        if leaf.faktum
    )
