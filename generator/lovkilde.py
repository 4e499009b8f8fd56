"""Where law texts are read from: a folder of Markdown, one file, or Lovdata's archives, which are read as a stream.

Nothing of an archive is ever written to disk, and the names in it only say which document to look at.
"""

import bz2
import lzma
import re
import tarfile
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from generator.lovdata import LARGEST_DOCUMENT, read_document
from generator.lovtekst import Lovtekst, read_markdown

# Lovdata's two archives are some 60 and 300 MB unpacked, with some 800 and 4,000 documents.
LARGEST_ARCHIVE = 2_000_000_000
MOST_MEMBERS = 50_000
LARGEST_MARKDOWN = 40_000_000
MEMBER = re.compile(r"(?:[\w-]+/)*(nl|sf)-(\d{4})(\d{2})(\d{2})-(\d+)[\w-]*\.xml")
KINDS = {"nl": "lov", "sf": "forskrift"}
BROKEN = (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, OSError, ValueError, OverflowError)


@dataclass
class Lovkilde:
    """What was read: the laws, which kinds of law the source should have in full, and what could not be read."""

    lover: dict[str, Lovtekst] = field(default_factory=dict)
    dekker: set[str] = field(default_factory=set)
    feil: list[str] = field(default_factory=list)

    def add(self, name: str, read: Callable[[], Lovtekst]) -> None:
        """Read one document, or say why it cannot be read."""
        try:
            law = read()
        except ValueError as error:
            self.feil.append(f"{name}: {error}")
            return
        if law.refid in self.lover:
            self.feil.append(f"{name}: {law.refid} er lest før; gi bare én utgave av hver lov")
        else:
            self.lover[law.refid] = law


def read_sources(paths: Collection[Path], wanted: Collection[str]) -> Lovkilde:
    """Everything the sources have of the laws that are wanted."""
    source = Lovkilde()
    for path in paths:
        if path.is_dir():
            _folder(path, wanted, source)
        elif not path.is_file():
            source.feil.append(f"{path}: finnes ikke")
        else:
            _file(path, wanted, source)
    if not source.lover and not source.feil:
        source.feil.append(f"{', '.join(map(str, paths))}: her er ingen lovtekster nettstedet bygger på")
    return source


def _folder(folder: Path, wanted: Collection[str], source: Lovkilde) -> None:
    for path in sorted(folder.iterdir()):
        named = _named(path.name)
        if named and named[1] not in wanted:
            continue
        # A page that has no head is no law, such as the folder's own README.
        if path.suffix == ".xml" or _is_archive(path.name) or (path.suffix == ".md" and _starts_with(path, b"---\n")):
            _file(path, wanted, source)


def _named(name: str) -> tuple[str, str] | None:
    """The kind of law and the refid a document's name speaks of: `nl/nl-20201106-127.xml` is `lov/2020-11-06-127`."""
    found = MEMBER.fullmatch(name)
    if not found:
        return None
    prefix, year, month, day, number = found.groups()
    return KINDS[prefix], f"{KINDS[prefix]}/{year}-{month}-{day}-{int(number)}"


def _is_archive(name: str) -> bool:
    return name.endswith((".tar", ".tar.bz2", ".tbz2"))


def _starts_with(path: Path, start: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(start)) == start


def _file(path: Path, wanted: Collection[str], source: Lovkilde) -> None:
    if _is_archive(path.name):
        _archive(path, wanted, source)
    elif path.suffix in (".xml", ".md"):
        if path.stat().st_size > (LARGEST_DOCUMENT if path.suffix == ".xml" else LARGEST_MARKDOWN):
            source.feil.append(f"{path}: fila er for stor til å være en lovtekst")
        elif path.suffix == ".xml":
            source.add(str(path), lambda: read_document(path.read_bytes()))
        else:
            source.add(str(path), lambda: read_markdown(path))
    else:
        source.feil.append(f"{path}: ukjent format; gi en mappe, en .md- eller .xml-fil, eller et arkiv (.tar.bz2)")


def _archive(path: Path, wanted: Collection[str], source: Lovkilde) -> None:
    try:
        with path.open("rb") as raw, _opened(path, raw) as unpacked:
            stream: Any = _Limited(unpacked)
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                for name, kind, data in _members(archive, wanted):
                    source.dekker.add(kind)
                    if data is not None:
                        source.add(f"{path}: {name}", lambda data=data: read_document(data))  # type: ignore[misc]
    except TooLarge as error:
        source.feil.append(f"{path}: {error}")
    except BROKEN:
        source.feil.append(f"{path}: arkivet er ødelagt, ufullstendig eller av et annet slag enn .tar.bz2")


def _opened(path: Path, raw: IO[bytes]) -> Any:
    return raw if path.suffix == ".tar" else bz2.BZ2File(raw)


def _members(archive: tarfile.TarFile, wanted: Collection[str]) -> Iterator[tuple[str, str, bytes | None]]:
    """Each document by name and kind of law, with its bytes when it is wanted."""
    for count, member in enumerate(archive):
        if count >= MOST_MEMBERS:
            raise TooLarge(f"arkivet har over {MOST_MEMBERS} filer")
        named = _named(member.name)
        if not named or member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
            continue
        kind, refid = named
        if refid not in wanted:
            yield member.name, kind, None
            continue
        if member.size > LARGEST_DOCUMENT:
            raise TooLarge(f"{member.name} er over {LARGEST_DOCUMENT // 1_000_000} MB")
        content = archive.extractfile(member)
        yield member.name, kind, content.read() if content else b""


class TooLarge(Exception):
    """Said of what is no law archive, before it fills the memory."""


class _Limited:
    """A stream that is read forwards only so far, however much it says it holds."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        """Read, within the limits."""
        if size < 0 or size > LARGEST_DOCUMENT:
            raise TooLarge("arkivet har et hode eller en fil som er for stor")
        self._within(self._stream.tell() + size)
        return self._stream.read(size)

    def seek(self, position: int) -> int:
        """Go to a place, within the limits."""
        self._within(position)
        return self._stream.seek(position)

    def tell(self) -> int:
        """Where the stream is."""
        return self._stream.tell()

    def _within(self, position: int) -> None:
        if position > LARGEST_ARCHIVE:
            raise TooLarge(f"arkivet er over {LARGEST_ARCHIVE // 1_000_000_000} GB utpakket")
