"""The drawing of a rule is the rule: each condition stands once, and walking it gives what the evaluator says."""

import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from generator import evaluate, words
from generator.catalogue import Catalogue
from generator.diagrams import rights
from generator.diagrams.rights import Boks, PlassertBoks, Tre
from generator.diagrams.text import width
from generator.examined import examined
from generator.layout import Layout
from generator.model.regler import Betingelse, Faktum, Vilkår
from generator.views.rights import ELSE, rights_graphs, rule_graph
from generator.views.shown import Lenketekst, Punkt, Regel, Showing, Vilkårsledd

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 7, 2)
SITUATIONS = 30  # for each rule

Value = bool | None
RANK: dict[Value, int] = {False: 0, None: 1, True: 2}


@cache
def content() -> Catalogue:
    """The real records."""
    return examined(Layout(ROOT)).catalogue


def drawn_rules() -> Iterator[tuple[Vilkår, Tre]]:
    """Each rule that is drawn, with its tree."""
    show = Showing(content(), TODAY)
    for kind in ("tilbud", "ytelse"):
        for record in content().all(kind):
            trees = rights_graphs(record, show)
            yield from zip(record.vilkår, trees, strict=True) if trees else ()


def part(text: str, *children: Vilkårsledd) -> Vilkårsledd:
    """A part of a condition as shown."""
    return Vilkårsledd(text, (), children)


def rule(condition: Vilkårsledd | None, *judged: str, when: str = "") -> Regel:
    """A rule as shown, with what is left to the municipality's judgement."""
    points = tuple((Punkt(text), "Kommunen") for text in judged)
    cited = (Lenketekst("loven § 1", ""), Lenketekst("loven § 2", ""))
    return Regel("rett", "Rett, etter vurdering", "Voksne", condition, points, when, "", cited, id="r-regel-1")


def test_what_must_hold_stands_in_a_row_and_what_is_enough_stands_side_by_side() -> None:
    condition = part(
        words.ALL_OF,
        part("a"),
        part(words.ANY_OF, part("b"), part(words.ALL_OF, part("c"), part("ikke d"))),
        part("ikke alt dette på én gang", part("e"), part("f")),
    )
    tree = rule_graph(rule(condition, "om g", when="Gjelder fra 1. januar 2027"), "Kurs")
    assert [(box.art, box.ord, box.spor) for box in tree.bokser] == [
        ("hvem", "Voksne Gjelder fra 1. januar 2027", 1),
        ("vilkår", "a", 1),
        ("valg", words.ANY_OF, 1),
        ("vilkår", "b", 2),
        ("vilkår", "c", 2),
        ("vilkår", "ikke d", 2),
        ("vilkår", "ikke alt dette på én gang: e f", 1),
        ("skjønn", "om g – vurderes av Kommunen", 1),
        ("ende", "Rett, etter vurdering loven § 1 loven § 2", 1),
        ("ellers", ELSE, 1),
    ]
    assert set(tree.kanter) == {(0, 1), (1, 2), (2, 3), (2, 4), (4, 5), (3, 6), (5, 6), (6, 7), (7, 8), (0, 9)}
    assert (tree.hvem, tree.merke) == ("Voksne", "Rett, etter vurdering")


def test_two_forks_on_end_meet_in_the_second() -> None:
    fork = part(words.ANY_OF, part("a"), part("b"))
    tree = rule_graph(rule(part(words.ALL_OF, fork, fork)), "Kurs")
    assert [end for _, end in tree.kanter].count(4) == 2, "both ways lead to the second fork"
    assert set(tree.kanter) >= {(1, 2), (1, 3), (2, 4), (3, 4), (4, 5), (4, 6), (5, 7), (6, 7)}


def test_where_nothing_can_be_decided_there_is_no_other_end() -> None:
    tree = rule_graph(rule(None, "om a"), "Kurs")
    assert [box.art for box in tree.bokser] == ["hvem", "skjønn", "ende"]


def test_an_offer_is_drawn_when_a_rule_has_more_than_one_thing_to_decide() -> None:
    show = Showing(content(), TODAY)
    for kind in ("tilbud", "ytelse"):
        for record in content().all(kind):
            steps = [(len(each.hvis.leaves()) if each.hvis else 0) + len(each.skjønn) for each in record.vilkår]
            is_drawn = any(count > 1 for count in steps)
            assert len(rights_graphs(record, show)) == (len(steps) if is_drawn else 0), record.id


def parts(tree: Betingelse | None) -> list[Betingelse]:
    """The parts of a condition that are one box each, in reading order."""
    if tree is None:
        return []
    if tree.ikke is not None and tree.ikke.ikke is not None:
        return parts(tree.ikke.ikke)
    below = tree.alle or tree.minst_en
    return [box for child in below for box in parts(child)] if below else [tree]


