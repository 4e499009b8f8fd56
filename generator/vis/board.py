"""What open pages are told: which edition of the site stands, and what is wrong with the newest sources."""

import secrets
import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """The outcome of the newest build, as an open page needs it."""

    number: int
    """Counts the builds."""
    edition: str
    """Names the last good site; a page of another edition is old."""
    faults: tuple[str, ...] = ()
    """What stopped the newest build, as the terminal shows it."""


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

    def built(self) -> None:
        """A new site stands."""
        number = self._state.number + 1
        self._put(State(number, f"{self._start}-{number}"))

    def failed(self, faults: tuple[str, ...]) -> None:
        """The newest build failed; the site is the same as before."""
        self._put(State(self._state.number + 1, self._state.edition, faults))

    def after(self, seen: State | None, seconds: float) -> State:
        """Wait at most so long for another state than `seen`, and return how it then stands."""
        with self._news:
            self._news.wait_for(lambda: self._state is not seen, seconds)
            return self._state

    def _put(self, state: State) -> None:
        with self._news:
            self._state = state
            self._news.notify_all()
