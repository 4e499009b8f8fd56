"""Runs the cases of tests/cases/check/: what a change in the miniature pathways/ makes the checks say."""

import shutil
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
import yaml
from pydantic import Field

from generator import site
from generator.build import compile_site, examine
from generator.layout import Layout
from generator.model.base import OneOrMany, Record
from generator.problems import Problem

HERE = Path(__file__).parent
EXAMPLE = HERE / "example"
CASES = sorted((HERE / "cases" / "check").glob("*.yml"))


class Endring(Record):
    """Én tekst i én fil byttes ut."""

    i: str
    """Fila, fra mappa med pathways/."""

    fra: Annotated[str, Field(min_length=1)]
    """Teksten som byttes ut; den må stå nøyaktig ett sted i fila."""

    til: str
    """Det som skal stå der i stedet."""

    def apply(self, root: Path) -> None:
        """Make the change; a case that would change nothing is itself a fault."""
        path = root / self.i
        text = path.read_text(encoding="utf-8")
        assert text.count(self.fra) == 1, f"«{self.fra}» står {text.count(self.fra)} ganger i {self.i}, ikke én"
        path.write_text(text.replace(self.fra, self.til), encoding="utf-8")


class Fil(Record):
    """En fil som legges til, eller står i stedet for en som fins."""

    sti: str
    """Hvor fila ligger."""

    innhold: str = ""
    """Teksten i fila."""

    byte: str = ""
    """Rå bytes i heksadesimal form, når innholdet ikke er en tekst."""

    ganger: Annotated[int, Field(ge=1)] = 1
    """Hvor mange ganger innholdet gjentas."""

    snarvei_til: str = ""
    """Hva fila viser til, når den er en symbolsk lenke."""

    mappe: str = ""
    """Noe annet enn en tekst: `ja` når det skal ligge en mappe her."""

    def apply(self, root: Path) -> None:
        """Put the file in its place."""
        path = root / self.sti
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.mappe:
            path.mkdir()
        elif self.snarvei_til:
            path.symlink_to(self.snarvei_til)
        else:
            path.write_bytes((self.innhold.encode() + bytes.fromhex(self.byte)) * self.ganger)


class Tilfelle(Record):
    """En feil som legges inn i tests/example/, og det kontrollen skal si om den."""

    navn: Annotated[str, Field(min_length=20)]
    """En setning om det som holder."""

    endre: OneOrMany[Endring] = ()
    """Det som byttes ut i filer som fins."""

    ny_fil: OneOrMany[Fil] = ()
    """Det som legges til."""

    slett: OneOrMany[str] = ()
    """Filer og mapper som tas bort."""

    problemer: Annotated[tuple[str, ...], Field(min_length=1)]
    """Hvert problem som `fil:linje:kolonne kode`, i den rekkefølgen de vises; alle, og ingen andre."""

    melding: Annotated[str, Field(min_length=1)]
    """Meldingen i det første problemet, ordrett."""

    hint: Annotated[str, Field(min_length=1)]
    """Rådet i det første problemet, ordrett."""

    def apply(self, root: Path) -> None:
        """Seed the fault."""
        for name in self.slett:
            path = root / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for change in (*self.endre, *self.ny_fil):
            change.apply(root)


def read_case(path: Path) -> Tilfelle:
    """One case; every value is text until the model gives it a type."""
    return Tilfelle.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))


def row(problem: Problem) -> str:
    """A problem as a case writes it."""
    return f"{problem.fil}:{problem.linje}:{problem.kolonne} {problem.kode}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the example that a test may break."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "eksempel"))


def test_the_example_is_sound_so_that_every_fault_is_seeded(root: Path) -> None:
    catalogue, problems = examine(Layout(root))
    assert problems == []
    assert all(catalogue.placed.values()), "Eksempelet skal ha minst én post av hver type."


def test_there_are_cases() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_checks_say_what_the_case_says(path: Path, root: Path) -> None:
    case = read_case(path)
    case.apply(root)
    _, problems = examine(Layout(root))
    assert [row(problem) for problem in problems] == list(case.problemer)
    assert (problems[0].melding, problems[0].hint) == (case.melding, case.hint)


def contents(root: Path) -> dict[str, bytes]:
    """Every file below a folder, as it stands."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


FAULTY = [
    HERE / "cases" / "check" / name
    for name in ("flere-feil-i-flere-filer.yml", "flere-brutte-henvisninger.yml", "mangler-mappe.yml")
]


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_after_an_error_nothing_is_written_and_the_old_site_stands(path: Path, root: Path) -> None:
    case = read_case(path)
    case.apply(root)
    for old in (Layout(root).site / "index.html", Layout(root).docs / "index.md", Layout(root).staged / "index.html"):
        old.parent.mkdir(parents=True)
        old.write_text("den forrige", encoding="utf-8")
    before = contents(root)
    compiled = compile_site(Layout(root), date(2026, 11, 21))
    result = site.build(Layout(root), date(2026, 11, 21))
    assert contents(root) == before
    assert (compiled.is_sound, compiled.files) == (False, ())
    assert (result.is_sound, result.pages) == (False, 0)
    assert [row(problem) for problem in result.problems] == list(case.problemer)


def test_without_an_error_the_example_becomes_pages(root: Path) -> None:
    compiled = compile_site(Layout(root), date(2026, 11, 21))
    assert compiled.is_sound
    assert {"tilbud/kurs/index.md", "reiser/ada-til-bokbinder/index.md", "data/mulighetskart.json"} <= {
        file.path for file in compiled.files
    }


def test_an_offer_tells_why_it_can_be_a_beginning(root: Path) -> None:
    compiled = compile_site(Layout(root), date(2026, 11, 21))
    (page,) = [file for file in compiled.files if file.path == "tilbud/kurs/index.md"]
    assert "Kurset er åpent for den som er ny." in page.data.decode()
