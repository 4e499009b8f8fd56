"""Runs the cases of tests/cases/reise/: journeys over a miniature, proven or broken, and what always holds of a proof."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
import yaml
from pydantic import Field
from test_cases import EXAMPLE, Endring, Fil, row

from generator import cli
from generator.build import compile_site, examine
from generator.catalogue import Catalogue, read
from generator.evaluate import in_force
from generator.layout import Layout
from generator.model.base import OneOrMany, Record
from generator.model.reise import Reise
from generator.proof import proofs, prove
from generator.proof.bevis import Bevis
from generator.proof.scene import Scene
from generator.proof.wording import cited, outcome

HERE = Path(__file__).parent
FOLDER = HERE / "cases" / "reise"
CASES = sorted(FOLDER.glob("*.yml"))
ID = "bo-til-skole"


class Tilfelle(Record):
    """En endring i reisen til Bo, og det beviset skal si."""

    navn: Annotated[str, Field(min_length=20)]
    """En setning om det som holder."""

    endre: OneOrMany[Endring] = ()
    """Det som byttes ut."""

    ny_fil: OneOrMany[Fil] = ()
    """Det som legges til."""

    problemer: OneOrMany[str] = ()
    """Hvert problem som `fil:linje:kolonne kode`; ingen når reisen holder."""

    melding: str | None = None
    """Meldingen i det første problemet, ordrett."""

    hint: str | None = None
    """Rådet i det første problemet, ordrett."""

    utfall: dict[str, str] = Field(default_factory=dict)
    """Det beviset sier om steg, etter id."""

    brukt: dict[str, str] = Field(default_factory=dict)
    """Hvor mye som er brukt av det lengste, etter steg, som 22/24, eller «ingen» når ingenting måles."""

    snitt: dict[str, str] = Field(default_factory=dict)
    """Timer i uka i snitt og kravet, etter steg, som 17.5/15.0, eller «ingen» når loven ikke krever det av personen."""

    hviler_på: dict[str, OneOrMany[str]] = Field(default_factory=dict)
    """Paragrafene beviset viser for steg, etter id."""

    tillegg: dict[int, OneOrMany[str]] = Field(default_factory=dict)
    """Det som kommer i tillegg til beløpet i måneder."""

    kroner: dict[int, str] = Field(default_factory=dict)
    """Kronene i måneder, eller «ukjent»."""

    fall: dict[int, str] = Field(default_factory=dict)
    """Fallet i kroner i måneder der noe skifter, eller «ukjent»."""

    livsopphold: dict[int, str] = Field(default_factory=dict)
    """sikret, delvis, søkes eller hull, i måneder."""


def cases() -> list[tuple[str, Tilfelle]]:
    """Every case of every file, by a name that finds it."""
    rows = [(path.stem, row) for path in CASES for row in yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)]
    return [(f"{stem}: {row['navn']}", Tilfelle.model_validate(row)) for stem, row in rows]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example, with the journey of Bo laid over it."""
    shutil.copytree(EXAMPLE, tmp_path / "reise")
    return Path(shutil.copytree(FOLDER / "pathways", tmp_path / "reise" / "pathways", dirs_exist_ok=True)).parent


def test_the_journey_holds_so_that_every_fault_is_seeded(root: Path) -> None:
    _, problems = examine(Layout(root))
    assert problems == []


