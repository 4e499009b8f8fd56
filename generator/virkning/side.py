"""One side of a comparison: content whose rules can be asked, and those they are asked about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """One side of the comparison: the content, its facts, what cannot be at once, and the offers and benefits to ask."""

    catalogue: Catalogue
    facts: Mapping[str, Faktum]
    samsvar: Sequence[Samsvar]
    records: Mapping[str, Any]

    def about(self, id: str, known: Situasjon, today: date) -> Svar:
        """What the rules here say of one offer, in a situation as it is known here."""
        return answer(id, self.records[id].vilkår, known, self.facts, today)

    def known(self, situation: Situasjon) -> Situasjon:
        """The answers that are answers here, since a fact may have had others, and what follows from them here."""
        given = {
            name: value
            for name, value in situation.items()
            if name in self.facts and (value == UNKNOWN or not misfit(self.facts[name], "er", value))
        }
        return {**given, **inferred(given, self.facts, self.samsvar)}


def side(catalogue: Catalogue) -> tuple[Side, list[str]]:
    """What can be asked of some content, and the offers that cannot."""
    facts = {fact.id: fact for fact in catalogue.all("faktum")}
    every = {record.id: record for kind in ("tilbud", "ytelse") for record in catalogue.all(kind)}
    faulty = [id for id, record in every.items() if not all(_is_sound(tree, facts) for tree in _trees(record))]
    samsvar = [item for item in catalogue.all("samsvar") if _can_be_inferred(item, facts)]
    return Side(catalogue, facts, samsvar, {id: record for id, record in every.items() if id not in faulty}), faulty


def _can_be_inferred(item: Samsvar, facts: Mapping[str, Faktum]) -> bool:
    ordered = all(name in facts and facts[name].type == "tall" for name in item.ikke_over or ())
    return ordered and (item.umulig is None or _is_sound(item.umulig, facts))


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
