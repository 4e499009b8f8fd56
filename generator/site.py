"""Runs the site tool, mends and checks what came out, and swaps it in; the only module that knows the tool, but for `vis.tool`."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date

from generator import swap
from generator.build import Progress, compile_site, keeping_everything, silent
from generator.files import remove, write_tree
from generator.finish import finish
from generator.inspect_site import inspect
from generator.layout import Layout
from generator.problems import Problem

STAGES = ("oversett", "sett sammen", "gjør ferdig", "kontroller", "bytt")


class SiteToolFailed(Exception):
    """The site tool stopped: a fault of the machine or of our templates, not of the content."""


@dataclass(frozen=True)
class Result:
    """What a build came to: the pages written, or the problems that stand in the way."""

    pages: int
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the new site stands."""
        return not any(problem.is_error for problem in self.problems)


@keeping_everything()
def build(
    layout: Layout, today: date, base_address: str = "", progress: Progress = silent, least_fresh: float = 0.0
) -> Result:
    """Build the whole site; on any fault, or a kill at any point, the last good site stands."""
    swap.mend(layout.site)
    compiled = compile_site(layout, today, progress, least_fresh, base_address)
    if not compiled.is_sound:
        return Result(0, compiled.problems)
    write_tree(layout.docs, compiled.files)
    progress("sett sammen", 0, 1)
    run_tool(layout, base_address)
    progress("gjør ferdig", 0, 1)
    finish(layout.staged, base_address)
    progress("kontroller", 0, 1)
    faults = inspect(layout.staged, base_address)
    if faults:
        return Result(0, tuple(faults))
    swap.exchange(layout.staged, layout.site)
    return Result(sum(1 for file in compiled.files if file.path.endswith(".md")), compiled.problems)


def run_tool(layout: Layout, base_address: str = "") -> None:
    """MkDocs from `build/docs` to `build/site`; quiet unless it fails."""
    config = layout.root / "mkdocs.yml"
    if base_address:
        config = layout.root / "build" / "mkdocs-adresse.yml"
        write_tree(config.parent / "adresse", [])
        config.write_text(_with_address(base_address), encoding="utf-8", newline="\n")
    remove(layout.staged)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--strict",
        "--config-file",
        str(config),
        "--site-dir",
        str(layout.staged),
    ]
    done = subprocess.run(command, cwd=layout.root, env=environment, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise SiteToolFailed((done.stdout + done.stderr).strip())


def _with_address(address: str) -> str:
    return f"INHERIT: ../mkdocs.yml\nsite_url: {address!r}\ndocs_dir: docs\nsite_dir: site\ntheme:\n  custom_dir: ../content/overrides\n"
