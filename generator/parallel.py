"""The same work on many things, on all the machine's cores where processes can be forked."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 100  # forking costs more than it saves for fewer things than this
# What the forked processes work on: they have it from the moment they are made, so only numbers are sent to them.
_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def mapped(function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """The results in the order of the items; in this process where there is little to do or forking is not safe."""
    global _work
    if len(items) < FEW or _cores() < 2 or threading.active_count() > 1 or not hasattr(os, "fork"):
        yield from map(function, items)
        return
    _work = (function, items)
    try:
        with ProcessPoolExecutor(_cores(), mp_context=multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_one, range(len(items)), chunksize=max(1, len(items) // (_cores() * 8)))
    finally:
        _work = None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one(number: int) -> Any:
    assert _work is not None
    function, items = _work
    return function(items[number])
