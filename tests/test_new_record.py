"""A new record says what it lacks, no more and no less, and its own examples make it sound."""

import re
import shutil
from pathlib import Path

import pytest
from test_cases import EXAMPLE, contents

from generator import cli
from generator.build import examine
from generator.catalogue import read
from generator.checks import faults
from generator.formatter import formatted
from generator.layout import Layout
from generator.model import KINDS, Kind
from generator.new_record import ELSEWHERE

ROOT = Path(__file__).parent.parent
MADE = [kind for kind in KINDS if kind.name not in ELSEWHERE]
IDS = {"faktum": "helt_ny", "grunnbeløp": "2031", "evidens": "eksempel-rapport#ny-rad"}
EMPTY = re.compile(r"^\s*(?:- )?[\wæøå]+:$")
# A new journey is made of steps that the rules must prove, and its examples are of another person.
UNPROVEN = {"reise"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example, which the command works in."""
    shutil.copytree(EXAMPLE / "pathways", tmp_path / "pathways")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(kind: Kind, root: Path) -> Path:
    """The file with the new record."""
    assert cli.main(["ny", kind.name, IDS.get(kind.name, "helt-ny"), "--dato", "2026-11-21"]) == 0
    return root / "pathways" / (f"{kind.place}/helt-ny.yml" if kind.is_folder else kind.place)


def empty(lines: list[str]) -> set[int]:
    """The numbers of the lines that are to be filled in: an empty key that nothing stands below."""
    found = set()
    for number, line in enumerate(lines, 1):
        if EMPTY.match(line) and number > 1 and lines[number - 2].strip().startswith("# Eksempel: "):
            found.add(number)
    return found


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.name)
def test_the_check_names_each_key_to_fill_in_and_the_examples_make_the_record_sound(kind: Kind, root: Path) -> None:
    fill_in(kind, root)


def test_so_it_is_among_the_real_records_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "pathways", tmp_path / "pathways")
    monkeypatch.chdir(tmp_path)
    for kind in MADE:
        if kind.name in ("tilbud", "hendelse", "samsvar", "faktum"):
            fill_in(kind, tmp_path)


def fill_in(kind: Kind, root: Path) -> None:
    """Make a record, see that the check names what it lacks, and fill in its own examples."""
    path = make(kind, root)
    lines = path.read_text(encoding="utf-8").split("\n")
    lacking = empty(lines)
    _, problems = read(Layout(root))
    assert {problem.fil for problem in problems} == {path.relative_to(root).as_posix()}
    assert {problem.linje for problem in problems} == lacking
    for number in lacking:
        lines[number - 1] += " " + lines[number - 2].split("# Eksempel: ", 1)[1]
    path.write_text("\n".join(lines), encoding="utf-8")
    catalogue, problems = read(Layout(root))
    assert problems == [] and IDS.get(kind.name, "helt-ny") in catalogue.placed[kind.name]
    wrong = sorted(problem for problem in faults(catalogue) if problem.is_error)
    assert wrong == [] or kind.name in UNPROVEN, wrong


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.name)
def test_each_key_is_explained_and_stands_in_the_order_of_the_formatter(kind: Kind, root: Path) -> None:
    path = make(kind, root)
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    for number in empty(lines):
        above = lines[number - 3].strip()
        assert above.startswith("# ") and above.endswith((".", "`"))
    if kind.is_folder:
        assert lines[0].startswith("# yaml-language-server:") and formatted(text, kind) == text
        assert not re.search(r"^redigert:", text, re.M) or "redigert: 2026-11-21" in text


def test_what_stood_in_a_list_stands_there_still(root: Path) -> None:
    path = root / "pathways" / "aktorer.yml"
    before = path.read_text(encoding="utf-8")
    make(next(kind for kind in MADE if kind.name == "aktør"), root)
    assert path.read_text(encoding="utf-8").startswith(before.rstrip())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tilbod", "x"), "mente du «tilbud»?"),
        (("tilbud", "Ny Språkkafé"), "mente du «ny-sprakkafe»?"),
        (("tilbud", "kurs"), "er i bruk i pathways/tilbud/kurs.yml"),
        (("aktør", "bibliotek"), "er i bruk i pathways/aktorer.yml"),
        (("tilbud", "gammelt-kurs"), "gammel adresse"),
        (("tilbud", "halv"), "finnes fra før"),
        (("regelverk", "lov-1"), "mulighetskart hjemler"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(
    words: tuple[str, str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pathways" / "tilbud" / "halv.yml").write_text("id: [\n", encoding="utf-8")
    before = contents(tmp_path)
    assert cli.main(["ny", *words]) == 2
    assert said in capsys.readouterr().err
    assert contents(tmp_path) == before


def test_a_new_record_does_not_hide_what_else_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["ny", "tilbud", "nytt-kurs"]) == 0
    assert cli.main(["sjekk"]) == 1
    assert {problem.fil for problem in examine(Layout(tmp_path))[1]} == {"pathways/tilbud/nytt-kurs.yml"}
