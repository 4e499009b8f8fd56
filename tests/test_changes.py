"""What an event changes by rule: in the example, and in real situations written from the paragraph."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from pydantic import Field

from generator import changes
from generator.catalogue import Catalogue, read
from generator.layout import Layout
from generator.model.base import Dato, Hjemmelhenvisning, Id, OneOrMany, Record, Tekst
from generator.model.hendelse import Endring
from generator.views.endringer import in_words
from generator.views.hendelse import first_sentence, hendelse_page, hendelser_page
from generator.views.shown import Showing

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 21)
CASES = sorted((ROOT / "tests" / "cases" / "changes").glob("*.yml"))


class Tilfelle(Record):
    """A situation, an event, and what it should change; only what is named is compared."""

    navn: Tekst
    """What holds, as a sentence."""

    hjemmel: OneOrMany[Hjemmelhenvisning]
    """The paragraphs the case is written from."""

    dato: Dato = TODAY
    """The date it is asked on."""

    hendelse: Id
    """The event."""

    situasjon: dict[str, str]
    """What is known before it."""

    endres: dict[str, Tekst]
    """Each offer or benefit whose answer changes, as «før → etter»."""

    endres_ikke: OneOrMany[Id] = Field(default=())
    """Offers and benefits whose answer must stay as it is."""


@cache
def catalogue() -> Catalogue:
    """The real content, read once."""
    found, problems = read(Layout(ROOT))
    assert problems == []
    return found


@cache
def example() -> Catalogue:
    """The miniature content, read once."""
    found, problems = read(Layout(ROOT / "tests" / "example"))
    assert problems == []
    return found


def told(case: Tilfelle) -> dict[str, str]:
    """What the event changes, in the words of its page."""
    event = catalogue().get("hendelse", case.hendelse)
    facts = {fact.id: fact for fact in catalogue().all("faktum")}
    assert changes.fits(event, case.situasjon, facts), "hendelsen passer ikke på situasjonen"
    found = changes.changes(catalogue(), case.situasjon, event, case.dato)
    return {change.før.tilbud: f"{in_words(change.før)} → {in_words(change.etter)}" for change in found}


def cases() -> list[tuple[str, Tilfelle]]:
    """Every case of every file, by a name that finds it."""
    rows = [(path.stem, row) for path in CASES for row in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)]
    return [(f"{stem}: {row['navn']}", Tilfelle.model_validate(row)) for stem, row in rows]


def test_there_are_cases() -> None:
    assert len(cases()) >= 12


@pytest.mark.parametrize("case", [case for _, case in cases()], ids=[name for name, _ in cases()])
def test_the_event_changes_what_the_case_says(case: Tilfelle) -> None:
    found = told(case)
    assert case.endres or case.endres_ikke, "tilfellet sier ingenting"
    assert {id: found.get(id) for id in case.endres} == case.endres
    assert not set(case.endres_ikke) & set(found)


def test_a_persona_and_the_example_are_worked_out_and_nothing_else_moves() -> None:
    event = example().get("hendelse", "flytter")
    ada, man = changes.worked_out(example(), event, TODAY)
    assert (ada.persona, [(c.slag, c.før.tilbud) for c in ada.endringer]) == (
        "ada",
        [("tilbud", "kurs"), ("ytelse", "kursstonad")],
    )
    assert {(c.før.utfall, c.før.modalitet, c.etter.utfall, c.etter.modalitet) for c in ada.endringer} == {
        ("oppfylt", "rett", "ikke_oppfylt", None)
    }
    assert (man.persona, [c.før.tilbud for c in man.endringer]) == (None, ["kursstonad"])


def test_who_does_not_start_where_the_event_starts_is_left_alone() -> None:
    event = example().get("hendelse", "flytter")
    facts = {fact.id: fact for fact in example().all("faktum")}
    assert changes.fits(event, {"alder": "30", "bor_her": "ja"}, facts)
    for situation in ({"alder": "30", "bor_her": "nei"}, {"alder": "17", "bor_her": "ja"}, {"bor_her": "ja"}, {}):
        assert not changes.fits(event, situation, facts), situation


def test_a_situation_keeps_what_does_not_move() -> None:
    event = example().get("hendelse", "flytter")
    before = {"alder": "30", "bor_her": "ja"}
    assert changes.after(event, before) == {"alder": "30", "bor_her": "nei"}
    assert before == {"alder": "30", "bor_her": "ja"}


def test_what_follows_is_inferred_from_the_answers_given_and_anew_afterwards() -> None:
    event = example().get("hendelse", "flytter")
    at_work = {"alder": "60", "grunnlag": "arbeid"}
    (found,) = changes.changes(example(), at_work, event, TODAY)
    assert (found.før.tilbud, found.før.utfall, found.etter.utfall) == ("kursstonad", "oppfylt", "ikke_oppfylt")
    gets_work = event.model_copy(update={"endrer": (Endring(faktum="grunnlag", til="arbeid"),)})
    (found,) = changes.changes(example(), {"alder": "60", "grunnlag": "familie"}, gets_work, TODAY)
    assert (found.før.tilbud, found.før.utfall, found.etter.utfall) == ("kursstonad", "uavklart", "oppfylt")


def test_an_offer_is_told_of_events_that_name_it_and_of_those_that_change_it() -> None:
    show = Showing(example(), TODAY)
    assert [link.sti for link in show.hendelser("tilbud", "kurs")] == ["hendelser/flytter/"]
    assert [link.sti for link in show.hendelser("ytelse", "kursstonad")] == ["hendelser/flytter/"]
    assert show.hendelser("tilbud", "sprakkafe") == ()


def test_the_page_says_what_changes_and_in_which_order_to_act() -> None:
    data = hendelse_page(example().get("hendelse", "flytter"), Showing(example(), TODAY)).data
    assert [when for when, _ in data.gjør] == ["1\u00a0måned før", "Etter flyttingen"]
    assert [(row.før, row.etter) for row in data.regnet[0].rader] == [("Rett", "Ikke nå"), ("Rett", "Ikke nå")]
    assert data.regnet[0].rader[0].belegg_før and not data.regnet[0].rader[0].belegg_etter
    assert [(p.merke, p.tekst) for p in data.korter[0].linjer] == [
        (("tid", "1\u00a0måned før"), "Si fra om flyttedagen"),
        (("tid", "Etter flyttingen"), "Spør om det finnes en kafé der man flytter (biblioteket)"),
    ]
    assert [card.linjer[0].tekst for card in data.korter] == [
        "Si fra om flyttedagen",
        "Kursstønaden stopper.",
        "Ingenting begynner av seg selv",
        "Kurset: 12\u00a0måneder",
    ]


def test_the_list_keeps_what_has_happened_what_comes_and_ages_apart() -> None:
    groups = {
        id: [row.id for row in rows] for id, _, _, rows in hendelser_page(Showing(catalogue(), TODAY)).data.grupper
    }
    assert list(groups) == ["har-hendt", "kommer", "alder"]
    assert {"mistet-jobben", "fatt-avslag"} <= set(groups["har-hendt"])
    assert "programmet-slutter" in groups["kommer"]
    assert groups["alder"] == [f"fyller-{n}" for n in (19, 25, 30, 55, 67)]


def test_every_event_that_moves_something_shows_a_change_that_is_true() -> None:
    silent = [
        event.id
        for event in catalogue().all("hendelse")
        if event.endrer and not any(one.endringer for one in changes.worked_out(catalogue(), event, TODAY))
    ]
    assert not silent, f"Skriv et «eksempel» der noe endrer seg, i: {silent}"


def test_every_event_can_be_read_from_its_first_screenful() -> None:
    for event in catalogue().all("hendelse"):
        said = [first_sentence(item.tekst or "") for item in (*event.stopper, *event.starter)]
        long = [text for text in said if len(text) > 140]
        assert not long, f"{event.id}: gjør den første setningen kortere: {long}"


def test_a_card_takes_the_first_sentence() -> None:
    assert first_sentence("Stønaden stopper. Resten står her.") == "Stønaden stopper."
    assert first_sentence("Etter § 18 a. kommer mer") == "Etter § 18 a. kommer mer"
