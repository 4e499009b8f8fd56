"""How old what we have read is: the number day by day, what is to be read again first, and the build that stops."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import compile_site, examine
from generator.catalogue import Catalogue
from generator.cli import main
from generator.freshness import REREAD, due, freshness, months_after, oldest, readings
from generator.layout import Layout
from generator.model import KINDS
from generator.problems import as_text

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "tests" / "example" / "pathways"
READ = date(2026, 7, 2)
COURSE = "tilbud/kurs.yml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example, which the command is run in."""
    shutil.copytree(EXAMPLE, tmp_path / "pathways")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(project: Path, name: str, old: str, new: str) -> None:
    """Edit one file of the content."""
    path = project / "pathways" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def catalogue_of(project: Path) -> Catalogue:
    """The records, which are sound."""
    catalogue, problems = examine(Layout(project))
    assert problems == []
    return catalogue


@pytest.mark.parametrize(
    ("today", "fresh"),
    [
        ("2026-07-02", 1.0),
        ("2027-01-01", 1.0),
        ("2027-01-02", 1.0),
        ("2027-01-03", 546 / 547),
        ("2027-10-02", 274 / 547),
        ("2028-07-01", 1 / 547),
        ("2028-07-02", 0.0),
        ("2040-01-01", 0.0),
        ("2026-07-01", 1.0),
    ],
)
def test_what_is_read_is_fresh_for_six_months_and_worth_nothing_after_twenty_four(today: str, fresh: float) -> None:
    assert freshness(READ, date.fromisoformat(today)) == pytest.approx(fresh)


def test_at_fifteen_months_half_is_left() -> None:
    assert freshness(READ, months_after(READ, 15)) == pytest.approx(0.5, abs=0.005)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 6, "2027-06-30"),
        ("2028-02-29", 24, "2030-02-28"),
        ("2026-06-15", 6, "2026-12-15"),
    ],
)
def test_a_month_without_the_day_ends_on_its_last(day: str, months: int, later: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(later)


def test_a_record_is_no_fresher_than_the_oldest_it_rests_on(project: Path) -> None:
    assert oldest(catalogue_of(project), "tilbud", "kurs") == READ
    change(project, COURSE, "finner: Når kurset begynner.", "finner: Når kurset begynner.\n    lest: 2026-03-01")
    assert oldest(catalogue_of(project), "tilbud", "kurs") == date(2026, 3, 1)
    change(project, "kilder.yml", "art: rapport", "art: nettside\n  lest: 2026-01-01")
    catalogue = catalogue_of(project)
    assert oldest(catalogue, "tilbud", "kurs") == date(2026, 1, 1), "kurset viser til siden"
    assert oldest(catalogue, "tilbud", "kurs-kveld") == READ, "det gjør ikke kveldskurset"


def test_a_report_and_a_stored_copy_do_not_age_what_rests_on_them(project: Path) -> None:
    change(project, "kilder.yml", "art: rapport", "art: rapport\n  lest: 2020-01-01")
    assert oldest(catalogue_of(project), "tilbud", "kurs") == READ
    change(project, "kilder.yml", "art: rapport\n  lest: 2020-01-01", "art: nettside")
    catalogue = catalogue_of(project)
    (course,) = [one for one in readings(catalogue) if one.id == "kurs"]
    assert (course.eldst.dag, course.uleste) == (READ, 2), "lenken og kilden er ikke lest selv"


def test_when_it_was_edited_does_not_make_it_fresh(project: Path) -> None:
    change(project, COURSE, "redigert: 2026-11-21", "redigert: 2029-01-01")
    (course,) = [one for one in readings(catalogue_of(project)) if one.id == "kurs"]
    assert course.ferskhet(date(2029, 1, 1)) == 0 and course.redigert == date(2029, 1, 1)


def test_what_most_rests_on_is_to_be_read_first_when_its_time_has_come(project: Path) -> None:
    found = readings(catalogue_of(project))
    assert due(found, date(2027, 1, 1)) == []
    late = due(found, date(2027, 1, 2))
    assert {one.art for one in late} == {kind for kind, often in REREAD.items() if often == 6} & {o.art for o in found}
    assert late[0].id == "lov-2001-01-01-1"
    weights = [one.vekt for one in late]
    assert weights == sorted(weights, reverse=True) and weights[0] > weights[-1]
    (cafe,) = [one for one in late if one.id == "sprakkafe"]
    pointing = {"kurs", "kurs-kveld", "kurs-til-kafe", "ada-til-bokbinder"}
    mentions = {
        path.stem for path in (project / "pathways").rglob("*.yml") if ": sprakkafe" in path.read_text(encoding="utf-8")
    }
    assert pointing <= mentions | {"kurs-til-kafe"} and cafe.vekt >= len(pointing)


def test_how_often_each_kind_is_read_is_told_in_the_handbook() -> None:
    page = (ROOT / "content" / "redaktor" / "hold-innholdet-ferskt.md").read_text(encoding="utf-8")
    assert {kind: int(n) for kind, n in re.findall(r"^\| (\w+) \| (\d+) måneder \|$", page, re.M)} == REREAD
    assert set(REREAD) <= {kind.name for kind in KINDS}


def test_a_build_stops_at_what_is_too_old_and_says_where_and_why(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = ["bygg", "--markdown", "ut", "--dato", "2027-10-02"]
    assert main([*build, "--ferskhet", "0,51"]) == 1
    out = capsys.readouterr().out
    assert "pathways/tilbud/kurs.yml:46:11: feil[for-gammel] loven er lest 2.\u00a0juli 2026: " in out
    assert "ferskheten er 0,5, kravet 0,51" in out and "46 | lov_lest: 2026-07-02" in out
    assert "hint: les det på nytt, rett det som er endret, og skriv dagen du leste" in out
    assert not (project / "ut").exists()
    assert main([*build, "--ferskhet", "0.5"]) == 0


def test_without_the_gate_no_build_stops_because_of_age(project: Path) -> None:
    assert compile_site(Layout(project), date(2090, 1, 1)).is_sound
    stopped = compile_site(Layout(project), date(2090, 1, 1), least_fresh=0.001)
    assert not stopped.is_sound and stopped.files == ()
    assert all("ferskheten er 0, kravet 0,001" in as_text(problem) for problem in stopped.problems)


@pytest.mark.parametrize("asked", ["2", "-1", "1,5", "halv", "", "0,1234"])
def test_the_gate_is_a_number_from_0_to_1(project: Path, asked: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bygg", f"--ferskhet={asked}"])
    assert stopped.value.code == 2
    assert "er ikke et tall fra 0 til 1; skriv det som 0,5" in capsys.readouterr().err
