"""What must hold of events: their facts have answers that exist, and their examples are of someone it can happen to."""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.changes import fits
from generator.checks import misfit, rule
from generator.evaluate import UNKNOWN
from generator.model.hendelse import Hendelse
from generator.model.regler import Faktum
from generator.problems import Problem


@rule("hendelse-svar")
def every_answer_in_an_event_fits_its_fact(catalogue: Catalogue) -> Iterator[Problem]:
    """Hvert svar en hendelse endrer fra eller til, er et svar faktumet kan ha."""
    facts = catalogue.placed["faktum"]
    for item in catalogue.placed["hendelse"].values():
        for path, name, given in _moves(item.record):
            if name in facts and given != UNKNOWN and (fault := misfit(facts[name].record, "er", given)):
                yield item.document.problem(path, "hendelse-svar", *fault)


def _answers(event: Hendelse) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    yield from _moves(event)
    for name, value in (event.eksempel.situasjon if event.eksempel else {}).items():
        yield ("eksempel", "situasjon", name), name, value


def _moves(event: Hendelse) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    for index, move in enumerate(event.endrer):
        yield ("endrer", index, "til"), move.faktum, move.til
        for place, value in enumerate(move.fra):
            yield ("endrer", index, "fra", place), move.faktum, value


@rule("eksempel-passer-ikke")
def every_example_is_of_someone_it_can_happen_to(catalogue: Catalogue) -> Iterator[Problem]:
    """Eksempelet i en hendelse har svarene hendelsen begynner med, og er blant dem den gjelder."""
    for item in catalogue.placed["hendelse"].values():
        example = item.record.eksempel
        if (
            example
            and _can_be_asked(item.record, catalogue.facts)
            and not fits(item.record, example.situasjon, catalogue.facts)
        ):
            yield item.document.problem(
                ("eksempel", "situasjon"),
                "eksempel-passer-ikke",
                "dette kan ikke hende den eksempelet er om",
                "rett svarene i eksempelet, «fra» under «endrer» eller «gjelder»",
                key=True,
            )


def _can_be_asked(event: Hendelse, facts: Mapping[str, Faktum]) -> bool:
    """Whether every fact exists and every value is an answer to it; what is not, has been told already."""
    given = [(name, "er", value) for _, name, value in _answers(event) if value != UNKNOWN]
    for leaf in event.gjelder.hvis.leaves() if event.gjelder.hvis else ():
        if leaf.faktum and leaf.test:
            given += [(leaf.faktum, operator, value) for operator, value in leaf.test.values()]
    return all(name in facts and not misfit(facts[name], operator, value) for name, operator, value in given)
