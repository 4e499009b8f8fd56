"""Looks for saved files by their times and sizes: works on every machine and file system, and costs next to nothing."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

INTERVAL = 0.1
REST = 0.05

Stamps = dict[str, tuple[int, int]]


def stamps(places: Iterable[Path]) -> Stamps:
    """Time and size of every file in these folders and files."""
    found = {}
    for path in _paths(places):
        try:
            status = os.stat(path)
        except OSError:
            continue  # removed while we looked, or not there
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


def wait_for_change(
    places: list[Path],
    seen: Stamps,
    interval: float = INTERVAL,
    rest: float = REST,
    or_when: Callable[[], bool] = lambda: False,
) -> Stamps:
    """Wait until something differs from `seen` and two looks agree, so that a save in several steps is one change.

    Returns what was seen before when something else happens first.
    """
    before = seen
    while True:
        time.sleep(interval if before == seen else rest)
        now = stamps(places)
        if now == before and now != seen:
            return now
        before = now
        if now == seen and or_when():
            return seen


def differing(one: Stamps, other: Stamps) -> frozenset[Path]:
    """The files that are not the same in both."""
    return frozenset(Path(path) for path in {*one, *other} if one.get(path) != other.get(path))


def _paths(places: Iterable[Path]) -> Iterator[str]:
    for place in places:
        if not place.is_dir():
            yield str(place)
        for folder, _, names in os.walk(place):
            yield from (os.path.join(folder, name) for name in names if not _is_passing(name))


def _is_passing(name: str) -> bool:
    """Whether an editor keeps the file for itself while it works."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp"))
