"""What the rules say of real situations, on the real content; each case is written from the paragraph, not from the rule."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import Field

from generator.catalogue import Catalogue, read
from generator.evaluate import Svar, answer
from generator.infer import filled
from generator.layout import Layout
from generator.model.base import Dato, Id, MåBelegges, OneOrMany, Tekst

ROOT = Path(__file__).parents[1]
CASES = sorted((ROOT / "tests" / "cases" / "evaluate").glob("*.yml"))


class Tilfelle(MåBelegges):
    """A situation and what should be said of one offer or benefit in it, with the paragraph or source it is written from.

    Only what is named is compared.
    """

    navn: Tekst
    """What holds, as a sentence."""

    dato: Dato = date(2026, 11, 21)
    """The date it is asked on."""

    situasjon: dict[str, str]
    """What is known."""

    tilbud: Id
    """The offer or benefit asked about."""

    utfall: Literal["oppfylt", "ikke_oppfylt", "uavklart"]
    """The outcome."""

    modalitet: Literal["rett_og_plikt", "rett", "plikt", "kan"] | None = None
    """The modality; none when not met."""

    kan_bli: OneOrMany[str] | None = None
    """The stronger modalities still open."""

    mangler: OneOrMany[str] | None = None
    """The facts that would move the answer."""

    skjønn: bool = Field(default=False)
    """Whether something is left to judgement."""


@cache
def catalogue() -> Catalogue:
    """The real content, read once."""
    found, problems = read(Layout(ROOT))
    assert problems == []
    return found


def cases() -> list[tuple[str, Tilfelle]]:
    """Every case of every file, by a name that finds it."""
    rows = [(path.stem, row) for path in CASES for row in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)]
    return [(f"{stem}: {row['navn']}", Tilfelle.model_validate(row)) for stem, row in rows]


def asked(case: Tilfelle) -> Svar:
    """The answer for the case's offer or benefit."""
    known = catalogue()
    kind = "tilbud" if case.tilbud in known.placed["tilbud"] else "ytelse"
    facts = {fact.id: fact for fact in known.all("faktum")}
    return answer(case.tilbud, known.get(kind, case.tilbud).vilkår, filled(case.situasjon, known), facts, case.dato)


@pytest.mark.parametrize(("name", "case"), cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_law_is_answered(name: str, case: Tilfelle) -> None:
    facts = catalogue().placed["faktum"]
    assert set(case.situasjon) <= set(facts), "the case speaks of facts there are"
    svar = asked(case)
    assert (svar.utfall, svar.modalitet) == (case.utfall, case.modalitet)
    if case.kan_bli is not None:
        assert tuple(k.modalitet for k in svar.kan_bli) == case.kan_bli
    if case.mangler is not None:
        assert svar.mangler == tuple(sorted(case.mangler))
    if case.skjønn:
        assert svar.skjønn, "something is left to judgement"


def test_names_of_cases_are_not_repeated() -> None:
    names = [name for name, _ in cases()]
    assert len(names) == len(set(names))
