"""Law texts as they are published: a Markdown file becomes paragraphs that can be cited and compared."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.model.base import HENVISNING

HEADER = re.compile(
    r"^(#{2,6}) (?:(§ \d+[A-Za-z]*(?:-\d+[a-z]*)?(?: ?[a-z](?=[.\s]|$))?)|(?:Vedlegg )([IVX]+)|(?:Del )?([IVX]+))(?:[.:]|\s|$)\s*(.*)$"
)
ANY_HEADER = re.compile(r"^(#{1,6}) ")
AMENDED = re.compile(r"^\*?(Endra|Endret|Tilføyd|Føyd til|Opphev|Endres|Blir endra|Tidlegare|Tidligere|Nåværende)")
COMING = re.compile(r"((?:Endres|Blir endra|Tilføyes|Oppheves) ved .*?)\.?\*?$")
LIST_MARK = re.compile(r"^\s*(?:[-*•]|[a-zæøå]\)|\d+[.)])\s+", re.M)


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
        return hashlib.sha256(self.tekst.encode()).hexdigest()


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
    return re.sub(r"\s+", " ", re.sub(r"\s+([.,;:)])", r"\1", LIST_MARK.sub("", text))).strip()


@cache
def paragraph_id(citation: str) -> tuple[str, str]:
    """`lov/… § 14 a tredje ledd` as the law's refid and the paragraph's own id, `§ 14 a`."""
    found = HENVISNING.fullmatch(citation)
    if not found:
        raise ValueError(citation)
    return found["regelverk"], found["del"]


def read_markdown(path: Path) -> Lovtekst:
    """Read one file of the law folder."""
    text = path.read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    meta = dict(re.findall(r'^([\w-]+): "(.*)"$', front, re.M))
    paragrafer: dict[str, Paragraf] = {}
    lines = body.split("\n")
    starts = [i for i, line in enumerate(lines) if HEADER.match(line)]
    for start in starts:
        header = HEADER.match(lines[start])
        assert header
        level = len(header[1])
        end = next(
            (
                i
                for i in range(start + 1, len(lines))
                if (h := ANY_HEADER.match(lines[i])) and (len(h[1]) <= level or HEADER.match(lines[i]))
            ),
            len(lines),
        )
        paragraf = _paragraf(header, lines[start + 1 : end])
        paragrafer.setdefault(paragraf.id, paragraf)
    return Lovtekst(
        meta["refid"],
        meta.get("korttittel") or meta["tittel"],
        meta["tittel"],
        meta.get("sist-endret-ikrafttredelse", ""),
        paragrafer,
    )


def _paragraf(header: re.Match[str], lines: list[str]) -> Paragraf:
    _, section, annex, part, title = header.groups()
    name = section or (f"vedlegg {annex}" if annex else f"del {part}")
    # «§ 65a» in one text and «§ 65 a» in another: the id is as the text itself has it.
    wording = [line for line in lines if not AMENDED.match(line.strip())]
    coming = tuple(found[1] for line in lines if AMENDED.match(line.strip()) and (found := COMING.search(line.strip())))
    text = normal("\n".join(wording))
    return Paragraf(name, normal(title).rstrip("."), text or "(opphevet eller tom)", coming)


def read_folder(folder: Path) -> dict[str, Lovtekst]:
    """Every law of a folder by its refid; files without a refid are passed over."""
    paths = [path for path in sorted(folder.glob("*.md")) if path.read_text(encoding="utf-8").startswith("---\n")]
    return {lov.refid: lov for lov in map(read_markdown, paths)}
