"""`mulighetskart vis`: builds, shows the last good site on this machine, and builds again when a file is saved.

The pages of what was saved come first, made from what is kept in memory; the whole site follows from a process of its own.
"""

import errno
import signal
import sys
import time
from collections.abc import Callable, Collection
from datetime import date, datetime
from pathlib import Path

from generator.layout import Layout
from generator.vis.board import Board
from generator.vis.full import TEMPLATES, FullBuild
from generator.vis.quick import Glance, Quick
from generator.vis.server import Server, answering
from generator.vis.watch import differing, stamps, wait_for_change

STOPPED, USAGE, MACHINE = 0, 2, 3
REFUSED = "Ikke bygget. Nettstedet er ikke endret."
MENDED = "Ingen feil igjen. Bygger …"
# What of ours ends up in the HTML of pages; a style or a script changes how a page looks that is the same.
TEXT = (".yml", ".md", ".html")


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
    places = [layout.pathways, layout.content, TEMPLATES, layout.root / "mkdocs.yml"]
    desk = Desk(layout.site, board, FullBuild(layout, today), Quick(layout, today))
    try:
        # Taken before the build, so that what is saved while it runs is built too.
        seen = stamps(places)
        desk.begin()
        with answering(server):
            print(f"Viser Mulighetskart på {server.address} – stopp med Ctrl+C", flush=True)
            while True:
                now = wait_for_change(places, seen, or_when=desk.full.is_done)
                if desk.full.is_done():
                    desk.finish()
                if now != seen:
                    desk.saved(differing(seen, now))
                    seen = now
    finally:
        desk.full.stop()


class Desk:
    """What is done with each save, and with each build when it is done."""

    def __init__(self, site: Path, board: Board, full: FullBuild, quick: Quick) -> None:
        self.full = full
        self._site, self._board, self._quick = site, board, quick
        self._start = 0.0
        self._is_text = True
        """Whether all that was saved since the last good site is seen in the HTML of its pages."""
        self._can_see = True
        """Whether a quick look finds what the last build failed on, if it is still there."""

    def begin(self) -> None:
        """The first site, with everything read meanwhile; faulty records need no build to be told of."""
        self._build()
        glance = self._glance(self._quick.begin)
        if glance.faults:
            self.full.stop()
            self._board.failed(glance.faults)
            _say(glance.faults, REFUSED)
        else:
            self.finish()

    def saved(self, changed: Collection[Path]) -> None:
        """Show the pages of what was saved, or what is wrong with it; the full build follows."""
        self.full.stop()
        _say((), f"{_names(changed)} er lagret.")
        start = time.monotonic()
        self._is_text &= all(path.suffix in TEXT for path in changed)
        # Faults that only the slow rules find must not be taken for mended.
        thorough = bool(self._board.state.faults)
        glance = self._glance(lambda: self._quick.look(changed, thorough=thorough))
        if glance.faults:
            self._board.refused(glance.faults)
            _say(glance.faults, REFUSED)
            return
        if glance.pages is not None and self._can_see:
            self._board.hurried(glance.pages)
            if glance.pages:
                count = "1 side" if len(glance.pages) == 1 else f"{len(glance.pages)} sider"
                _say((), f"{count} vist på {_seconds(start)}. Bygger resten …")
            elif thorough:
                _say((), MENDED)
        self._build()

    def finish(self) -> None:
        """Tell what came of the full build."""
        outcome = self.full.take()
        if outcome.is_sound:
            self._board.built(self._site if self._is_text else None)
            self._is_text = self._can_see = True
            _say(outcome.texts, f"{outcome.pages} sider bygget på {_seconds(self._start)}.")
        else:
            self._board.failed(outcome.texts, self._site)
            self._can_see = outcome.is_content
            _say(outcome.texts, REFUSED)

    def _build(self) -> None:
        self._start = time.monotonic()
        self.full.start()

    def _glance(self, look: Callable[[], Glance]) -> Glance:
        try:
            return look()
        except Exception:  # whatever it is, the full build meets it too, and tells of it
            return Glance()


def _say(texts: Collection[str], outcome: str) -> None:
    print("\n".join((*texts, f"{datetime.now():%H.%M.%S} {outcome}")), flush=True)


def _names(changed: Collection[Path]) -> str:
    first, *others = sorted(path.name for path in changed)
    return f"{first} og {len(others)} til" if others else first


def _seconds(start: float) -> str:
    return f"{time.monotonic() - start:.1f} s".replace(".", ",")


def _refusal(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} er i bruk av et annet program; stopp det, eller velg en annen port, som --port {port % 65535 + 1}"
    return f"kan ikke bruke port {port}: {error.strerror}; velg en annen, som --port 8000"
