"""Shows stage, count and time of long work in a terminal; says nothing elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from generator.build import Progress, silent


@contextmanager
def terminal_progress() -> Iterator[Progress]:
    """A progress function for the length of the work; silent unless standard error is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    start = time.monotonic()

    def show(stage: str, done: int, total: int) -> None:
        count = f" {done}/{total}" if total > 1 else ""
        sys.stderr.write(f"\r\033[K{stage}{count} · {time.monotonic() - start:.1f} s")
        sys.stderr.flush()

    try:
        yield show
    finally:
        clear_line()


def clear_line() -> None:
    """Take away what was shown last, in a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
