"""A full build in a process of its own, so that the server answers meanwhile and a newer save can stop it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO

from jinja2 import TemplateError

from generator.diagrams.dot import LayoutFailed
from generator.layout import Layout
from generator.problems import as_text
from generator.progress import clear_line, terminal_progress
from generator.site import Result, SiteToolFailed, build

HERE = Path(__file__).parents[2]
TEMPLATES = Path(__file__).parents[1] / "templates"
BEGIN = "from generator.vis.full import main; main()"
CUT_OFF = "programmet: byggingen ble avbrutt\n  hint: «mulighetskart bygg» viser hvor i programmet det stoppet"


@dataclass(frozen=True)
class Outcome:
    """What came of a build: whether the new site stands, how many pages it has, and what there is to say."""

    is_sound: bool
    pages: int
    texts: tuple[str, ...]
    is_content: bool = False
    """Whether what is wrong, if anything, is in the records, where a quick look finds it too."""


def outcome(build_once: Callable[[], Result]) -> Outcome:
    """Build, and say what came of it, whatever a template or the machine does."""
    try:
        result = build_once()
    except Exception as error:
        return Outcome(False, 0, (fault(error),))
    is_content = not any(problem.fil.startswith("site/") for problem in result.problems)
    return Outcome(result.is_sound, result.pages, tuple(map(as_text, result.problems)), is_content)


def main() -> None:
    """The other process: its arguments are the project's folder and the day; the outcome is its last line."""
    root, today = sys.argv[1:]
    if hasattr(os, "nice"):
        os.nice(10)  # whoever saves and looks comes first
    with terminal_progress() as progress:
        found = outcome(lambda: build(Layout(Path(root)), date.fromisoformat(today), progress=progress))
    print(json.dumps(asdict(found)), flush=True)


class FullBuild:
    """At most one build at a time."""

    def __init__(self, layout: Layout, today: date) -> None:
        self._arguments = (str(layout.root), today.isoformat())
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None

    def start(self) -> None:
        """Begin, from the files as they now stand; what was under way is stopped."""
        self.stop()
        paths = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
        # A file, since nobody reads a pipe until the end.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 – closed when it has been read
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", BEGIN, *self._arguments],
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,  # so that all it has begun can be stopped with it
        )

    def is_done(self) -> bool:
        """Whether there is an outcome to take."""
        return self._process is not None and self._process.poll() is not None

    def take(self) -> Outcome:
        """The outcome, waited for."""
        assert self._process is not None and self._said is not None
        self._process.wait()
        with self._said as file:
            file.seek(0)
            said = file.read().decode("utf-8")
        self._process = None
        try:
            last = json.loads(said.splitlines()[-1])
            return Outcome(last["is_sound"], last["pages"], tuple(last["texts"]), last["is_content"])
        except (IndexError, ValueError):
            return Outcome(False, 0, (CUT_OFF,))

    def stop(self) -> None:
        """End what is under way; the last good site stands."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        self._process = None
        if self._said:
            self._said.close()
        clear_line()


def fault(error: Exception) -> str:
    """What stopped the build, when it was not the content: the machine, a template, or the program itself."""
    if isinstance(error, LayoutFailed | SiteToolFailed):
        return f"maskinen: {error}"
    if isinstance(error, OSError):
        return f"maskinen: {error.strerror or error}: {error.filename or ''}"
    frames = traceback.extract_tb(error.__traceback__)
    in_template = [frame for frame in frames if Path(frame.filename).parent == TEMPLATES]
    if isinstance(error, TemplateError) or (in_template and frames[-1] in in_template):
        place = (
            f"generator/templates/{Path(in_template[-1].filename).name}:{in_template[-1].lineno}:1: "
            if in_template
            else ""
        )
        return f"{place}feil[mal] {error}"
    return (
        f"programmet: {type(error).__name__}: {error}\n  hint: «mulighetskart bygg» viser hvor i programmet det stoppet"
    )
