"""`mulighetskart vis`: builds, shows the last good site on this machine, and builds again when a file is saved."""

import errno
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from jinja2 import TemplateError

from generator.diagrams.dot import LayoutFailed
from generator.layout import Layout
from generator.problems import as_text
from generator.progress import terminal_progress
from generator.site import Result, SiteToolFailed, build
from generator.vis.board import Board
from generator.vis.server import Server, answering
from generator.vis.watch import stamps, wait_for_change

STOPPED, USAGE, MACHINE = 0, 2, 3
TEMPLATES = Path(__file__).parent.parent / "templates"

Build = Callable[[], Result]


def serve(layout: Layout, today: date, port: int) -> int:
    """Build, serve and watch until told to stop; returns the exit status."""
    if not 0 <= port <= 65535:
        print(f"{port} er ikke en port; velg et tall mellom 1 og 65535, som --port 8000", file=sys.stderr)
        return USAGE
    board = Board()
    try:
        server = Server(port, layout.site, board)
    except OSError as error:
        print(f"maskinen: {_refusal(port, error)}", file=sys.stderr)
        return MACHINE
    for number in (signal.SIGINT, signal.SIGTERM):  # also where the shell that started us ignores them
        signal.signal(number, signal.default_int_handler)
    with server:
        try:
            _work(layout, today, server, board)
        except KeyboardInterrupt:
            print("\nStoppet.", flush=True)
    return STOPPED


def _work(layout: Layout, today: date, server: Server, board: Board) -> None:
    def build_once() -> Result:
        with terminal_progress() as progress:
            return build(layout, today, progress=progress)

    places = [layout.pathways, layout.content, TEMPLATES, layout.root / "mkdocs.yml"]
    # Taken before the build, so that what is saved while it runs is built too.
    seen = stamps(places)
    rebuild(board, build_once)
    with answering(server):
        print(f"Viser Mulighetskart på {server.address} – stopp med Ctrl+C", flush=True)
        while True:
            seen = wait_for_change(places, seen)
            rebuild(board, build_once)


def rebuild(board: Board, build_once: Build) -> None:
    """Build once, print what came of it, and tell the open pages."""
    start, pages = time.monotonic(), 0
    texts: tuple[str, ...]
    try:
        result = build_once()
        is_sound, pages, texts = result.is_sound, result.pages, tuple(as_text(problem) for problem in result.problems)
    except Exception as error:  # whatever a template or the machine does, the server goes on
        is_sound, texts = False, (fault(error),)
    if is_sound:
        board.built()
        took = f"{time.monotonic() - start:.1f}".replace(".", ",")
        outcome = f"{pages} sider bygget på {took} s."
    else:
        board.failed(texts)
        outcome = "Ikke bygget. Nettstedet er ikke endret."
    print("\n".join((*texts, f"{datetime.now():%H.%M.%S} {outcome}")), flush=True)


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


def _refusal(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} er i bruk av et annet program; stopp det, eller velg en annen port, som --port {port % 65535 + 1}"
    return f"kan ikke bruke port {port}: {error.strerror}; velg en annen, som --port 8000"
