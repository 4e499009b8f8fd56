"""What an edit changes, told from a project in miniature with a history of its own."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.git import git

EXAMPLE = Path(__file__).parent / "example" / "pathways"
COURSE, CAFE, BENEFIT = "tilbud/kurs.yml", "tilbud/sprakkafe.yml", "ytelser/kursstonad.yml"
CASES = """\
- navn: En flyktning på 20 har rett til kurset
  hjemmel: lov/2001-01-01-1 § 1
  situasjon: {alder: '20', grunnlag: flyktning, bor_her: ja}
  tilbud: kurs
  utfall: oppfylt
- navn: Uten kjent alder er det uvisst
  hjemmel: lov/2001-01-01-1 § 1
  situasjon: {grunnlag: flyktning, bor_her: ja}
  tilbud: kurs
  utfall: uavklart
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose content and cases stand in git as they are."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "prosjekt"
    shutil.copytree(EXAMPLE, root / "pathways")
    (root / "tests" / "cases" / "evaluate").mkdir(parents=True)
    (root / "tests" / "cases" / "evaluate" / "kurs.yml").write_text(CASES, encoding="utf-8")
    git(root.parent, "init", "-q", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-qm", "som det var")
    monkeypatch.chdir(root)
    return root


def change(project: Path, name: str, old: str, new: str) -> None:
    """Edit one file of the content."""
    path = project / "pathways" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """What the command says as JSON."""
    assert main(["virkning", "--json", "--dato", "2026-11-21", *arguments]) == 0
    return json.loads(capsys.readouterr().out.replace("\u00a0", " "))


def rows(found: Any) -> list[tuple[Any, ...]]:
    """Each change as a line."""
    return [
        (
            e["tilbud"],
            e["slag"],
            e["før"],
            e["etter"],
            tuple(g["vilkår"] for g in e["grunner"]),
            *e["personas"],
            *e["tilfeller"],
        )
        for e in found["endringer"]
    ]


def test_an_edit_that_changes_no_answer(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "Et kurs på dagtid.", "Et kurs om dagen.")
    found = told(capsys)
    assert (found["personas"], found["tilfeller"]) == (1, 2)
    assert not any(found[key] for key in ("endringer", "lengder", "nye", "borte", "reiser", "ikke_sammenlignet"))
    assert main(["virkning"]) == 0
    assert "Ingen svar endres." in capsys.readouterr().out


def test_a_stricter_age_takes_from_some(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "fra: 18, til: 55", "fra: 18, til: 25")
    found = told(capsys)
    why = "alderen er fra 18 til og med 25 år"
    assert rows(found) == [("kurs", "taper", "oppfylt, rett", "ikke oppfylt", (why,), "Ada")]
    assert found["endringer"][0]["grunner"][0]["hjemmel"] == ["lov/2001-01-01-1 § 1 første ledd"]


def test_a_wider_age_gives_to_some(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "fra: 18, til: 55", "fra: 18, til: 25")
    git(project, "commit", "-qam", "strengere")
    change(project, COURSE, "fra: 18, til: 25", "fra: 18, til: 60")
    why = "ikke lenger: alderen er fra 18 til og med 25 år"
    assert rows(told(capsys)) == [("kurs", "vinner", "ikke oppfylt", "oppfylt, rett", (why,), "Ada")]
    assert rows(told(capsys, "--fra", "HEAD~1")) == []


def test_another_strength(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "modalitet: rett\n", "modalitet: kan\n")
    one, two = rows(told(capsys))
    why = ("regelen er nå «kan», før «rett»",)
    person, case = "Ada", "En flyktning på 20 har rett til kurset"
    assert one == ("kurs", "taper", "oppfylt, rett", "oppfylt, kan", why, person, case)
    assert two[:5] == ("kurs", "taper", "uavklart, rett", "uavklart, kan", why)


def test_a_new_condition_nobody_has_answered_leaves_it_open(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, CAFE, "    hvem: Alle.\n", "    hvem: Alle.\n    hvis: {grunnlag: arbeid}\n")
    change(project, BENEFIT, "      bor_her: ja\n", "      alle: [{bor_her: ja}, {timer: {minst: 5}}]\n")
    fact = "- id: timer\n  type: tall\n  navn: timene\n  måler: x\n  spørsmål: x\n  enhet: timer\n  hjemmel: lov/2001-01-01-1 § 1\n"
    change(project, "fakta.yml", "- id: bor_her\n", f"{fact}- id: bor_her\n")
    assert rows(told(capsys)) == [
        ("kursstonad", "blir_uavklart", "oppfylt, rett", "uavklart, rett", ("timene er minst 5 timer",), "Ada"),
        ("sprakkafe", "taper", "oppfylt, kan", "ikke oppfylt", ("grunnlaget er «arbeid»",), "Ada"),
    ]


def test_what_follows_from_the_answers_is_asked_with(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = "- navn: En som jobber\n  hjemmel: lov/2001-01-01-1 § 1\n  situasjon: {alder: '20', grunnlag: arbeid}\n"
    (project / "tests" / "cases" / "evaluate" / "stonad.yml").write_text(
        f"{case}  tilbud: kursstonad\n  utfall: oppfylt\n", encoding="utf-8"
    )
    change(project, "samsvar.yml", "grunnlag: arbeid", "grunnlag: familie")
    (row,) = rows(told(capsys))
    assert row[:4] == ("kursstonad", "blir_uavklart", "oppfylt, rett", "uavklart, rett")
    assert row[-1] == "En som jobber"


def test_samsvar_that_spoke_of_a_fact_that_was_not_there_is_left_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, "samsvar.yml", "bor_her: nei", "fins_ikke: nei")
    git(project, "commit", "-qam", "med en feil")
    change(project, "samsvar.yml", "fins_ikke: nei", "bor_her: nei")
    found = told(capsys)
    assert not found["endringer"]
    assert any("ada-til-bokbinder" in line for line in found["ikke_sammenlignet"])


def test_judgement_and_what_is_decided_after_all(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged = "    skjønn: {tekst: om det trengs, vurderes_av: bibliotek, hjemmel: lov/2001-01-01-1 § 2}\n"
    change(project, BENEFIT, "      bor_her: ja\n", f"      bor_her: ja\n{judged}")
    assert rows(told(capsys))[0][1:5] == (
        "blir_uavklart",
        "oppfylt, rett",
        "uavklart, rett",
        ("vurderes: om det trengs",),
    )
    git(project, "commit", "-qam", "med skjønn")
    change(project, BENEFIT, judged, "")
    assert rows(told(capsys))[0][1:4] == ("blir_avgjort", "uavklart, rett", "oppfylt, rett")


def test_a_rule_that_ends_and_one_that_is_gone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "gjelder_til: 2030-12-31", "gjelder_til: 2026-01-31")
    assert {row[4] for row in rows(told(capsys))} == {("regelen gjaldt til 31. januar 2026",)}


def test_the_date_decides_which_rules_are_asked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "gjelder_til: 2030-12-31", "gjelder_til: 2027-01-31")
    assert rows(told(capsys)) == []
    assert main(["virkning", "--json", "--dato", "2027-02-01"]) == 0
    assert {e["slag"] for e in json.loads(capsys.readouterr().out)["endringer"]} == {"taper", "blir_avgjort"}


