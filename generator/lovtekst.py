"""Law texts as they are published: Markdown lines become paragraphs that can be cited and compared."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from generator.model.base import HENVISNING

HEADER = re.compile(
    r"^(#{2,6}) (?:(§ \d+(?: [A-Z](?=-\d))?[A-Za-z]*(?:-\d+[A-Za-z]*)?(?: ?[a-z](?=[.\s]|$))?)|(?:Vedlegg )([IVX]+)|(?:Del )?([IVX]+))(?:[.:]|\s|$)\s*(.*)$"
)
ANY_HEADER = re.compile(r"^(#{1,6}) ")
# A note by Lovdata's editors is set in italics; below a chapter's heading it is not, but then it names its act.
CHANGE = r"(?:Endr(?:a|et|es)|Tilføy(?:d|es)|Føyd til|Opphev\w*|(?:Blir|Vert) \w+)"
NOTE = re.compile(rf"^(?:\*(?:{CHANGE}|Tidlegare|Tidligere|Nåværende)|{CHANGE} ved (?:lov|forskrift)(?:er)? \d)")
COMING_START = r"(?:Endres|Tilføyes|Oppheves|Føyes til|(?:Blir|Vert) \w+) ved (?:lov|forskrift)"
COMING = re.compile(rf"{COMING_START}.*?(?=[.,;]? {COMING_START}|[.\s]*$)")
MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
DAY = rf"(\d{{1,2}})\.? ({'|'.join(MONTHS)})[a-z]*\.? (\d{{4}})"
ACT = re.compile(rf"ved (lov|forskrift)(?:er)? {DAY} nr\. (\d+)")
IN_FORCE = re.compile(rf"(?:i kraft|ikr\.) {DAY}")
LIST_MARK = re.compile(r"^\s*(?:[-*•]|[a-zæøå]\)|\d+[.)])\s+", re.M)
ITALIC_LINE = re.compile(r"^\*(\S.*)\*$", re.M)
EMPTY = "(opphevet eller tom)"
# What formats differ in without saying anything else: white space, soft hyphens, bullets, table bars, emphasis, dashes.
FORM_ONLY = re.compile(r"[\s\u00ad\u200b|*•]+")
DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-"})


@dataclass(frozen=True)
class Paragraf:
    """One paragraph as it was read."""

    id: str
    overskrift: str
    tekst: str
    varsel: tuple[str, ...] = ()

    @property
    def fingeravtrykk(self) -> str:
        """What tells whether the wording has changed."""
        return fingerprint(self.tekst)


@dataclass(frozen=True)
class Kunngjort:
    """An amendment that is announced but not yet part of the text: in the note's words, by which act, and from when."""

    tekst: str
    akt: str | None
    dato: date | None


@dataclass(frozen=True)
class Lovtekst:
    """A law or regulation as it was read."""

    refid: str
    navn: str
    tittel: str
    sist_endret: str
    paragrafer: dict[str, Paragraf]


def normal(text: str) -> str:
    """The wording alone: list markers dropped, white space folded, so that formats can be compared."""
    text = ITALIC_LINE.sub(r"\1", LIST_MARK.sub("", unicodedata.normalize("NFC", text)))
    text = re.sub(r"\s+([.,;:)»])", r"\1", re.sub(r"([(«])\s+", r"\1", text))
    return re.sub(r"\s+", " ", text).strip()


def essence(text: str) -> str:
    """The wording without anything the formats set each in its own way; equal when two texts say the same."""
    return FORM_ONLY.sub("", normal(text).translate(DASHES))


def fingerprint(text: str) -> str:
    """SHA-256 of a normalised wording."""
    return hashlib.sha256(text.encode()).hexdigest()


def essential(text: str) -> str:
    """A fingerprint that is the same in every format."""
    return fingerprint(essence(text))


@cache
def paragraph_id(citation: str) -> tuple[str, str]:
    """`lov/… § 14 a tredje ledd` as the law's refid and the paragraph's own id, `§ 14 a`."""
    found = HENVISNING.fullmatch(citation)
    if not found:
        raise ValueError(citation)
    return found["regelverk"], found["del"]


