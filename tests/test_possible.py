"""Which situations are possible: every answer of the search is compared with trying everything."""

import random
import time
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import changes
from generator.catalogue import Catalogue, read
from generator.evaluate import UNKNOWN, holds
from generator.layout import Layout
from generator.model.regler import Betingelse, Faktum
from generator.model.samsvar import Samsvar
from generator.possible import Possible, breaks, possible
from generator.proven import situations, trees

ROOT = Path(__file__).parents[1]
CITED = {"måler": "x", "spørsmål": "x", "hjemmel": "lov/2001-01-01-1 § 1"}
NUMBER = {"type": "tall", "enhet": "år", "minst": "0", "største": "4"}
CHOICE = {"type": "valg", "verdier": [{"id": value, "navn": value} for value in ("a", "b", "c")]}
YES_NO = {"type": "ja_nei", "ja": "x", "nei": "x"}
FACTS = {
    name: Faktum.model_validate({"id": name, "navn": name, **kind, **CITED})
    for name, kind in {"n": NUMBER, "m": NUMBER, "k": NUMBER, "valg": CHOICE, "p": YES_NO, "q": YES_NO}.items()
}
# Enough answers to meet any tests with whole numbers: no three numbers need more room between two of them.
GRID = [f"{n / 4:g}" for n in range(17)]


def grid(name: str) -> list[str]:
    """Every answer to a fact that could matter, and none."""
    values = {"tall": GRID, "valg": ["a", "b", "c"], "ja_nei": ["ja", "nei"]}
    return [UNKNOWN, *values[FACTS[name].type]]


def some_test(name: str, chance: random.Random) -> Any:
    """A test of the fact."""
    if FACTS[name].type == "tall":
        return {chance.choice(("er", "minst", "under", "over", "til")): str(chance.randint(0, 4))}
    return {"en_av": chance.sample(["a", "b", "c"], 2)} if name == "valg" else chance.choice(["ja", "nei"])


def some_tree(names: list[str], leaves: int, chance: random.Random) -> Any:
    """A tree with so many tests."""
    if leaves == 1:
        name = chance.choice(names)
        test = {name: some_test(name, chance)}
        return {"ikke": test} if chance.random() < 0.3 else test
    first = chance.randint(1, leaves - 1)
    parts = [some_tree(names, first, chance), some_tree(names, leaves - first, chance)]
    group = {chance.choice(("alle", "minst_en")): parts}
    return {"ikke": group} if chance.random() < 0.2 else group


def tried(room: Possible, wanted: Betingelse, unwanted: Betingelse) -> bool:
    """The same by trying every situation."""
    names = sorted({leaf.faktum for tree in (wanted, unwanted) for leaf in tree.leaves() if leaf.faktum})
    for values in product(*map(grid, names)):
        situation = dict(zip(names, values, strict=True))
        met = holds(wanted, situation, FACTS) and not holds(unwanted, situation, FACTS)
        if met and not room.broken_by(situation):
            return True
    return False


NOT_OVER = [("n", "m", 0), ("m", "n", 1), ("k", "n", -1), ("n", "k", 3), ("k", "m", 0)]


def some_samsvar(chance: random.Random) -> list[Samsvar]:
    """Three things that cannot be."""
    said: list[dict[str, Any]] = [{"umulig": some_tree(["n", "valg", "p"], 2, chance)} for _ in range(2)]
    first, second, more = chance.choice(NOT_OVER)
    said.append({"ikke_over": [first, second], "pluss": str(more)})
    return [Samsvar.model_validate({"id": f"s{n}", "hvorfor": "x", **one}) for n, one in enumerate(said)]


