"""Puts a finished folder in the place of the old one, so that one of them always stands whole."""

import ctypes
import errno
import os
import sys
import time
from pathlib import Path

from generator.files import remove

AT_FDCWD = -100
RENAME_EXCHANGE = 2
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds


def exchange(new: Path, site: Path) -> None:
    """Make `new` the site; what was there before is removed afterwards."""
    if not site.exists():
        os.rename(new, site)
        return
    if _exchange_at_once(new, site):
        remove(new)
        return
    _exchange_in_two(new, site)


def _exchange_at_once(new: Path, site: Path) -> bool:
    """One system call that swaps two folders; False where the system has no such call."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    done = libc.renameat2(AT_FDCWD, os.fsencode(new), AT_FDCWD, os.fsencode(site), RENAME_EXCHANGE)
    if done == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EXDEV):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(site))


def _exchange_in_two(new: Path, site: Path) -> None:
    old = _aside(site)
    remove(old)
    _rename(site, old)
    # Killed here, the site is missing: `mend`, which every command runs first, brings it back.
    try:
        _rename(new, site)
    except OSError:
        mend(site)
        raise
    remove(old)


def _rename(path: Path, to: Path) -> None:
    """Rename a folder; Windows refuses while anyone reads a file in it, as a virus scanner does of what is new."""
    for wait in WAITS:
        try:
            return os.rename(path, to)
        except PermissionError:
            time.sleep(wait)
    os.rename(path, to)


def mend(site: Path) -> None:
    """Bring back the old site if a kill came between the two renames."""
    old = _aside(site)
    if old.exists():
        if site.exists():
            remove(old)
        else:
            os.rename(old, site)


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}-forrige")