@pytest.mark.parametrize(("name", "case"), cases(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_proof_says_what_the_case_says(name: str, case: Tilfelle, root: Path) -> None:
    for change in (*case.endre, *case.ny_fil):
        change.apply(root)
    catalogue, problems = examine(Layout(root))
    assert [row(problem) for problem in problems] == list(case.problemer)
    if case.melding:
        assert problems[0].melding == case.melding
    if case.hint:
        assert problems[0].hint == case.hint
    compare(case, prove(catalogue.get("reise", ID), catalogue), catalogue)


def compare(case: Tilfelle, bevis: Bevis, catalogue: Catalogue) -> None:
    """What the case expects of the proof itself; only what it names is compared."""
    assert bevis.holder == (not case.problemer)
    steps = {step.steg: step for step in bevis.steg}
    assert {id: outcome(steps[id], catalogue) for id in case.utfall} == case.utfall
    used = {id: f"{found.brukt}/{found.maks}" if (found := steps[id].lengde) else "ingen" for id in case.brukt}
    assert used == case.brukt
    hours = {id: f"{found.timer}/{found.minst}" if (found := steps[id].snitt) else "ingen" for id in case.snitt}
    assert hours == case.snitt
    assert {id: cited(steps[id], catalogue) for id in case.hviler_på} == case.hviler_på
    months = {month.nummer: month for month in bevis.måneder}
    assert {n: known(months[n].kroner) for n in case.kroner} == case.kroner
    assert {n: months[n].art for n in case.livsopphold} == case.livsopphold
    assert {n: months[n].tillegg for n in case.tillegg} == case.tillegg
    falls = {change.mnd: known(change.fall) for change in bevis.penger}
    assert {n: falls.get(n) for n in case.fall} == case.fall


def known(amount: int | None) -> str:
    """An amount as a case writes it."""
    return "ukjent" if amount is None else str(amount)


def codes() -> set[str]:
    """The codes the cases break."""
    return {problem.rsplit(" ", 1)[1] for _, case in cases() for problem in case.problemer}


def test_every_case_is_a_sentence_of_its_own() -> None:
    names = [case.navn for _, case in cases()]
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() and not name.endswith(".") for name in names)


REAL, PROBLEMS = read(Layout(HERE.parent))


def shifted(reise: Reise, years: int) -> Reise:
    """The same journey so many years later."""
    return reise.model_copy(update={"begynner": reise.begynner.replace(year=reise.begynner.year + years)})


def in_force_at_each_start(reise: Reise) -> list[list[int]]:
    """Which rules are in force as each step begins."""
    scene = Scene(reise, REAL)
    asked = [(step, scene.record(step)) for step in reise.steg]
    return [
        [n for n, rule in enumerate(record.vilkår) if in_force(rule, scene.dato(step.fra_mnd))]
        for step, record in asked
        if record
    ]


def moves() -> list[tuple[Reise, int]]:
    """The real journeys moved by years, where no rule they are asked by begins or ends on the way."""
    return [
        (reise, years)
        for reise in REAL.all("reise")
        for years in (1, 2, 5, 11)
        if in_force_at_each_start(reise) == in_force_at_each_start(shifted(reise, years))
    ]


def test_most_journeys_can_be_moved() -> None:
    assert len({reise.id for reise, _ in moves()}) >= 2 and len(moves()) >= 4


@pytest.mark.parametrize(("reise", "years"), moves(), ids=lambda value: getattr(value, "id", value))
def test_a_journey_holds_as_well_some_years_later_when_no_dated_rule_is_crossed(reise: Reise, years: int) -> None:
    now, later = prove(reise, REAL), prove(shifted(reise, years), REAL)
    assert [(s.steg, s.svar and s.svar.utfall, s.lengde) for s in later.steg] == [
        (s.steg, s.svar and s.svar.utfall, s.lengde) for s in now.steg
    ]
    assert (later.holder, later.penger) == (now.holder, now.penger)


@pytest.mark.parametrize("reise", REAL.all("reise"), ids=lambda reise: reise.id)
def test_the_order_of_the_steps_in_the_file_changes_nothing_but_places(reise: Reise) -> None:
    turned = reise.model_copy(update={"steg": tuple(reversed(reise.steg))})
    assert prove(turned, REAL).holder and prove(reise, REAL).holder


@pytest.mark.parametrize("reise", REAL.all("reise"), ids=lambda reise: reise.id)
def test_taking_away_what_a_journey_lives_on_breaks_it_in_that_month(reise: Reise) -> None:
    # What covers only certain expenses is nothing to live on alone.
    living = [
        step
        for step in reise.steg
        if step.bane == "livsopphold" and (step.hull or REAL.get("ytelse", step.ytelse or "").art != "tillegg")
    ]
    assert living
    for taken in living:
        rest = tuple(step for step in reise.steg if step is not taken)
        bare = set(range(taken.fra_mnd, taken.til_mnd)) - {
            mnd for step in living if step is not taken for mnd in range(step.fra_mnd, step.til_mnd)
        }
        found = prove(reise.model_copy(update={"steg": rest}), REAL).brudd
        gaps = [brudd.mnd for brudd in found if brudd.kode == "reise-livsopphold"]
        assert bool(gaps) == bool(bare) and (not bare or min(bare) in gaps)


def test_the_same_journey_gives_the_same_proof() -> None:
    assert proofs(REAL) == proofs(REAL)


@pytest.fixture
def here(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """The command runs in the miniature, which a test may change first."""
    monkeypatch.chdir(root)
    path = root / "pathways" / "reiser" / f"{ID}.yml"
    return lambda old, new: path.write_text(path.read_text("utf-8").replace(old, new), "utf-8") and None


def test_the_command_prints_the_proof_month_by_month(here: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reise", ID, "--dato", "2026-10-05"]) == 0
    shown = capsys.readouterr().out
    assert "Fra program til skole (bo-til-skole), fra august 2026 til og med mai 2029" in shown
    assert "Måned 2–3, oktober 2026 til november 2026   <- her er datoen" in shown
    assert "Programmet: uavklart, vurderes av Eksempel kommune (lov/2001-01-01-1 § 2)" in shown
    assert "Forutsetter: Kommunen mener at programmet trengs." in shown
    assert "Livsopphold: Nødhjelp må søkes om og vurderes" in shown
    assert "Søknad i februar 2028: skoleplass, til Biblioteket, senest 1.\u00a0februar 2028" in shown
    assert "22 av høyst 22 måneder" in shown
    assert "Reisen holder." in shown and "Reglene kan ikke bevise: Ventetiden er ikke prøvd." in shown


def test_the_command_says_what_breaks(here: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]) -> None:
    here("    til_mnd: 14\n", "    til_mnd: 15\n")
    assert cli.main(["reise", ID]) == 1
    assert "[reise-lengde] måned 14 (oktober 2027): «Kurset» kan vare i høyst" in capsys.readouterr().out


def test_the_command_gives_the_proof_as_json(here: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reise", ID, "--json", "--dato", "2026-11-21"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["dato", "holder", "reise", "måneder", "steg", "penger", "brudd"]
    assert told["holder"] is True and len(told["måneder"]) == 34
    assert told["måneder"][4]["kroner"] == 20000


def test_an_unknown_journey_is_told_with_the_nearest_id(here: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reise", "bo-til-skolen"]) == 2
    assert "mente du «bo-til-skole»?" in capsys.readouterr().err
    assert cli.main(["reise", "ada"]) == 2
    assert "mente du «ada-til-bokbinder»?" in capsys.readouterr().err


def test_other_faults_are_told_before_a_journey_is_walked(
    here: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    here("ytelse: nodhjelp", "ytelse: nodhelp")
    assert cli.main(["reise", ID]) == 1
    shown = capsys.readouterr().out
    assert "feil[ukjent-id]" in shown and "kan ikke prøves" in shown


@pytest.fixture
def page(root: Path) -> str:
    """The page of the journey, with plain spaces."""
    files = {file.path: file for file in compile_site(Layout(root), date(2026, 11, 21)).files}
    return files[f"reiser/{ID}/index.md"].data.decode().replace("\u00a0", " ").replace("\u00ad", "")


@pytest.mark.parametrize(
    "shown",
    [
        "Prøvd mot reglene måned for måned.",
        "<strong>Ingen regel er brutt.</strong>",
        "Reglene er spurt 6 ganger",
        "<strong>2 steg må noen andre si ja til.</strong>",
        "I 31 av 34 måneder er det lønn eller en ytelse, i 2 må alt søkes om og vurderes og i 1 er det ingenting.",
        "20 000 kr mindre i måneden fra måned 24 (august 2028)",
        "Uavklart, vurderes av Eksempel kommune",
        "<strong>Forutsetter:</strong> Kommunen mener at programmet trengs.",
        "Brukt når steget slutter: 22 av høyst 22 måneder (alle)",
        "20 000 kr</td><td>6 667 kr mer",
        "<strong>Hull:</strong> Den første utbetalingen kommer etter en måned.",
        "<strong data-navn>20 000 kr mindre</strong>",
        '<span class="art art--behovsprøvd">søkes og vurderes</span></td><td data-navn>Vurderes',
        "slipper, ",
        "senest 1. februar 2028",
        "Ingen regel er spurt om «Verkstedet i programmet»",
        "Ventetiden er ikke prøvd.",
    ],
)
def test_the_page_shows_why_the_journey_holds(page: str, shown: str) -> None:
    assert shown in page
    assert "or hånd" not in page


def test_the_page_says_what_the_proof_comes_to_before_what_it_rests_on(page: str) -> None:
    told = [
        "Ingen regel er brutt.",
        "Det noen må si ja til",
        "Penger måned for måned",
        "Søknader i tide",
        "De andre stegene",
    ]
    places = [page.index(text) for text in told]
    assert places == sorted(places)
    to_decide = page[places[1] : places[2]]
    assert "#steg-programmet" in to_decide and "#steg-lever-nod" in to_decide
    assert "#steg-kurset" not in to_decide and "#steg-kurset" in page[places[4] :]


def test_a_month_with_something_to_apply_for_is_marked_as_partly_secured(root: Path) -> None:
    path = root / "pathways" / "reiser" / f"{ID}.yml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("    til_mnd: 2\n    ytelse: nodhjelp", "    til_mnd: 6\n    ytelse: nodhjelp"), "utf-8"
    )
    files = {file.path: file for file in compile_site(Layout(root), date(2026, 11, 21)).files}
    shown = files[f"reiser/{ID}/index.md"].data.decode().replace("\u00a0", " ").replace("\u00ad", "")
    assert "i 4 er noe sikret, og resten må søkes om og vurderes" in shown
    assert 'class="bevis__delvis"' in shown and "13 333 kr, og det som vurderes" in shown
