"""The browser's evaluator says what the reference says, in thousands of situations drawn from all facts and unknowns."""

import json
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from generator.catalogue import Catalogue, read
from generator.evaluate import UNKNOWN, Situasjon, answer, telling_values
from generator.infer import filled
from generator.layout import Layout
from generator.model.regler import Betingelse, Faktum
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser

CHUNKS, SITUATIONS, AT_ONCE = 4, 2500, 250
SHARES = (
    5  # each situation is asked of a fifth of the offers and benefits, drawn with it; all are asked thousands of times
)

# Asks the page's own module, with the page's own data; the compiled rules of each date are kept. Many situations travel as
# one text: one by one, and value by value, it takes the browser's driver longer than both evaluators need to think.
ASK = """async (asked) => {
  const { motorer, svar } = await import("/skript/vurder.js");
  const { skalTil } = await import("/skript/vurder-grunner.js");
  const { følger } = await import("/skript/vurder-samsvar.js");
  const data = (window.data ??= await (await fetch("/data/finn.json")).json());
  const facts = (window.facts ??= new Map(data.fakta.map((fact) => [fact.id, fact])));
  return JSON.stringify(JSON.parse(asked).map(([situation, day, shares, share]) => {
    const motors = ((window.motors ??= {})[day] ??= motorer(data, day));
    const full = { ...situation, ...følger(situation, facts, data.samsvar) };
    return [full, motors.filter((_, number) => number % shares === share).map((motor) => {
      const given = svar(motor, full);
      const takes = given.utfall === "ikke_oppfylt" ? skalTil(motor, full, facts) : [];
      return [given.tilbud, given.utfall, given.modalitet, given.kan_bli.map((open) => [open.modalitet, open.mangler]),
        given.mangler, takes.map((step) => [step.tekst, step.endres])];
    })];
  }));
}"""

Asked = tuple[Situasjon, str, int]
"""A situation, the day it is asked on, and of which share of the offers and benefits."""


@cache
def catalogue() -> Catalogue:
    """The content the site is built from."""
    return read(Layout(ROOT))[0]


@cache
def trees() -> list[Betingelse]:
    """Every condition tree of every rule, and of what cannot be true at once."""
    records = [*catalogue().all("tilbud"), *catalogue().all("ytelse")]
    rules = [rule.hvis for record in records for rule in record.vilkår if rule.hvis]
    return rules + [item.umulig for item in catalogue().all("samsvar") if item.umulig]


def given_answers(fact: Faktum) -> st.SearchStrategy[str]:
    """An answer to a fact: one of those that tell rules apart, a span of two, or «ukjent»."""
    values = telling_values(fact, trees()) or ["0", "1"]
    one = st.sampled_from([*values, UNKNOWN])
    if fact.type != "tall":
        return one
    spans = st.lists(st.sampled_from(values), min_size=2, max_size=2).map(
        lambda pair: "..".join(sorted(pair, key=float))
    )
    return one | spans


@cache
def situations() -> st.SearchStrategy[dict[str, str]]:
    """Any facts known, any not."""
    return st.fixed_dictionaries({}, optional={fact.id: given_answers(fact) for fact in catalogue().all("faktum")})


@cache
def days() -> list[str]:
    """An ordinary day, and the days around each date a rule begins or ends."""
    records = [*catalogue().all("tilbud"), *catalogue().all("ytelse")]
    edges = {day for r in records for rule in r.vilkår for day in (rule.gjelder_fra, rule.gjelder_til) if day}
    around = {edge + timedelta(days=step) for edge in edges for step in (-1, 0, 1)}
    return sorted(day.isoformat() for day in around | {date(2026, 11, 21)})


@cache
def asked(share: int) -> list[Tilbud | Ytelse]:
    """A share of what has rules, in the order the page has them in."""
    records = [*catalogue().all("tilbud"), *catalogue().all("ytelse")]
    return sorted((r for r in records if r.vilkår), key=lambda r: r.id)[share::SHARES]


def expected(situation: Situasjon, day: str, share: int) -> list[object]:
    """What the reference says, in the shape the page answers in."""
    full = filled(situation, catalogue())
    today = date.fromisoformat(day)
    said = [
        [
            svar.tilbud,
            svar.utfall,
            svar.modalitet,
            [[open_.modalitet, list(open_.mangler)] for open_ in svar.kan_bli],
            list(svar.mangler),
            [[step.vilkår, step.kan_endres] for step in svar.skal_til],
        ]
        for svar in (answer(r.id, r.vilkår, full, catalogue().facts, today) for r in asked(share))
    ]
    return [dict(full), said]


def drawn(chunk: int) -> list[Asked]:
    """As many situations as promised, other ones for each chunk and always the same."""
    found: list[Asked] = []

    @seed(chunk)
    @settings(
        max_examples=SITUATIONS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(situation=situations(), day=st.sampled_from(days()), share=st.integers(0, SHARES - 1))
    def draw(situation: dict[str, str], day: str, share: int) -> None:
        found.append((situation, day, share))

    draw()
    return found


def disagreement(page: Page, asked: list[Asked]) -> tuple[Asked, object, object] | None:
    """The first that is answered differently, with what the reference says and what the page says."""
    text = page.evaluate(ASK, json.dumps([[situation, day, SHARES, share] for situation, day, share in asked]))
    answers = json.loads(text)
    assert len(answers) == len(asked)
    for one, found in zip(asked, answers, strict=True):
        if (wanted := expected(*one)) != found:
            return one, wanted, found
    return None


def smallest(page: Page, asked: Asked) -> str:
    """The same disagreement with every answer taken away that it can do without."""
    situation, day, share = asked
    for name in situation:
        fewer = {key: value for key, value in situation.items() if key != name}
        if disagreement(page, [(fewer, day, share)]):
            situation = fewer
    found = disagreement(page, [(situation, day, share)])
    assert found
    wanted, said = ([answers[0], *answers[1]] for answers in found[1:])  # type: ignore[index]
    lines = [
        f"reference: {ours}\npage:      {theirs}" for ours, theirs in zip(wanted, said, strict=True) if ours != theirs
    ]
    return "\n".join([f"{situation} on {day}", *lines])


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_both_evaluators_say_the_same(page: Page, chunk: int) -> None:
    page.goto("finn/")
    asked = drawn(chunk)
    for start in range(0, len(asked), AT_ONCE):
        if found := disagreement(page, asked[start : start + AT_ONCE]):
            pytest.fail(smallest(page, found[0]))
    assert len(asked) >= SITUATIONS, "as many situations as promised"
    assert len({day for _, day, _ in asked}) == len(days()), "on every date"
    assert {share for _, _, share in asked} == set(range(SHARES)), "of every offer"