@pytest.mark.parametrize("seed", range(120))
def test_the_search_finds_what_trying_everything_finds(seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(["n", "m", "valg", "p", "q"], 3)
    wanted, unwanted = (Betingelse.model_validate(some_tree(names, chance.randint(1, 6), chance)) for _ in range(2))
    room = possible(FACTS, some_samsvar(chance), [wanted, unwanted])
    assert room.can(wanted, but_not=[unwanted]) == tried(room, wanted, unwanted)


def tree(text: str) -> Betingelse:
    """A tree as an author writes it."""
    return Betingelse.model_validate(yaml.load(text, yaml.CBaseLoader))


def test_numbers_are_compared_through_a_third_that_nobody_asks_about() -> None:
    said = [Samsvar(id=f"s-{a}", hvorfor="x", ikke_over=(a, b)) for a, b in (("n", "m"), ("m", "k"))]
    wanted = tree("alle: [{n: {minst: 3}}, {k: {under: 3}}]")
    assert not possible(FACTS, said, [wanted]).can(wanted)
    assert possible(FACTS, said[:1], [wanted]).can(wanted)


def test_limits_that_are_not_reached_are_told_from_those_that_are() -> None:
    said = [Samsvar(id="s", hvorfor="x", ikke_over=("n", "m"), pluss=1)]
    room = possible(FACTS, said, [tree("alle: [{n: {minst: 3}}, {m: {til: 2}}, {m: {under: 2}}]")])
    assert room.can(tree("alle: [{n: {minst: 3}}, {m: {til: 2}}]"))
    assert not room.can(tree("alle: [{n: {minst: 3}}, {m: {under: 2}}]"))


def test_who_has_not_answered_breaks_nothing() -> None:
    entry = Samsvar(id="s", hvorfor="x", umulig=tree("alle: [{p: ja}, {q: ja}]"))
    assert breaks(entry, {"p": "ja", "q": "ja"}, FACTS)
    assert not breaks(entry, {"p": "ja"}, FACTS)
    assert not breaks(entry, {"p": "ja", "q": "ukjent"}, FACTS)
    over = Samsvar(id="s", hvorfor="x", ikke_over=("n", "m"))
    assert breaks(over, {"n": "2", "m": "1"}, FACTS)
    assert not breaks(over, {"n": "2", "m": "2"}, FACTS)
    assert not breaks(over, {"n": "2"}, FACTS)


def test_a_rule_that_follows_from_another_is_found() -> None:
    narrow, wide = tree("alle: [{n: {minst: 3}}, {p: ja}]"), tree("n: {over: 1}")
    room = possible(FACTS, [], [narrow, wide])
    assert not room.can(narrow, but_not=[wide])
    assert room.can(wide, but_not=[narrow])


@pytest.mark.parametrize(
    ("fact", "said", "does"),
    [
        ("p", "alle: [{p: ja}, {q: ja}]", True),
        ("n", "alle: [{p: ja}, {n: {minst: 0}}]", False),
        ("q", "minst_en: [{p: ja}, {alle: [{p: ja}, {q: ja}]}]", False),
        ("q", "alle: [{p: ja}, {ikke: {alle: [{p: nei}, {q: ja}]}}]", False),
    ],
)
def test_a_fact_matters_when_it_alone_can_change_the_answer(fact: str, said: str, does: bool) -> None:
    assert possible(FACTS, [], [tree(said)]).matters(fact, tree(said)) is does


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The real content."""
    found, problems = read(Layout(ROOT))
    assert problems == []
    return found


def test_no_single_answer_is_impossible(catalogue: Catalogue) -> None:
    room = situations(catalogue)
    asked = [(name, region.answer) for name, regions in room.regions.items() for region in regions]
    assert len(asked) > 200
    wrong = [pair for pair in asked if room.broken_by(dict([pair]))]
    assert not wrong, f"Dette er mulig, men pathways/samsvar.yml sier noe annet: {wrong}"


def cases() -> list[tuple[str, dict[str, str]]]:
    """The situations the law is asked about."""
    files = sorted((ROOT / "tests" / "cases" / "evaluate").glob("*.yml"))
    rows = [row for path in files for row in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)]
    return [(row["navn"], row["situasjon"]) for row in rows]


def test_every_case_of_the_law_is_a_possible_situation(catalogue: Catalogue) -> None:
    room = situations(catalogue)
    wrong = {name: [e.hvorfor for e in broken] for name, given in cases() if (broken := room.broken_by(given))}
    assert len(cases()) > 400
    assert not wrong, f"Rett disse, eller pathways/samsvar.yml: {wrong}"


def events(catalogue: Catalogue) -> list[tuple[str, dict[str, str]]]:
    """Whom events are worked out for, before and after: the example of each, and the cases written from the law."""
    known = {event.id: event for event in catalogue.all("hendelse")}
    rows = [(f"{id}: eksempelet", id, e.eksempel.situasjon) for id, e in known.items() if e.eksempel]
    for path in sorted((ROOT / "tests" / "cases" / "changes").glob("*.yml")):
        read_in = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
        rows += [(row["navn"], row["hendelse"], row["situasjon"]) for row in read_in]
    after = [(f"{name} (etter)", changes.after(known[id], given)) for name, id, given in rows]
    return [*((name, given) for name, _, given in rows), *after]


def test_events_start_and_end_in_possible_situations(catalogue: Catalogue) -> None:
    room = situations(catalogue)
    found = events(catalogue)
    wrong = {name: [e.hvorfor for e in broken] for name, given in found if (broken := room.broken_by(given))}
    assert len(found) > 50
    assert not wrong, f"Rett disse, eller pathways/samsvar.yml: {wrong}"


def test_every_entry_says_something_no_other_says(catalogue: Catalogue) -> None:
    room = situations(catalogue)
    for entry in room.samsvar:
        rest = room.without([entry])
        if entry.umulig:
            assert rest.can(entry.umulig), f"«{entry.id}» følger av de andre"
        else:
            first, second = entry.ikke_over or ("", "")
            assert rest.at_most.get((first, second), 1e9) > entry.pluss, f"«{entry.id}» følger av de andre"


def test_every_rule_of_ours_is_met_by_a_situation_that_can_be_shown(catalogue: Catalogue) -> None:
    room = situations(catalogue)
    all_ = list(trees(catalogue))
    assert len(all_) > 150
    assert all(room.can(found.root.tree) for found in all_)


def test_many_large_trees_take_little_time(catalogue: Catalogue) -> None:
    chance = random.Random(1)
    ours = situations(catalogue)
    tests = [leaf for found in trees(catalogue) for leaf in found.root.tree.leaves()]

    def grown(leaves: int) -> Betingelse:
        if leaves == 1:
            return chance.choice(tests)
        first = chance.randint(1, leaves - 1)
        parts = (grown(first), grown(leaves - first))
        return Betingelse.model_construct(**{chance.choice(("alle", "minst_en")): parts})

    large = [grown(30) for _ in range(300)]
    start = time.process_time()
    met = sum(ours.can(tree) for tree in large)
    spent = time.process_time() - start
    assert 50 < met < 300
    assert spent < 6, f"{spent:.1f} s"
