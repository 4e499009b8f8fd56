"""The messages: every text has a case, and every form they are printed in says the same."""

import ast
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from test_cases import CASES, EXAMPLE, read_case
from test_conventions import GENERATOR, SPEAKING
from test_reise import cases as journey_cases

from generator.cli import main
from generator.examined import examined
from generator.layout import Layout
from generator.problems import Problem
from generator.tell import as_github, as_gitlab, as_sarif, counts, listed

# Where the message stands in each call that makes a problem.
PLACE = {"Problem": 4, "problem": 2, "refuse": 1, "_refuse": 2, "fail": 1}
MODULES = [GENERATOR / f"{name}.py" for name in (*SPEAKING, "proof/__init__", "proof/steps", "proof/months")]
# A machine that refuses to read, or a reader that gives up, which no file in a case can bring about.
NOT_OF_A_FILE = {"fila kan ikke leses: {}", "fila kan ikke leses som YAML"}


def patterns(node: ast.expr) -> Iterator[str]:
    """The texts an expression can be, with `{}` where something is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*patterns(node.body), *patterns(node.orelse))


def messages(path: Path) -> Iterator[str]:
    """Every text a module can give a problem."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in PLACE and len(node.args) > PLACE[name]:
                yield from patterns(node.args[PLACE[name]])
        # A sentence made before the call: (message, hint) or (code, message, hint), or a variable of its own.
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and path.stem in ("checks", "shape"):
            if len(node.value.elts) in (2, 3):
                yield from patterns(node.value.elts[-2])
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("message", "rule", "regel"):
            yield from patterns(node.value)


def shown() -> set[str]:
    """Every message some case expects word for word."""
    told = {read_case(path).melding for path in CASES}
    return told | {re.sub(r"^måned \d+ \([^)]*\): ", "", case.melding) for _, case in journey_cases() if case.melding}