def test_another_length(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "maks_mnd: 12", "maks_mnd: 24")
    (length,) = told(capsys)["lengder"]
    assert (length["tilbud"], length["personas"]) == ("kurs", ["Ada"])
    assert main(["virkning"]) == 0
    out = capsys.readouterr().out
    assert "Annen lengde: Ada\n    før: Fra 3 måneder til 12 måneder\n    nå: Fra 3 måneder til 2 år" in out


def test_a_length_that_is_no_longer_for_someone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "  - minst_mnd: 3\n", "  - når: {alder: {over: 60}}\n    minst_mnd: 3\n")
    (length,) = told(capsys)["lengder"]
    assert (length["før"], length["etter"]) == (["Fra 3 måneder til 12 måneder"], [])
    assert main(["virkning"]) == 0
    assert "    nå: gjelder ikke lenger\n" in capsys.readouterr().out


def test_new_and_removed_offers(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = project / "pathways" / "tilbud" / "kurs-kveld.yml", project / "pathways" / "tilbud" / "kurs-natt.yml"
    new.write_text(old.read_text(encoding="utf-8").replace("kurs-kveld", "kurs-natt"), encoding="utf-8")
    old.unlink()
    change(project, "reiser/ada-til-bokbinder.yml", "tilbud: kurs-kveld", "tilbud: kurs-natt")
    found = told(capsys)
    assert (found["nye"], found["borte"]) == (["kurs-natt"], ["kurs-kveld"])


def test_another_start_of_a_persona(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, "personas/ada.yml", "  grunnlag: flyktning", "  grunnlag: arbeid")
    assert rows(told(capsys)) == [
        ("kurs", "taper", "oppfylt, rett", "ikke oppfylt", ("grunnlaget er «flyktning» eller «familie»",), "Ada")
    ]


def test_the_words_name_who_and_why_and_the_paragraph(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "fra: 18, til: 55", "fra: 18, til: 19")
    assert main(["virkning", "--dato", "2026-11-21"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Sammenlignet med HEAD (")
    assert "\nKurset (kurs)\n  Får mindre: Ada og «En flyktning på 20 har rett til kurset»\n" in out
    assert (
        "    oppfylt, rett → ikke oppfylt\n    fordi: alderen er fra 18 til og med 19 år (kursloven § 1 første ledd)"
        in out
    )


def test_what_does_not_fit_todays_model_is_named_and_the_rest_compared(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, CAFE, "kort: ", "gammel_nøkkel: x\nkort: ")
    change(project, COURSE, "fra: 18, til: 55", "fra: 18, til: 25")
    git(project, "commit", "-qam", "slik formen var")
    change(project, CAFE, "gammel_nøkkel: x\n", "")
    change(project, COURSE, "fra: 18, til: 25", "fra: 18, til: 55")
    found = told(capsys)
    assert [row[:2] for row in rows(found)] == [("kurs", "vinner")]
    assert found["nye"] == []
    assert found["ikke_sammenlignet"] == [
        "pathways/tilbud/sprakkafe.yml:4: ukjent nøkkel «gammel_nøkkel»",
        "reisen «ada-til-bokbinder» bygger på noe som ikke kan leses",
    ]


def test_an_offer_that_spoke_of_a_fact_nobody_knows_is_not_compared(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(project, BENEFIT, "bor_her: ja", "bor_der: ja")
    git(project, "commit", "-qam", "med feil")
    change(project, BENEFIT, "bor_der: ja", "bor_her: ja")
    found = told(capsys)
    assert (rows(found), found["nye"]) == ([], [])
    assert found["ikke_sammenlignet"] == [
        "«kursstonad» bygger på fakta eller svar som ikke kan leses",
        "reisen «ada-til-bokbinder» bygger på noe som ikke kan leses",
    ]


def test_a_fact_with_other_answers_before(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(
        project,
        "fakta.yml",
        "    - {id: arbeid, navn: arbeid}\n",
        "    - {id: arbeid, navn: arbeid}\n    - {id: studie, navn: studier}\n",
    )
    change(project, "personas/ada.yml", "  grunnlag: flyktning", "  grunnlag: studie")
    assert [row[:4] for row in rows(told(capsys))] == [("kurs", "taper", "oppfylt, rett", "ikke oppfylt")]


def test_a_journey_breaks_and_is_mended(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "fra: 18, til: 55", "fra: 18, til: 25")
    (journey,) = told(capsys)["reiser"]
    assert (journey["reise"], journey["holder"]) == ("ada-til-bokbinder", False)
    (broken,) = journey["brudd"]
    assert (broken["mnd"], broken["hjemmel"]) == (0, ["lov/2001-01-01-1 § 1 første ledd"])
    assert "alderen er fra 18 til og med 25 år" in broken["regel"]
    assert main(["virkning"]) == 0
    out = capsys.readouterr().out
    assert "Reiser som brytes:\n  Fra kafé til bokbinderi: måned 0: " in out
    git(project, "commit", "-qam", "brutt")
    change(project, COURSE, "fra: 18, til: 25", "fra: 18, til: 55")
    assert told(capsys)["reiser"] == [{"reise": "ada-til-bokbinder", "holder": True, "brudd": []}]
    assert main(["virkning"]) == 0
    assert "Reiser som blir hele igjen:\n  Fra kafé til bokbinderi\n" in capsys.readouterr().out


def test_nothing_in_the_work_tree_is_touched(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "fra: 18, til: 55", "fra: 18, til: 25")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file() and path.name != "index"}
    told(capsys)
    assert before == {path: path.read_bytes() for path in before}
    assert {path for path in project.rglob("*") if path.is_file() and path.name != "index"} == set(before)


@pytest.mark.parametrize("revision", ["finnes-ikke", "--output=x", "HEAD:pathways", ""])
def test_a_revision_that_is_not_there(revision: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["virkning", f"--fra={revision}"]) == 2
    assert capsys.readouterr().err == f"«{revision}» finnes ikke i git\n"


def test_a_revision_without_content(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "checkout", "-q", "--orphan", "annet")
    git(project, "rm", "-rfq", "--cached", ".")
    git(project, "commit", "-qm", "tomt", "--allow-empty")
    assert main(["virkning"]) == 2
    assert capsys.readouterr().err == "det er ingen pathways/ i «HEAD»\n"


def test_a_link_that_was_among_the_records_is_not_followed(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = project / "pathways" / "tilbud" / "lenke.yml"
    link.symlink_to(tmp_path / "utenfor.yml")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "lenke")
    link.unlink()
    assert main(["virkning"]) == 2
    assert capsys.readouterr().err == (
        "pathways/ i «HEAD» kan ikke pakkes ut: «pathways/tilbud/lenke.yml» er en lenke\n"
    )
    assert not (tmp_path / "utenfor.yml").exists()


def test_a_project_outside_git(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(project / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert main(["virkning"]) == 2
    assert capsys.readouterr().err.startswith("prosjektet ligger ikke i et git-lager")


def test_a_machine_without_git(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project))
    assert main(["virkning"]) == 2
    assert capsys.readouterr().err == "git er ikke installert her\n"


def test_the_project_may_be_a_folder_of_a_larger_repository(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(project / ".git")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "i en mappe")
    change(project, COURSE, "fra: 18, til: 55", "fra: 18, til: 25")
    assert [row[:2] for row in rows(told(capsys))] == [("kurs", "taper")]


def test_faulty_content_is_told_of_first(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "aktør: eksempel-kommune\n    rolle: [vedtar", "aktør: eksempel-komune\n    rolle: [vedtar")
    assert main(["virkning"]) == 1
    out = capsys.readouterr().out
    assert "feil[ukjent-id]" in out and "Virkningen kan ikke regnes ut før de er rettet." in out
