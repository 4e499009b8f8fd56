"""What must hold of the rules taken together: each can be met, each decides something, each fact and persona fits."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from generator import words
from generator.catalogue import Catalogue
from generator.checks import rule
from generator.model import KINDS
from generator.model.regler import GRUPPER, Betingelse, Vilkår
from generator.model.samsvar import Samsvar
from generator.possible import Possible, possible
from generator.problems import Problem
from generator.shape import Placed

STRONGER = {
    "rett_og_plikt": {"rett", "plikt", "kan"},
    "rett": {"kan"},
    "plikt": {"kan"},
}


class Part(NamedTuple):
    """A part of a condition tree, and where in the record it stands."""

    path: tuple[str | int, ...]
    tree: Betingelse


class Tree(NamedTuple):
    """A whole condition tree, and the record it stands in."""

    item: Placed
    root: Part


def trees(catalogue: Catalogue) -> Iterator[Tree]:
    """Every condition tree of every rule."""
    for kind in KINDS:
        for item in catalogue.placed[kind.name].values() if kind.name != "samsvar" else ():
            for path, value in item.inside.models:
                if isinstance(value, Betingelse) and not set(GRUPPER) & set(path):
                    yield Tree(item, Part(path, value))


def situations(catalogue: Catalogue) -> Possible:
    """The possible situations, as far as all our rules and samsvar can tell them apart."""
    return catalogue.once(_situations)


def _situations(catalogue: Catalogue) -> Possible:
    return possible(catalogue.facts, catalogue.all("samsvar"), [found.root.tree for found in trees(catalogue)])


@rule("umulig-regel", late=True)
def every_rule_can_be_met(catalogue: Catalogue) -> Iterator[Problem]:
    """Hver regel kan oppfylles i en situasjon som er mulig, og hvert alternativ i den også."""
    room = situations(catalogue)
    for item, root in trees(catalogue):
        before = len(room.given_up)
        for fight in _fights(root, [], room):
            yield _told(fight, item, room, catalogue)
        yield from unproven(item, root.path, before, room)


def unproven(item: Placed, path: tuple[str | int, ...], before: int, room: Possible) -> Iterator[Problem]:
    """Said where something was given up since `before`; what is not proven is never an error."""
    if len(room.given_up) > before:
        yield item.document.problem(
            (*item.path, *path),
            "ikke-bevist",
            "dette er for innviklet til å prøves fullt ut, så feil her kan bli oversett",
            "del det i flere og enklere regler",
            alvor="advarsel",
        )


def _fights(part: Part, beside: list[Part], room: Possible) -> Iterator[list[Part]]:
    """The smallest sets of conditions that cannot hold together, in a part that must hold with those beside it."""
    path, tree = part
    if tree.alle:
        inside = [Part((*path, "alle", n), inner) for n, inner in enumerate(tree.alle)]
        if not _can([*beside, *inside], room):
            if own := next((found for one in inside for found in _fights(one, [], room)), None):
                yield own
            else:
                yield _smallest([*beside, *inside], room)
            return
        for one in inside:
            yield from _fights(one, [*beside, *(other for other in inside if other is not one)], room)
    elif tree.minst_en:
        for n, inner in enumerate(tree.minst_en):
            yield from _fights(Part((*path, "minst_en", n), inner), beside, room)
    elif not _can([*beside, part], room):
        yield _smallest([*beside, part], room)


def _can(parts: Sequence[Part], room: Possible) -> bool:
    return room.can(*(part.tree for part in parts))


def _smallest(parts: list[Part], room: Possible) -> list[Part]:
    """What is left when everything is taken away without which the rest still cannot hold."""
    for part in list(parts):
        rest = [other for other in parts if other is not part]
        if not _can(rest, room):
            parts = rest
    return sorted(parts, key=lambda part: [str(step).zfill(3) for step in part.path])


def _told(fight: list[Part], item: Placed, room: Possible, catalogue: Catalogue) -> Problem:
    said = "; ".join(words.sentence(part.tree, catalogue.facts) for part in fight)
    message = f"dette kan ikke gjelde samtidig: {said}" if len(fight) > 1 else "ingen kan oppfylle dette vilkåret"
    because = _because(fight, room)
    hint = " ".join(entry.hvorfor for entry in because)
    hint = f"{hint} Rett regelen, eller pathways/samsvar.yml" if hint else "rett den ene, eller del regelen i to"
    return item.document.problem((*item.path, *fight[-1].path), "umulig-regel", message, hint)


def _because(fight: list[Part], room: Possible) -> list[Samsvar]:
    """What samsvar says that makes these conditions fight; nothing when they do so by themselves."""
    left_out: list[Samsvar] = []
    needed = []
    if not _can(fight, room.without(room.samsvar)):
        return []
    for entry in room.samsvar:
        if _can(fight, room.without([*left_out, entry])):
            needed.append(entry)
        else:
            left_out.append(entry)
    return needed


@rule("regel-uten-virkning", late=True)
def every_rule_decides_something(catalogue: Catalogue) -> Iterator[Problem]:
    """Ingen regel er overflødig fordi en annen regel i samme post alltid sier det samme eller noe sterkere."""
    room = situations(catalogue)
    for item in (*catalogue.placed["tilbud"].values(), *catalogue.placed["ytelse"].values()):
        rules, before = list(enumerate(item.record.vilkår)), len(room.given_up)
        for n, one in rules:
            other = next((m for m, two in rules if m != n and _makes_idle(two, one, room, earlier=m < n)), None)
            if other is not None:
                yield item.document.problem(
                    (*item.path, "vilkår", n),
                    "regel-uten-virkning",
                    f"regelen avgjør ingenting: vilkår nummer {other + 1} gjelder for alle den gjelder for, og er minst like sterkt",
                    "ta den bort, eller skriv det som skiller de to",
                )
        yield from unproven(item, ("vilkår",), before, room)


def _makes_idle(strong: Vilkår, weak: Vilkår, room: Possible, *, earlier: bool) -> bool:
    """Whether the weaker rule never is what the answer rests on."""
    start, end = in_force_during(weak)
    from_, to = in_force_during(strong)
    if "vedtatt" in (weak.status, strong.status) or from_ > start or to < end:
        return False
    if strong.modalitet == weak.modalitet:
        same = weak.skjønn == strong.skjønn and set(weak.hjemmel) <= set(strong.hjemmel)
        return same and _covers(strong, weak, room) and (earlier or not _covers(weak, strong, room))
    return weak.modalitet in STRONGER.get(strong.modalitet, ()) and not strong.skjønn and _covers(strong, weak, room)


def _covers(wide: Vilkår, narrow: Vilkår, room: Possible) -> bool:
    """Whether everyone who meets the narrow rule's conditions meets those of the wide one."""
    if wide.hvis is None:
        return True
    return narrow.hvis is not None and not room.can(narrow.hvis, but_not=[wide.hvis])


