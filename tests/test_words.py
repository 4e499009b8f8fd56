"""Values as Norwegian readers see them: dates, amounts, lengths, citations, and conditions read aloud."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import pytest
import yaml
from pydantic import Field, TypeAdapter

from generator import words
from generator.catalogue import read
from generator.layout import Layout
from generator.model.base import Record
from generator.model.oppslag import Grunnbeløp, Regelverk
from generator.model.regler import Betingelse, Faktum, Varighet, Vilkår
from generator.model.ytelse import Sats

HERE = Path(__file__).parent
CATALOGUE, _ = read(Layout(HERE / "example"))
FACTS: dict[str, Faktum] = {fact.id: fact for fact in CATALOGUE.all("faktum")}
LAWS: dict[str, Regelverk] = {law.refid: law for law in CATALOGUE.all("regelverk")}
BASE: Grunnbeløp = CATALOGUE.get("grunnbeløp", "2026")
CITED = "lov/2001-01-01-1 § 1"


class Lesning(Record):
    """Et vilkårstre og linjene det leses som."""

    navn: str
    """En setning om det som holder."""

    hvis: Betingelse
    """Treet, skrevet som i pathways/."""

    fakta: tuple[Faktum, ...] = ()
    """Fakta som bare denne lesningen trenger."""

    blir: Annotated[tuple[str, ...], Field(min_length=1)]
    """Linjene, med to mellomrom for hvert nivå."""


def plain(text: str) -> str:
    """The text with ordinary spaces, as a case writes it."""
    return text.replace(words.NBSP, " ")


def as_lines(part: words.Ledd, level: int = 0) -> Iterator[str]:
    """A tree in words, one line for each part."""
    cited = f" [{', '.join(part.hjemmel)}]" if part.hjemmel else ""
    yield "  " * level + plain(part.tekst) + cited
    for child in part.barn:
        yield from as_lines(child, level + 1)


CASES = TypeAdapter(list[Lesning]).validate_python(
    yaml.load((HERE / "cases/words/vilkar.yml").read_text(encoding="utf-8"), yaml.CBaseLoader)
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.navn)
def test_a_condition_is_read_aloud_as_the_case_says(case: Lesning) -> None:
    facts = FACTS | {fact.id: fact for fact in case.fakta}
    assert list(as_lines(words.condition(case.hvis, facts))) == list(case.blir)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 7, 2), "2. juli 2026"),
        (date(2021, 1, 1), "1. januar 2021"),
        (date(2027, 12, 31), "31. desember 2027"),
    ],
)
def test_a_date_is_written_out_and_not_broken_after_the_day(value: date, shown: str) -> None:
    assert plain(words.day(value)) == shown
    assert words.day(value).count(words.NBSP) == 1


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0 kr"),
        (999, "999 kr"),
        (1000, "1 000 kr"),
        (273098, "273 098 kr"),
        (1234567, "1 234 567 kr"),
        (Fraction(1, 2), "1 kr"),
        (Fraction(5, 2), "3 kr"),
        (Fraction(1, 3), "0 kr"),
        (Fraction(136549 * 2, 12), "22 758 kr"),
    ],
)
def test_kroner_have_spaces_between_thousands_and_round_half_up(value: int | Fraction, shown: str) -> None:
    assert plain(words.kroner(value)) == shown
    assert " " not in words.kroner(value), "Et beløp brytes ikke over to linjer."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0 måneder"),
        (1, "1 måned"),
        (3, "3 måneder"),
        (12, "12 måneder"),
        (18, "18 måneder"),
        (24, "2 år"),
        (30, "30 måneder"),
        (36, "3 år"),
        (120, "10 år"),
    ],
)
def test_months_become_years_when_they_are_whole_and_at_least_two(value: int, shown: str) -> None:
    assert plain(words.months(value)) == shown


@pytest.mark.parametrize(
    ("item", "shown", "short"),
    [
        ({"maks_mnd": "12"}, "Inntil 12 måneder", "Inntil 12 måneder"),
        ({"minst_mnd": "3"}, "Minst 3 måneder", "Minst 3 måneder"),
        ({"minst_mnd": "3", "maks_mnd": "24"}, "Fra 3 måneder til 2 år", "Fra 3 måneder til 2 år"),
        (
            {"maks_mnd": "24", "forlenges_mnd": "12"},
            "Inntil 2 år, kan forlenges med inntil 12 måneder",
            "Inntil 2 år, kan forlenges med inntil 12 måneder",
        ),
        ({"maks_mnd": "24", "forlenges_mnd": "0"}, "Inntil 2 år, kan ikke forlenges", "Inntil 2 år"),
        (
            {"maks_mnd": "6", "tekst": "Ferie kommer i tillegg."},
            "Inntil 6 måneder. Ferie kommer i tillegg.",
            "Inntil 6 måneder",
        ),
        ({"tekst": "så lenge målet krever"}, "Så lenge målet krever", "Så lenge målet krever"),
        ({"ukjent": "fastsettes lokalt"}, "Ikke kjent: fastsettes lokalt", "Ikke kjent: fastsettes lokalt"),
    ],
)
def test_a_length_is_one_phrase(item: dict[str, str], shown: str, short: str) -> None:
    length = Varighet.model_validate({**item, "hjemmel": CITED})
    assert plain(words.length(length)) == shown
    assert plain(words.length(length, short=True)) == short


@pytest.mark.parametrize(
    ("rate", "rule", "kroner", "since"),
    [
        ({"g": "2"}, "2 G per år", "240 000 kr per år (20 000 kr i måneden)", "1. mai 2026"),
        ({"g": "2,041"}, "2,041 G per år", "244 920 kr per år (20 410 kr i måneden)", "1. mai 2026"),
        ({"g": "2.041"}, "2,041 G per år", "244 920 kr per år (20 410 kr i måneden)", "1. mai 2026"),
        ({"g": "1/4", "per": "engang"}, "1/4 G", "30 000 kr", "1. mai 2026"),
        ({"g": "2", "andel": "2/3"}, "2/3 av 2 G per år", "160 000 kr per år (13 333 kr i måneden)", "1. mai 2026"),
        ({"g": "1", "per": "måned"}, "1 G per måned", "120 000 kr per måned", "1. mai 2026"),
        ({"kroner": "750", "per": "dag"}, "", "750 kr per dag", ""),
        ({"kroner": "4500", "per": "måned", "fra": "2026-01-01"}, "", "4 500 kr per måned", "1. januar 2026"),
        ({"tekst": "Etter en konkret vurdering."}, "Etter en konkret vurdering.", "", ""),
    ],
)
def test_an_amount_is_the_rule_and_the_kroner_with_their_day(
    rate: dict[str, str], rule: str, kroner: str, since: str
) -> None:
    shown = words.amount(Sats.model_validate({"gjelder": "alle", **rate, "hjemmel": CITED}), BASE)
    assert (plain(shown.regel), plain(shown.kroner), plain(shown.fra)) == (rule, kroner, since)


def test_an_amount_in_g_without_a_known_g_is_the_rule_alone() -> None:
    shown = words.amount(Sats.model_validate({"gjelder": "alle", "g": "2", "hjemmel": CITED}), None)
    assert (plain(shown.regel), shown.kroner, shown.fra) == ("2 G per år", "", "")


@pytest.mark.parametrize(
    ("name", "citation", "shown", "anchor"),
    [
        ("Kursloven", "§ 1 første ledd", "kursloven § 1 første ledd", "p1"),
        ("Kursloven", "§ 14 a tredje ledd bokstav b", "kursloven § 14 a tredje ledd bokstav b", "p14a"),
        ("Kursloven", "§ 65a", "kursloven § 65a", "p65a"),
        ("Kursloven", "§ 3-1", "kursloven § 3-1", "p3-1"),
        ("Kursloven", "vedlegg I", "kursloven vedlegg I", "vedlegg-i"),
        ("Kursloven", "del II", "kursloven del II", "del-ii"),
        ("NAV-loven", "§ 2", "NAV-loven § 2", "p2"),
        ("EØS-forskriften", "§ 2", "EØS-forskriften § 2", "p2"),
        ("Forskrift 22.5.2026 nr. 869", "§ 1", "forskrift 22.5.2026 nr. 869 § 1", "p1"),
    ],
)
def test_a_citation_is_the_law_by_name_and_the_place(name: str, citation: str, shown: str, anchor: str) -> None:
    law = LAWS["lov/2001-01-01-1"].model_copy(update={"navn": name})
    made = words.citation(f"{law.refid} {citation}", {law.refid: law})
    assert (plain(made.tekst), made.regelverk, made.anker) == (shown, law.id, anchor)
    assert "§ " not in made.tekst, "Paragraftegnet står aldri alene på slutten av en linje."


@pytest.mark.parametrize(
    ("parts", "shown"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_parts_are_joined_with_commas_and_og(parts: list[str], shown: str) -> None:
    assert words.joined(parts) == shown


def test_names_are_sorted_with_the_norwegian_letters_last() -> None:
    assert sorted(["Ås", "Ærø", "Zoo", "Øya", "aps", "Bø"], key=words.alphabetical) == [
        "aps",
        "Bø",
        "Zoo",
        "Ærø",
        "Øya",
        "Ås",
    ]


def test_long_words_may_be_broken_at_their_seams_and_short_ones_not() -> None:
    assert words.breakable("Introduksjonsprogram for alle") == "Introduksjons\u00adprogram for alle"
    assert words.breakable("Norsk kurs") == "Norsk kurs"


@pytest.mark.parametrize(
    ("modalitet", "skjønn", "told"),
    [
        ("rett", False, "Rett"),
        ("rett", True, "Rett, etter vurdering"),
        ("rett_og_plikt", True, "Rett og plikt, etter vurdering"),
        ("kan", True, "Kan"),
    ],
)
def test_nothing_is_called_a_plain_right_while_judgement_is_open(modalitet: str, skjønn: bool, told: str) -> None:
    judged = [{"tekst": "om det trengs", "vurderes_av": "nav", "hjemmel": "lov/2001-01-01-1 § 1"}] if skjønn else []
    rule = Vilkår.model_validate(
        {"modalitet": modalitet, "hvem": "alle", "hjemmel": "lov/2001-01-01-1 § 1", "skjønn": judged}
    )
    assert words.modality(rule) == told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Søk i tide", "søk i tide"),
        ("Nav og kommunen", "Nav og kommunen"),
        ("Navnet på planen", "navnet på planen"),
        ("AAP fra første dag", "AAP fra første dag"),
        ("6 måneder", "6 måneder"),
    ],
)
def test_a_sentence_goes_on_with_a_small_letter_unless_it_begins_with_a_name(text: str, shown: str) -> None:
    assert words.lower_first(text) == shown


def test_an_answer_to_a_fact_is_said_in_its_own_words() -> None:
    common = {"måler": "x", "spørsmål": "x", "hjemmel": "lov/2001-01-01-1 § 1"}
    number = Faktum.model_validate({"id": "alder", "type": "tall", "navn": "alderen", "enhet": "år", **common})
    given = Faktum.model_validate({"id": "bor", "type": "ja_nei", "navn": "bosted", "ja": "x", "nei": "y", **common})
    assert [words.answer(number, value) for value in ("18", "ukjent")] == ["18\u00a0år", "ikke kjent"]
    assert [words.answer(given, value) for value in ("ja", "nei", "ukjent")] == ["ja", "nei", "ikke kjent"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(date(2026, 8, 1), "aug. 2026"), (date(2027, 5, 1), "mai 2027"), (date(2027, 7, 1), "juli 2027")],
)
def test_a_month_in_a_narrow_place_is_shortened_unless_it_is_short(value: date, shown: str) -> None:
    assert plain(words.short_month(value)) == shown
