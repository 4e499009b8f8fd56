"""The tasks an editor starts from the menu of VS Code: they run what exists, and find what the command prints."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator import vis
from generator.cli import parser
from generator.problems import Problem, as_text
from generator.vis import MENDED, REFUSED

ROOT = Path(__file__).parents[1]
TASKS: dict[str, dict[str, Any]] = {
    task["label"]: task for task in json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
}
VIS = TASKS["Mulighetskart: vis nettstedet"]
WATCHING = [pytest.param(TASKS[name], id=name) for name in TASKS if TASKS[name]["problemMatcher"]]


def problem(level: str) -> str:
    """What the command prints of a fault or a warning."""
    fault = Problem(
        "pathways/tilbud/kvp.yml", 3, 8, "ukjent-aktor", "ingen aktør har id «komune»", kilde="aktør: komune"
    )
    text = as_text(fault)
    assert "3:8: feil[" in text
    return text.replace("feil[", f"{level}[")


def found(matcher: dict[str, Any], printed: str) -> dict[str, str] | None:
    """What VS Code reads of the first line that fits, by the names it gives the parts."""
    pattern = matcher["pattern"]
    lines = filter(None, (re.search(pattern["regexp"], line) for line in printed.splitlines()))
    return next(({name: line[pattern[name]] for name in pattern if name != "regexp"} for line in lines), None)


def test_every_task_runs_a_verb_with_arguments_it_takes_on_both_kinds_of_machine() -> None:
    ours = [task for task in TASKS.values() if task["command"].endswith("mulighetskart")]
    assert len(ours) == 4
    for task in ours:
        assert parser().parse_args(task["args"]).run
    for task in TASKS.values():
        here = {"python3": "py"}.get(task["command"], task["command"])
        there = task["windows"]["command"].removesuffix(".exe")
        assert there == here.replace("/.venv/bin/", "\\.venv\\Scripts\\")
        assert set(task.get("dependsOn", [])) <= set(TASKS)


@pytest.mark.parametrize("task", WATCHING)
def test_faults_and_warnings_are_marked_where_they_are(task: dict[str, Any]) -> None:
    faults, warnings = task["problemMatcher"]
    assert (faults["severity"], warnings["severity"]) == ("error", "warning")
    where = {"file": "pathways/tilbud/kvp.yml", "line": "3", "column": "8", "code": "ukjent-aktor"}
    for matcher, mine, other in ((faults, "feil", "advarsel"), (warnings, "advarsel", "feil")):
        assert found(matcher, problem(mine)) == where | {"message": "ingen aktør har id «komune»"}
        assert found(matcher, problem(other)) is None


def test_a_save_clears_what_was_marked_and_an_answer_ends_the_wait(capsys: pytest.CaptureFixture[str]) -> None:
    for names, said in (([Path("kvp.yml")], "kvp.yml"), ([Path("b.yml"), Path("a.yml")], "a.yml og 1 til")):
        assert vis._names(names) == said
        vis._say((), f"{said} er lagret.")
    begins = capsys.readouterr().out.splitlines()
    for outcome in (REFUSED, MENDED, "1 side vist på 0,7 s. Bygger resten …", "405 sider bygget på 14,2 s."):
        vis._say((), outcome)
    ends = capsys.readouterr().out.splitlines()
    for matcher in VIS["problemMatcher"]:
        for pattern, lines in (("beginsPattern", begins), ("endsPattern", ends)):
            fits = [line for line in begins + ends if re.search(matcher["background"][pattern], line)]
            assert fits == lines
