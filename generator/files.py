"""A finished file, and the only functions that write to disk."""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class File:
    """A path below the target folder, and what is to stand there."""

    path: str
    content: str | bytes

    @property
    def data(self) -> bytes:
        """The bytes to write."""
        return self.content.encode("utf-8") if isinstance(self.content, str) else self.content


def write_all(root: Path, files: Iterable[File]) -> None:
    """Write each file below `root`, each whole or not at all; files with the same bytes are left alone."""
    for file in files:
        write_one(root / file.path, file.data)


def write_one(path: Path, data: bytes) -> None:
    """Write one file by way of a neighbour, so that a kill never leaves half of it."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.ny")
    beside.write_bytes(data)
    os.replace(beside, path)


def write_tree(root: Path, files: Iterable[File]) -> None:
    """Make `root` hold exactly these files."""
    files = list(files)
    wanted = {file.path for file in files}
    if root.is_dir():
        for path in sorted(root.rglob("*"), reverse=True):
            name = path.relative_to(root).as_posix()
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif name not in wanted:
                path.unlink()
    write_all(root, files)


def remove(path: Path) -> None:
    """Remove a folder or a file if it is there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