def test_each_condition_stands_once_for_each_place_it_has_in_the_rule() -> None:
    found = list(drawn_rules())
    assert len(found) > 100
    for vilkår, tree in found:
        told = [box.tekst for box in tree.bokser if box.art == "vilkår"]
        assert len(told) == len(parts(vilkår.hvis)), tree.id
        for text, condition in zip(told, parts(vilkår.hvis), strict=True):
            if len(condition.leaves()) == 1:
                assert text == words.sentence(condition, content().facts), tree.id


def walked(tree: Tre, values: dict[int, Value]) -> Value:
    """Whether there is a way down to the end on which everything holds; None when what is known does not decide it."""
    best: dict[int, Value] = {0: True}
    for number, box in enumerate(tree.bokser[1:], 1):
        before = [best[start] for start, end in tree.kanter if end == number]
        best[number] = min(max(before, key=RANK.__getitem__), values.get(number, True), key=RANK.__getitem__)
        if box.art == "ende":
            return best[number]
    raise AssertionError("a tree without an end")


def situations(tree: Betingelse | None, facts: dict[str, Faktum]) -> Iterator[dict[str, str]]:
    """Situations that between them make the conditions come out each way; some facts are not known."""
    chance = random.Random(7)
    asked = [facts[name] for name in tree.fakta] if tree else []
    choices = {fact.id: [*evaluate.telling_values(fact, [tree] if tree else []), evaluate.UNKNOWN] for fact in asked}
    for _ in range(SITUATIONS):
        yield {name: chance.choice(values) for name, values in choices.items()}


def test_walking_the_drawing_gives_what_the_evaluator_says() -> None:
    facts, seen = dict(content().facts), set()
    for written, tree in drawn_rules():
        vilkår = written.model_copy(update={"status": "i_kraft", "gjelder_fra": None, "gjelder_til": None})
        numbers = [number for number, box in enumerate(tree.bokser) if box.art == "vilkår"]
        # What is judged is open for a right or a duty; what one can be given is possible while it is judged.
        judged: Value = True if vilkår.modalitet == "kan" else None
        open_ = {number: judged for number, box in enumerate(tree.bokser) if box.art == "skjønn"}
        for situation in situations(vilkår.hvis, facts):
            holds = [evaluate.holds(condition, situation, facts) for condition in parts(vilkår.hvis)]
            way = walked(tree, {**open_, **dict(zip(numbers, holds, strict=True))})
            outcome, modality = evaluate.verdict([vilkår], situation, facts, TODAY)
            assert evaluate.NAME[way] == outcome, f"{tree.id} {situation}"
            assert modality in (None, tree.modalitet)
            seen.add(outcome)
    assert seen == {"oppfylt", "uavklart", "ikke_oppfylt"}


def overlap(one: PlassertBoks, other: PlassertBoks) -> bool:
    """Whether two boxes cover each other anywhere."""
    return (
        abs(one.x - other.x) < (one.bredde + other.bredde) / 2 - 0.5
        and abs(one.y - other.y) < (one.høyde + other.høyde) / 2 - 0.5
    )


def test_no_words_are_wider_than_their_box_and_no_boxes_meet(tmp_path: Path) -> None:
    for drawing in rights.layouts([tree for _, tree in drawn_rules()], tmp_path):
        tree = drawing.tre
        assert [(box.nummer, box.boks) for box in drawing.bokser] == list(enumerate(tree.bokser)), tree.id
        assert [edge[:2] for edge in drawing.kanter] == sorted(tree.kanter), tree.id
        assert all(drawing.bokser[start].y < drawing.bokser[end].y for start, end in tree.kanter), "down all the way"
        for box in drawing.bokser:
            assert " ".join(text for _, text, _ in box.linjer) == " ".join(box.boks.ord.split()), tree.id
            for y, text, small in box.linjer:
                assert width(text, rights.SMALL if small else rights.SIZE) <= box.bredde - 2 * rights.PAD_X + 0.1
                assert box.y - box.høyde / 2 < y < box.y + box.høyde / 2
            # The picture has a margin of 8 on every side.
            assert box.x - box.bredde / 2 >= -1 and box.x + box.bredde / 2 <= drawing.bredde - 15
            assert box.y - box.høyde / 2 >= -1 and box.y + box.høyde / 2 <= drawing.høyde - 15
        meeting = [(a.boks.tekst, b.boks.tekst) for a, b in combinations(drawing.bokser, 2) if overlap(a, b)]
        assert not meeting, f"{tree.id}: {meeting}"


@pytest.mark.parametrize("text", ['Ett "navn" \\ <b>', "]; n0 [label=x", "a" * 3000])
def test_no_text_of_ours_is_read_by_graphviz(text: str, tmp_path: Path) -> None:
    tree = Tre("t", "T", "", "kan", (Boks("hvem", text), Boks("ende", text)), ((0, 1),))
    assert text[:6] not in rights.to_dot(tree)
    (drawing,) = rights.layouts([tree], tmp_path)
    assert [edge[:2] for edge in drawing.kanter] == [(0, 1)]
