"""The evaluator's own logic: three values, ranks, judgement, dates; and that knowing more never takes an answer back."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import read
from generator.evaluate import answer, answers, holds, telling_values
from generator.layout import Layout
from generator.model.regler import Betingelse, Faktum, Vilkår

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 21)
CITED = "lov/2001-01-01-1 § 1"
FACTS = {
    name: Faktum.model_validate(
        {
            "id": name,
            "type": "ja_nei",
            "navn": name,
            "ja": f"{name} ja",
            "nei": f"{name} nei",
            "måler": "x",
            "spørsmål": "x",
            "hjemmel": CITED,
        }
    )
    for name in ("a", "b")
}
FACTS["alder"] = Faktum.model_validate(
    {
        "id": "alder",
        "type": "tall",
        "navn": "alder",
        "enhet": "år",
        "minst": "0",
        "måler": "x",
        "spørsmål": "x",
        "hjemmel": CITED,
    }
)
VALUES = {"ja": True, "nei": False, "?": None}
TREES: dict[str, Any] = {
    "alle": {"alle": [{"a": "ja"}, {"b": "ja"}]},
    "minst_en": {"minst_en": [{"a": "ja"}, {"b": "ja"}]},
    "ikke": {"ikke": {"a": "ja"}},
}
KLEENE = """
alle     ja ja ja    alle     ja nei nei    alle     nei ? nei   alle     ja ? ?    alle     ? ? ?
minst_en ja ? ja     minst_en nei ? ?       minst_en nei nei nei minst_en ? ja ja   minst_en ? ? ?
ikke     ja ja nei   ikke     nei ja ja     ikke     ? ja ?
""".split()


@pytest.mark.parametrize(("group", "a", "b", "result"), [KLEENE[i : i + 4] for i in range(0, len(KLEENE), 4)])
def test_trees_are_three_valued(group: str, a: str, b: str, result: str) -> None:
    known = {name: value for name, value in (("a", a), ("b", b)) if value != "?"}
    assert holds(Betingelse.model_validate(TREES[group]), known, FACTS) is VALUES[result]


@pytest.mark.parametrize(
    ("test", "yes", "no"),
    [
        ({"fra": "18", "til": "55"}, ["18", "55"], ["17", "56"]),
        ({"minst": "30"}, ["30", "30.5"], ["29"]),
        ({"under": "24"}, ["23"], ["24"]),
        ({"over": "55"}, ["56"], ["55"]),
        ({"er": "55"}, ["55"], ["54", "56"]),
        ({"en_av": ["19", "20"]}, ["19", "20"], ["21"]),
    ],
)
def test_each_operator_at_its_limits(test: dict[str, Any], yes: list[str], no: list[str]) -> None:
    tree = Betingelse.model_validate({"alder": test})
    assert [holds(tree, {"alder": value}, FACTS) for value in yes] == [True] * len(yes)
    assert [holds(tree, {"alder": value}, FACTS) for value in no] == [False] * len(no)
    assert holds(tree, {"alder": "ukjent"}, FACTS) is None


def rule(modality: str, hvis: dict[str, Any] | None = None, **more: Any) -> Vilkår:
    """A rule of this strength."""
    tree = {"hvis": hvis} if hvis else {}
    return Vilkår.model_validate({"modalitet": modality, "hvem": "noen", "hjemmel": CITED, **tree, **more})


JUDGED = [{"tekst": "om det trengs", "vurderes_av": "nav", "hjemmel": CITED}]
ANSWERS = {
    "a right and a duty together are both": ([rule("rett"), rule("plikt")], {}, ("oppfylt", "rett_og_plikt")),
    "the strongest that is met is given": ([rule("kan"), rule("rett", {"a": "ja"})], {"a": "ja"}, ("oppfylt", "rett")),
    "met goes before undecided": ([rule("kan"), rule("rett", {"a": "ja"})], {}, ("oppfylt", "kan")),
    "undecided gives the strongest undecided": (
        [rule("kan", {"b": "ja"}), rule("rett", {"a": "ja"})],
        {},
        ("uavklart", "rett"),
    ),
    "nothing met has no modality": ([rule("rett", {"a": "ja"})], {"a": "nei"}, ("ikke_oppfylt", None)),
    "a right with judgement left is undecided": ([rule("rett", skjønn=JUDGED)], {}, ("uavklart", "rett")),
    "a kan with judgement left is met": ([rule("kan", skjønn=JUDGED)], {}, ("oppfylt", "kan")),
    "what is not in force yet does not count": ([rule("rett", gjelder_fra="2027-01-01")], {}, ("ikke_oppfylt", None)),
    "what has ended does not count": ([rule("rett", gjelder_til="2026-11-20")], {}, ("ikke_oppfylt", None)),
    "the last day counts": ([rule("rett", gjelder_til="2026-11-21")], {}, ("oppfylt", "rett")),
    "adopted without a date does not count": ([rule("rett", status="vedtatt")], {}, ("ikke_oppfylt", None)),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers(name: str) -> None:
    rules, known, told = ANSWERS[name]
    svar = answer("x", rules, known, FACTS, TODAY)
    assert (svar.utfall, svar.modalitet) == told


def test_a_stronger_answer_still_open_stands_with_what_would_decide_it() -> None:
    svar = answer("x", [rule("kan"), rule("rett", {"alle": [{"a": "ja"}, {"b": "ja"}]})], {}, FACTS, TODAY)
    assert [(k.modalitet, k.mangler) for k in svar.kan_bli] == [("rett", ("a", "b"))]


def test_only_facts_that_would_move_the_answer_are_missing() -> None:
    tree = {"alle": [{"a": "ja"}, {"minst_en": [{"b": "ja"}, {"alder": {"minst": "18"}}]}]}
    assert answer("x", [rule("rett", tree)], {}, FACTS, TODAY).mangler == ("a",)
    assert answer("x", [rule("rett", tree)], {"a": "ja"}, FACTS, TODAY).mangler == ("alder", "b")
    assert answer("x", [rule("rett", tree)], {"a": "nei"}, FACTS, TODAY).mangler == ()
    assert answer("x", [rule("rett", skjønn=JUDGED)], {}, FACTS, TODAY).mangler == ()


def test_knowing_more_never_takes_an_answer_back() -> None:
    catalogue, problems = read(Layout(ROOT))
    assert problems == []
    facts = {fact.id: fact for fact in catalogue.all("faktum")}
    rules = [r for kind in ("tilbud", "ytelse") for record in catalogue.all(kind) for r in record.vilkår]
    values = {
        name: telling_values(fact, [rule.hvis for rule in rules if rule.hvis]) or ["0"] for name, fact in facts.items()
    }
    chance, compared = random.Random(1), 0
    for _ in range(60):
        whole = {name: chance.choice(options) for name, options in values.items()}
        part = {name: value for name, value in whole.items() if chance.random() < 0.5}
        for less, more in zip(answers(catalogue, part, TODAY), answers(catalogue, whole, TODAY), strict=True):
            if less.utfall != "uavklart":
                compared += 1
                assert more.utfall == less.utfall, (less.tilbud, part, whole)
    assert compared > 500


def test_trees_that_have_been_asked_can_be_compared() -> None:
    one, two = (Betingelse.model_validate({"alle": [{"a": "ja"}, {"alder": {"minst": "18"}}]}) for _ in range(2))
    assert one.fakta == two.fakta == ("a", "alder")
    assert one == two and one.leaves() == two.leaves()
    assert one != Betingelse.model_validate({"alle": [{"a": "ja"}, {"alder": {"minst": "19"}}]})
