"""The command: what it prints and the status it ends with."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "example" / "pathways"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound project in miniature, which the command is run in."""
    shutil.copytree(EXAMPLE, tmp_path / "pathways")
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def break_it(project: Path) -> None:
    """Put a fault into the content."""
    (project / "pathways" / "kategorier.yml").write_text("- id: norsk\n  navnn: Norsk\n", encoding="utf-8")


def test_sound_content_ends_with_0(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sjekk"]) == 0
    assert "Ingen feil" in capsys.readouterr().out


def test_problems_end_with_1_and_stand_with_place_and_remedy(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_it(project)
    assert main(["sjekk"]) == 1
    out = capsys.readouterr().out
    assert "pathways/kategorier.yml:2:3: feil[ukjent-nokkel] ukjent nøkkel «navnn»" in out
    assert "2 |   navnn: Norsk\n    |   ^" in out
    assert "hint: mente du «navn»?" in out


def test_problems_as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    break_it(project)
    assert main(["sjekk", "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert set(problems[0]) == {"fil", "linje", "kolonne", "kode", "alvor", "melding", "hint"}
    assert problems[0]["linje"] >= 1 and problems[0]["alvor"] == "feil"


def test_into_a_pipe_it_writes_utf_8_whatever_alphabet_the_machine_has(project: Path) -> None:
    machine = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "PYTHONPATH": str(ROOT)}
    (project / "pathways" / "kategorier.yml").write_text("- id: norsk\n  navn: →✓\n  ←: 1\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "generator.cli", "sjekk"], env=machine, capture_output=True)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "ukjent nøkkel «←»" in done.stdout.decode("utf-8")


def test_only_the_compiled_tree(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("ut")
    assert main(["bygg", "--markdown", str(out), "--dato", "2026-11-21"]) == 0
    assert (out / "kart" / "index.md").is_file()
    assert json.loads((out / "data" / "mulighetskart.json").read_text(encoding="utf-8"))["dato"] == "2026-11-21"
    assert not (project / "site").exists()


def test_a_fault_writes_nothing(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("ut")
    break_it(project)
    assert main(["bygg", "--markdown", str(out)]) == 1
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [[], ["byg"], ["bygg", "--dato", "i går"], ["bygg", "--grunnadresse", "eksempel.no"], ["hjemler"]]
)
def test_wrong_use_ends_with_2_in_norwegian(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("bruk: ") and "feil: " in told and "error" not in told


def test_a_failing_machine_ends_with_3(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(project))
    assert main(["bygg", "--markdown", str(project / "ut")]) == 3
    assert "installer Graphviz" in capsys.readouterr().err


def test_outside_a_project_the_message_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sjekk"]) == 1
    assert "pathways/ finnes ikke her" in capsys.readouterr().out


def test_a_situation_is_answered_for_every_offer_and_benefit(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = project / "situasjon.yml"
    file.write_text("alder: 30\ngrunnlag: familie\nbor_her: ukjent\n", encoding="utf-8")
    assert main(["vurder", str(file), "--json", "--dato", "2026-11-21"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dato"] == "2026-11-21"
    assert [svar["tilbud"] for svar in told["svar"]] == sorted(svar["tilbud"] for svar in told["svar"])
    kurs = next(svar for svar in told["svar"] if svar["tilbud"] == "kurs")
    assert set(kurs) == {
        "tilbud",
        "utfall",
        "modalitet",
        "kan_bli",
        "hjemmel",
        "grunner",
        "skjønn",
        "mangler",
        "skal_til",
    }
    assert (kurs["utfall"], kurs["mangler"]) == ("uavklart", ["bor_her"])
    assert {
        "vilkår": "personen bor i kommunen",
        "utfall": "uavklart",
        "hjemmel": ["lov/2001-01-01-1 § 1 første ledd"],
    } in kurs["grunner"]
    assert main(["vurder", str(file)]) == 0
    assert "Dette er ikke et vedtak" in capsys.readouterr().out


def test_a_situation_that_cannot_be_read_ends_with_2_and_says_where(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "situasjon.yml"
    file.write_text("aldr: 30\ngrunnlag: flykning\n", encoding="utf-8")
    assert main(["vurder", str(file)]) == 2
    out = capsys.readouterr().out
    assert ":1:1: feil[ukjent-id]" in out and "mente du «alder»?" in out
    assert ":2:11: feil[feil-test]" in out and "mente du «flyktning»?" in out
    assert main(["vurder", str(project / "borte.yml")]) == 2