def announced(note: str) -> tuple[str, ...]:
    """The amendments an editor's note says are coming, each with what it says of its date."""
    return tuple(normal(found[0].strip("* .,;")) for found in COMING.finditer(note))


def announcement(text: str) -> Kunngjort:
    """What «Endres ved lov 20 juni 2025 nr. 35 (i kraft 1 jan 2026)» says."""
    act, start = ACT.search(text), IN_FORCE.search(text)
    adopted = _date(act[2], act[3], act[4]) if act else None
    refid = f"{act[1]}/{adopted}-{act[5]}" if act and adopted else None
    return Kunngjort(text, refid, _date(start[1], start[2], start[3]) if start else None)


def overdue(coming: Kunngjort, read: date) -> bool:
    """Whether an announced amendment was in force when the text was read, and so should have been part of it."""
    return coming.dato is not None and coming.dato <= read


def lags(text: str, consolidated: str | None, source: Paragraf, read: date) -> bool:
    """Whether a consolidated text still is without the amendment that `text` was read in."""
    if consolidated is not None and essential(source.tekst) != consolidated:
        return False
    if essence(source.tekst) != essence(text):
        return True
    # An act may give a paragraph anew in the very same words; then only the notes tell the old text from the new.
    return any(overdue(announcement(note), read) for note in source.varsel)


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), MONTHS.index(month) + 1, int(day))
    except ValueError:  # a slip in the note, such as 31 June, must not hide the amendment itself
        return None


def paragraphs(lines: list[str]) -> dict[str, Paragraf]:
    """The paragraphs of a law by id; of two with one number the first, as the law itself has it."""
    found: dict[str, Paragraf] = {}
    starts = [i for i, line in enumerate(lines) if HEADER.match(line)]
    for start in starts:
        header = HEADER.match(lines[start])
        assert header
        end = _end(lines, start, len(header[1]))
        paragraf = _paragraf(header, lines[start + 1 : end])
        found.setdefault(paragraf.id, paragraf)
    return found


def _end(lines: list[str], start: int, level: int) -> int:
    for i in range(start + 1, len(lines)):
        heading = ANY_HEADER.match(lines[i])
        if heading and (len(heading[1]) <= level or HEADER.match(lines[i])):
            return i
    return len(lines)


def _paragraf(header: re.Match[str], lines: Iterable[str]) -> Paragraf:
    _, section, annex, part, title = header.groups()
    name = section or (f"vedlegg {annex}" if annex else f"del {part}")
    # «§ 65a» in one text and «§ 65 a» in another: the id is as the text itself has it.
    wording: list[str] = []
    coming: list[str] = []
    for line in lines:
        if NOTE.match(line.strip()):
            coming += announced(line.strip())
        else:
            wording.append(line.strip())
    return Paragraf(name, normal(title).rstrip("."), normal("\n".join(wording)) or EMPTY, tuple(coming))


def read_markdown(path: Path) -> Lovtekst:
    """Read one file of the law folder; raises `ValueError` with a sentence when it is no law text."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ValueError("fila er ikke UTF-8") from None
    parts = text.split("---\n", 2)
    if not text.startswith("---\n") or len(parts) < 3:
        raise ValueError("fila har ikke et hode mellom to linjer med «---»")
    meta = dict(re.findall(r'^([\w-]+): "(.*)"$', parts[1], re.M))
    if "refid" not in meta or "tittel" not in meta:
        raise ValueError("hodet har ikke både refid og tittel")
    return Lovtekst(
        meta["refid"],
        meta.get("korttittel") or meta["tittel"],
        meta["tittel"],
        last_date(meta.get("sist-endret-ikrafttredelse", "")),
        paragraphs(parts[2].split("\n")),
    )


def last_date(text: str) -> str:
    """The last of the dates in a field that may hold several, with words between them; nothing if it holds none."""
    return max(re.findall(r"\d{4}-\d{2}-\d{2}", text), default="")


def read_folder(folder: Path) -> dict[str, Lovtekst]:
    """Every law of a folder by its refid; files without a head are passed over."""
    paths = [path for path in sorted(folder.glob("*.md")) if path.read_text(encoding="utf-8").startswith("---\n")]
    return {lov.refid: lov for lov in map(read_markdown, paths)}
