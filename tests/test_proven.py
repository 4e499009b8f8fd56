"""What the checks of the whole catalogue let through: rules that only look alike, or hold at different times."""

import shutil
from pathlib import Path

import pytest

from generator.build import examine
from generator.layout import Layout

EXAMPLE = Path(__file__).parent / "example"
CAFE, COURSE, EVENING = (f"pathways/tilbud/{name}.yml" for name in ("sprakkafe", "kurs", "kurs-kveld"))
ANYONE = "    hjemmel: lov/2001-01-01-1 § 2\nvarighet"


def rule(**said: str) -> str:
    """A rule as it stands in the file, after the one the café has for everyone."""
    given = {"modalitet": "kan", "hvem": "Voksne.", "hjemmel": "lov/2001-01-01-1 § 2"} | said
    lines = [f"{'  - ' if n == 0 else '    '}{key}: {value}" for n, (key, value) in enumerate(given.items())]
    return "    hjemmel: lov/2001-01-01-1 § 2\n" + "\n".join(lines) + "\nvarighet"


def codes(root: Path, *changes: tuple[str, str, str]) -> list[str]:
    """The codes of what is found after these changes."""
    for name, old, new in changes:
        text = (root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        (root / name).write_text(text.replace(old, new), encoding="utf-8")
    return [problem.kode for problem in examine(Layout(root))[1]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the example that a test may change."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "eksempel"))


ADULT = "{alder: {minst: 18}}"
SKJØNN = "{tekst: om det trengs, vurderes_av: bibliotek, hjemmel: lov/2001-01-01-1 § 2}"
DECIDES = {
    "a stronger rule for some": {"modalitet": "rett", "hvis": ADULT},
    "a rule with a paragraph of its own": {"hvis": ADULT, "hjemmel": "lov/2001-01-01-1 § 1"},
    "a rule with judgement of its own": {"hvis": ADULT, "skjønn": SKJØNN},
    "a rule that is adopted and not in force": {"hvis": ADULT, "status": "vedtatt"},
}


@pytest.mark.parametrize("name", DECIDES)
def test_these_rules_decide_something(name: str, root: Path) -> None:
    assert codes(root, (CAFE, ANYONE, rule(**DECIDES[name]))) == []


def test_a_rule_that_repeats_another_decides_nothing(root: Path) -> None:
    assert codes(root, (CAFE, ANYONE, rule(hvis=ADULT))) == ["regel-uten-virkning"]


def test_a_right_left_to_judgement_does_not_make_what_can_be_given_idle(root: Path) -> None:
    right = rule(modalitet="rett", skjønn=SKJØNN)
    assert codes(root, (CAFE, ANYONE, right)) == []


@pytest.mark.parametrize(("until", "found"), [("2022-12-31", []), ("2023-01-01", ["regel-uten-virkning"])])
def test_only_rules_in_force_at_the_same_time_make_each_other_idle(until: str, found: list[str], root: Path) -> None:
    old = f"    hjemmel: lov/2001-01-01-1 § 2\n    gjelder_til: {until}\nvarighet"
    new = rule(hvis=ADULT, gjelder_til="'2023-01-01'").removeprefix("    hjemmel: lov/2001-01-01-1 § 2\n")
    assert codes(root, (CAFE, ANYONE, old.removesuffix("varighet") + new)) == found


DUTY = (COURSE, "  - modalitet: rett\n", "  - modalitet: plikt\n")
OTHER = (
    EVENING,
    "  - modalitet: kan\n    hvem: Den som er i jobb på dagtid.\n",
    "  - modalitet: plikt\n    hvem: De eldste.\n",
)
EXCLUDES = (EVENING, "ende: Kurset", "utelukker: [{tilbud: kurs, hjemmel: lov/2001-01-01-1 § 2}]\nende: Kurset")


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("    hvis: {alder: {over: 50}}\n", ["motsigelse"]),
        ("    hvis: {alder: {over: 55}}\n", []),
        ("    hvis: {alder: {over: 50}}\n    gjelder_fra: 2031-01-01\n", []),
        ("    hvis: {alder: {over: 50}}\n    status: vedtatt\n", []),
        (f"    hvis: {{alder: {{over: 50}}}}\n    skjønn: {SKJØNN}\n", []),
    ],
)
def test_two_duties_exclude_each_other_only_for_the_same_person_on_the_same_day(
    more: str, found: list[str], root: Path
) -> None:
    other = (OTHER[0], OTHER[1], OTHER[2] + more)
    assert codes(root, DUTY, other, EXCLUDES) == found


LENGTH = "  - minst_mnd: 3\n    maks_mnd: 12\n    hjemmel: lov/2001-01-01-1 § 1\n"


def lengths(one: str, two: str) -> str:
    """Two lengths of the course, 12 months and 24."""
    told = ((one, 12), (two, 24))
    return "".join(f"  - {said}\n    maks_mnd: {n}\n    hjemmel: lov/2001-01-01-1 § 1\n" for said, n in told)


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("når: {alder: {under: 30}}", "når: {alder: {minst: 30}}", []),
        ("når: {alder: {til: 30}}", "når: {alder: {minst: 30}}", ["motsigelse"]),
        ("gjelder: alle", "når: {alder: {minst: 30}}", []),
        ("gjelder: dagkurset", "gjelder: kveldskurset", []),
        ("gjelder: alle", "gjelder: alle", ["motsigelse"]),
        ("{når: {bor_her: ja}, ordning: a", "{når: {bor_her: ja}, ordning: b", []),
        ("når: {bor_her: nei}", "når: {grunnlag: arbeid}", []),
    ],
)
def test_two_lengths_differ_only_for_different_people(one: str, two: str, found: list[str], root: Path) -> None:
    one, two = (said.strip("{").replace(", ordning", "\n    ordning") for said in (one, two))
    assert codes(root, (COURSE, LENGTH, lengths(one, two))) == found


def test_what_is_excluded_may_go_together_when_a_word_says_when(root: Path) -> None:
    beside = (
        CAFE,
        "fører_til:\n",
        "kombineres: [{tilbud: kurs, hjemmel: lov/2001-01-01-1 § 2, tekst: I ferien.}]\nfører_til:\n",
    )
    refused = (CAFE, "lov_lest", "utelukker: [{tilbud: kurs, hjemmel: lov/2001-01-01-1 § 2}]\nlov_lest")
    assert codes(root, beside, refused) == []


def test_a_way_in_goes_through_a_door_and_beside_an_offer(root: Path) -> None:
    assert codes(root, (COURSE, "fører_til:\n  - tilbud: sprakkafe\n    overgang: kurs-til-kafe\n", "ende: x\n")) == []
    without = (COURSE, "begynnelse: Kurset er åpent for den som er ny.\n", "")
    assert codes(root, without) == ["uten-vei-inn"] * 3