def test_every_message_has_a_case() -> None:
    texts = {text for path in MODULES for text in messages(path)} - NOT_OF_A_FILE
    assert {"«{}» står to ganger", "verdien er tom", "{} er for stort"} <= texts
    assert len(texts) > 80
    told = shown()
    found = {
        text: re.compile(".+".join(map(re.escape, text.split("{}"))).replace(r"\ ", " ") + r"( \([^)]*\))?", re.S)
        for text in texts
    }
    without = sorted(text for text, pattern in found.items() if not any(map(pattern.fullmatch, told)))
    assert not without, "Skriv et tilfelle for hver av disse:\n" + "\n".join(without)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature with three faults of two codes."""
    shutil.copytree(EXAMPLE, tmp_path / "e")
    for name, right, wrong in (
        ("tilbud/kurs.yml", "kategori: start", "kategori: strat"),
        ("tilbud/sprakkafe.yml", "aktør: bibliotek", "aktør: biblotek"),
        ("reiser/ada-til-bokbinder.yml", "- fra: kurset", "- fra: kursen"),
    ):
        path = tmp_path / "e" / "pathways" / name
        path.write_text(path.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "e")
    return tmp_path / "e"


def test_the_page_of_a_code_is_named_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sjekk"]) == 1
    out = capsys.readouterr().out
    assert out.count("feil[ukjent-id]") == 2
    assert out.count("les mer: /redaktor/feil/ukjent-id/") == 1
    assert out.count("les mer: /redaktor/feil/steg-i-reisen/") == 1
    assert "les mer" not in listed([Problem("site/index.html", 1, 1, "lenke", "lenken er brutt")])


def test_the_counts_say_what_was_read_and_what_waits(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sjekk"]) == 1
    last = capsys.readouterr().out.strip().split("\n")[-1]
    found = examined(Layout(project))
    assert last == counts(found)
    assert len(found.skipped) > 10  # what follows ids from record to record waits until they lead somewhere
    read, waiting = len(found.files), len(found.skipped)
    assert last == (
        f"{read} filer lest, {read - 3} gyldige. 3 feil, ingen advarsler, "
        f"{waiting} kontroller hoppet over til feilene er rettet."
    )


def test_nothing_waits_when_all_is_well(project: Path) -> None:
    found = examined(Layout(EXAMPLE))
    assert (
        counts(found)
        == f"{len(found.files)} filer lest, {len(found.files)} gyldige. Ingen feil, ingen advarsler, ingen kontroller hoppet over."
    )
    assert len(found.files) == len(list((EXAMPLE / "pathways").rglob("*.yml")))


def test_after_a_fault_of_form_every_rule_waits(project: Path) -> None:
    (project / "pathways" / "mal.yml").write_text("- id: [", encoding="utf-8")
    found = examined(Layout(project))
    assert {problem.kode for problem in found.problems} == {"yaml-form"}
    assert len(found.skipped) > len(examined(Layout(EXAMPLE)).skipped) + 20


def test_json_is_the_same_by_both_names(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sjekk", "--json"]) == 1
    first = capsys.readouterr().out
    assert main(["sjekk", "--format", "json"]) == 1
    assert capsys.readouterr().out == first
    assert [row["kode"] for row in json.loads(first)] == ["steg-i-reisen", "ukjent-id", "ukjent-id"]


def test_github_gets_an_annotation_for_each_problem(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sjekk", "--format", "github"]) == 1
    first, *_ = out = capsys.readouterr().out.strip().split("\n")
    assert len(out) == 4 and out[-1].startswith("29 filer lest")
    assert re.fullmatch(
        r"::error file=pathways/reiser/ada-til-bokbinder\.yml,line=\d+,col=10,title=steg-i-reisen::"
        r"reisen har ikke noe steg «kursen»%0Amente du «kurset»\?",
        first,
    )


def test_an_annotation_cannot_be_broken_by_what_a_file_is_called_or_says() -> None:
    odd = Problem("pathways/a,b:c\n.yml", 2, 3, "kode", "100 % feil\n::error::falsk", alvor="advarsel")
    assert as_github(odd) == (
        "::warning file=pathways/a%2Cb%3Ac%0A.yml,line=2,col=3,title=kode::100 %25 feil%0A::error::falsk"
    )


def test_gitlab_gets_a_row_for_each_problem_with_a_mark_of_its_own(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sjekk", "--json"]) == 1
    plain = json.loads(capsys.readouterr().out)
    assert main(["sjekk", "--format", "gitlab"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [(row["location"]["path"], row["location"]["lines"]["begin"], row["check_name"]) for row in rows] == [
        (problem["fil"], problem["linje"], problem["kode"]) for problem in plain
    ]
    assert all(problem["melding"] in row["description"] for row, problem in zip(rows, plain, strict=True))
    assert {row["severity"] for row in rows} <= {"major", "minor"} and rows
    same = [Problem("a.yml", 1, column, "ukjent-id", "x") for column in (1, 2)]
    assert len({row["fingerprint"] for row in json.loads(as_gitlab([*same, *same]))}) == 2
    assert as_gitlab([]) == "[]"


def test_sarif_has_what_its_schema_requires(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sjekk", "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "mulighetskart"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in rules] == ["steg-i-reisen", "ukjent-id"]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert len(run["results"]) == 3
    for result, problem in zip(run["results"], examined(Layout(project)).problems, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == problem.kode
        assert result["level"] == "error"
        assert result["message"]["text"].startswith(problem.melding)
        (place,) = result["locations"]
        where = place["physicalLocation"]
        assert unquote(where["artifactLocation"]["uri"]) == problem.fil
        assert (where["region"]["startLine"], where["region"]["startColumn"]) == (problem.linje, problem.kolonne)


def test_sarif_of_nothing_and_of_an_odd_name_is_still_whole() -> None:
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []
    (result,) = json.loads(as_sarif([Problem("pathways/æ \udcff.yml", 1, 1, "ukjent-fil", "x", alvor="advarsel")]))[
        "runs"
    ][0]["results"]
    assert result["level"] == "warning"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "pathways/%C3%A6%20%FF.yml"