def in_force_during(one: Vilkår) -> tuple[date, date]:
    """The first and the last day of a rule."""
    return one.gjelder_fra or date.min, one.gjelder_til or date.max


@rule("faktum-uten-virkning", late=True)
def every_fact_matters(catalogue: Catalogue) -> Iterator[Problem]:
    """Hvert faktum betyr noe: minst én regel kan få et annet svar når bare dette endres."""
    room = situations(catalogue)
    asked: dict[str, list[Betingelse]] = {}
    for found in trees(catalogue):
        for name in dict.fromkeys(leaf.faktum for leaf in found.root.tree.leaves() if leaf.faktum):
            asked.setdefault(name, []).append(found.root.tree)
    for id, item in catalogue.placed["faktum"].items():
        # A rule that cannot be met is told of where it stands, and not once more here.
        if not any(not room.can(tree) or room.matters(id, tree) for tree in asked.get(id, ())):
            yield item.document.problem(
                (*item.path, "id"),
                "faktum-uten-virkning",
                f"ingen regel får et annet svar av «{id}»",
                "bruk det i en regel, eller ta det bort",
                alvor="advarsel",
            )


@rule("samsvar-tall")
def only_like_numbers_are_compared(catalogue: Catalogue) -> Iterator[Problem]:
    """Det som sammenlignes i et samsvar, er to tall i samme enhet."""
    facts = catalogue.placed["faktum"]
    for item in catalogue.placed["samsvar"].values():
        units = [facts[name].record.enhet for name in item.record.ikke_over or () if name in facts]
        if len(units) == 2 and (None in units or units[0] != units[1]):
            yield item.document.problem(
                (*item.path, "ikke_over"),
                "samsvar-tall",
                "disse to kan ikke sammenlignes",
                "«ikke_over» tar to tall i samme enhet",
            )


@rule("umulig-persona", late=True)
def every_persona_is_possible(catalogue: Catalogue) -> Iterator[Problem]:
    """Situasjonen en persona begynner i, er mulig."""
    room = situations(catalogue)
    for item in catalogue.placed["persona"].values():
        given = item.record.situasjon
        for entry in room.broken_by(given):
            names = [name for name in given if name in facts_of(entry)]
            told = words.joined(f"«{name}: {given[name]}»" for name in names)
            yield item.document.problem(
                (*item.path, "situasjon", names[-1]),
                "umulig-persona",
                f"{told} kan ikke gjelde samtidig",
                f"{entry.hvorfor} Rett svaret, eller pathways/samsvar.yml",
            )


def facts_of(entry: Samsvar) -> set[str]:
    """The facts that what cannot be speaks of."""
    leaves = entry.umulig.leaves() if entry.umulig else []
    return {*(entry.ikke_over or ()), *(leaf.faktum for leaf in leaves if leaf.faktum)}
