"""What the hosting services run on a proposed change and when it is taken in: the commands of the files themselves, in bash."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli import parser
from tests.git import git

ROOT = Path(__file__).parents[1]
WORKFLOWS = [*sorted((ROOT / ".github" / "workflows").glob("*.yml")), ROOT / ".gitlab-ci.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_workflows_say_what_they_do_and_run_commands_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ") and yaml.safe_load(text)
    assert all(re.search(r"@v\d+$", used) for used in re.findall(r"uses: (\S+)", text))
    commands = re.findall(r"\bmulighetskart ((?:sjekk|bygg|vis|rapport|virkning)\b[^>|\n]*)", text)
    assert commands
    for command in commands:
        assert parser().parse_args(shlex.split(command.replace("$", "https://eksempel.no/"))).run


def test_the_workflows_build_for_the_address_they_publish_at() -> None:
    assert len(WORKFLOWS) == 3
    published = [text for path in WORKFLOWS if "--grunnadresse" in (text := path.read_text(encoding="utf-8"))]
    assert len(published) == 2


def run_of(path: Path, job: str) -> list[str]:
    """The commands of a job that are ours, in order; each is one shell on GitHub, all are one on GitLab."""
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "jobs" not in read:
        return ["\n".join(read[job]["script"])]
    return [step["run"] for step in read["jobs"][job]["steps"] if "mulighetskart " in step.get("run", "")]


class Proposed:
    """The miniature project in git, with an edit proposed and merged for trial as the hosting services do."""

    def __init__(self, folder: Path, old: str, new: str) -> None:
        self.root = folder / "prosjekt"
        self.summary = folder / "oppsummering.md"
        shutil.copytree(ROOT / "tests" / "example" / "pathways", self.root / "pathways")
        shutil.copytree(ROOT / "content", self.root / "content")
        shutil.copy(ROOT / "mkdocs.yml", self.root)
        command = folder / "bin" / "mulighetskart"
        command.parent.mkdir()
        # Dated, so that the example does not grow old.
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator.cli "$@" --dato 2026-11-21\n')
        command.chmod(0o755)
        git(self.root, "init", "-q", "-b", "main")
        git(self.root, "add", ".")
        git(self.root, "commit", "-q", "-m", "før")
        git(self.root, "checkout", "-q", "-b", "forslag")
        record = self.root / "pathways" / "tilbud" / "kurs.yml"
        text = record.read_text(encoding="utf-8")
        assert old in text
        record.write_text(text.replace(old, new), encoding="utf-8")
        git(self.root, "commit", "-q", "-a", "-m", "forslag")
        git(self.root, "checkout", "-q", "main")
        git(self.root, "merge", "-q", "--no-ff", "-m", "prøvd", "forslag")

    def run(self, commands: list[str]) -> tuple[bool, str]:
        """Whether all the commands went well, and what was said up to the first that did not."""
        known = {
            "PATH": f"{self.root.parent / 'bin'}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": "main~1",
            "CI_PAGES_URL": "https://eksempel.no/kart",
            "ADRESSE": "https://eksempel.no/kart/",
        }
        said = ""
        for command in commands:
            ended = subprocess.run(
                ["bash", "-e", "-c", command], cwd=self.root, env=os.environ | known, capture_output=True, text=True
            )
            said += ended.stdout + ended.stderr
            if ended.returncode:
                return False, said
        return True, said


SERVICES = {"github": ROOT / ".github" / "workflows" / "kontroll.yml", "gitlab": ROOT / ".gitlab-ci.yml"}


@pytest.mark.parametrize("service", SERVICES)
def test_a_sound_proposal_carries_what_it_changes_and_the_site_as_it_will_be(tmp_path: Path, service: str) -> None:
    proposed = Proposed(tmp_path, "maks_mnd: 12", "maks_mnd: 18")
    went_well, said = proposed.run(run_of(SERVICES[service], "kontroll"))
    assert went_well, said
    told = proposed.summary.read_text(encoding="utf-8") if service == "github" else said
    assert "Kurset (kurs)" in told and "18 måneder" in told.partition("nå:")[2]
    page = (proposed.root / "site" / "tilbud" / "kurs" / "index.html").read_text(encoding="utf-8")
    assert "18\u00a0måneder" in page


@pytest.mark.parametrize("service", SERVICES)
def test_a_faulty_proposal_is_stopped_and_marked_at_its_line(tmp_path: Path, service: str) -> None:
    proposed = Proposed(tmp_path, "maks_mnd: 12", "maks_mdn: 12")
    went_well, said = proposed.run(run_of(SERVICES[service], "kontroll"))
    assert not went_well and "mente du «maks_mnd»?" in said
    assert not (proposed.root / "site").exists()
    if service == "github":
        assert "::error file=pathways/tilbud/kurs.yml,line=26,col=5,title=ukjent-nokkel::" in said
        return
    (fault,) = json.loads((proposed.root / "kodekvalitet.json").read_text(encoding="utf-8"))
    assert fault["location"] == {"path": "pathways/tilbud/kurs.yml", "lines": {"begin": 26}}


@pytest.mark.parametrize(
    ("path", "job", "folder"),
    [(ROOT / ".github" / "workflows" / "publiser.yml", "publiser", "site"), (SERVICES["gitlab"], "pages", "public")],
)
def test_what_is_taken_in_is_published_for_its_address(tmp_path: Path, path: Path, job: str, folder: str) -> None:
    proposed = Proposed(tmp_path, "maks_mnd: 12", "maks_mnd: 18")
    went_well, said = proposed.run(run_of(path, job))
    assert went_well, said
    sitemap = (proposed.root / folder / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://eksempel.no/kart/tilbud/kurs/</loc>" in sitemap
