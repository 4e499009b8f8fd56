"""What open pages are told: which edition of the site stands, and what is wrong with the newest sources."""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True)
class Ahead:
    """A page that is newer than the site."""

    edition: str
    html: bytes


@dataclass(frozen=True)
class State:
    """The outcome of the newest build, as an open page needs it."""

    number: int
    """Counts what pages have been told."""
    edition: str
    """Names the last good site; a page of another edition is old."""
    faults: tuple[str, ...] = ()
    """What stopped the newest build, as the terminal shows it."""
    ahead: Mapping[str, Ahead] = field(default_factory=dict)
    """The pages that were finished before their site, by address from its root, as `tilbud/kvp/`."""

    def edition_of(self, address: str) -> str:
        """What a page at this address must be to be new."""
        return self.ahead[address].edition if address in self.ahead else self.edition


class Board:
    """Holds the newest state, and wakes those who wait for the next."""

    def __init__(self) -> None:
        # A server started again must not take an old page for one of its own.
        self._start = secrets.token_hex(4)
        self._news = threading.Condition()
        self._state = State(0, f"{self._start}-0")

    @property
    def state(self) -> State:
        """How it stands now."""
        return self._state

    def hurried(self, pages: Mapping[str, bytes]) -> None:
        """These pages are finished before their site; one that is no other than it was, is not shown again."""
        number, ahead = self._state.number + 1, dict(self._state.ahead)
        for address, html in pages.items():
            if address not in ahead or ahead[address].html != html:
                ahead[address] = Ahead(f"{self._start}-{number}", html)
        self._put(State(number, self._state.edition, (), ahead))

    def built(self, site: Path | None = None) -> None:
        """A new site stands; the pages that are the same in it, when it is given, need not be shown again."""
        number = self._state.number + 1
        self._put(State(number, f"{self._start}-{number}", (), self._same(site)))

    def refused(self, faults: tuple[str, ...]) -> None:
        """The newest sources are faulty; what is shown stays."""
        self._put(replace(self._state, number=self._state.number + 1, faults=faults))

    def failed(self, faults: tuple[str, ...], site: Path | None = None) -> None:
        """The newest build failed; the site is the same as before, and no page that is not the same as in it is shown."""
        self._put(State(self._state.number + 1, self._state.edition, faults, self._same(site)))

    def _same(self, site: Path | None) -> Mapping[str, Ahead]:
        if site is None:
            return {}
        return {address: page for address, page in self._state.ahead.items() if _is(site, address, page.html)}

    def after(self, seen: State | None, seconds: float) -> State:
        """Wait at most so long for another state than `seen`, and return how it then stands."""
        with self._news:
            self._news.wait_for(lambda: self._state is not seen, seconds)
            return self._state

    def _put(self, state: State) -> None:
        with self._news:
            self._state = state
            self._news.notify_all()


def _is(site: Path, address: str, html: bytes) -> bool:
    try:
        return (site / address / "index.html").read_bytes() == html
    except OSError:
        return False
