"""Where the set-up cannot install by itself, it says exactly what to install."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def told(script: str) -> tuple[int, str]:
    """The status and the message when the set-up is run with these stand-ins."""
    done = subprocess.run(["bash", "-c", f"source bin/oppsett.sh; {script}"], cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stderr


def test_without_root_on_debian_it_gives_the_command() -> None:
    status, message = told("id() { echo 1000; }; debian bash=bash finnes-ikke=pakken finnes-heller-ikke=den-andre")
    assert status == 3
    assert "sudo apt-get install --no-install-recommends pakken den-andre" in message


def test_on_another_system_it_names_the_packages() -> None:
    status, message = told("id() { echo 0; }; command() { return 1; }; debian dot=graphviz")
    assert status == 3
    assert "Dette mangler på maskinen: graphviz" in message
    assert "ditt eget pakkesystem" in message


def test_what_is_there_is_left_alone() -> None:
    assert told("apt-get() { echo kalt >&2; }; debian bash=bash sh=dash LiberationSans-Regular.ttf=skrift") == (0, "")
    status, message = told("id() { echo 1000; }; debian Finnes-Ikke.ttf=skrift")
    assert status == 3 and "skrift" in message


def test_an_old_python_is_refused() -> None:
    status, message = told("python3() { [ \"$1\" = --version ] && echo 'Python 3.9.2' || return 1; }; python_miljø ''")
    assert status == 3
    assert "Python 3.11 eller nyere trengs; her er Python 3.9.2" in message


@pytest.mark.parametrize("script", ["bin/site", "bin/test"])
def test_each_command_has_help_in_norwegian(script: str) -> None:
    done = subprocess.run([str(ROOT / script), "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith(f"bruk: {script}") and f"Eksempel: {script}" in done.stdout


def test_ci_runs_the_command_of_the_readme() -> None:
    assert "exec bin/test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "bin/test " in (ROOT / "README.md").read_text(encoding="utf-8")
