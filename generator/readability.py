"""How hard the text of each page is to read, as LIX: words in a sentence, and the share of long words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.model.base import HENVISNING

HEAVY = 50  # as official documents; newspapers are about 40
LONG_WORD = 6  # letters; longer words are long
# The kinds whose texts fill a page of their own.
PAGES = ("tilbud", "ytelse", "persona", "reise", "overgang", "hendelse")
# The kinds that share a page, with its address.
SHARED = {"aktør": "aktorer", "språknivå": "sprak", "begrep": "begreper", "kilde": "kilder"}
# What the pages that are no single record's are called in their place.
PAGE = "side"
# Names and places in a source: they are written as others write them.
NAMES = frozenset(
    ("id", "navn", "også_kalt", "sted", "tittel", "url", "hjemmel", "kilde", "bygger_på", "situasjon", "hvis", "når")
)
FEWEST = 4  # words: less is a name or a value, not a sentence
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What is not running text on a page written by hand: examples, headings, rows of tables, code, and where a link leads.
NOT_TEXT = re.compile(r"^```[\s\S]*?^```$|^(?:#|\|).*$|`[^`]*`|(?<=\])\([^)]*\)", re.M)
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )")
# A full stop after a number or a short form ends nothing: «1. juli», «kap. 5», «bl.a.».
STOP = re.compile(r"(?<![\d.])(?<!\bkap)(?<!\bnr)(?<!\bbl)(?<!\ba)[.!?:](?=\s|$)")


@dataclass(frozen=True)
class Lesbarhet:
    """How hard the text of one page is to read: a record's, or another page's by its address."""

    art: str
    id: str
    fil: str
    lix: float

    @property
    def er_tung(self) -> bool:
        """Whether it should be made easier."""
        return self.lix > HEAVY


def lix(texts: list[str]) -> float:
    """LIX of some texts, each of which ends a sentence; 0 when there are no words."""
    words = [word for text in texts for word in WORD.findall(text)]
    sentences = sum(max(1, len(STOP.findall(text))) for text in texts)
    long = sum(len(word) > LONG_WORD for word in words)
    return len(words) / sentences + 100 * long / len(words) if words else 0.0


def readability(catalogue: Catalogue, content: Path) -> tuple[Lesbarhet, ...]:
    """Every page with text of our own, those written by hand too; the hardest first."""
    found = [*_of_records(catalogue), *_shared(catalogue), *_by_hand(content)]
    return tuple(sorted(found, key=lambda one: (-one.lix, one.art, one.id)))


def _of_records(catalogue: Catalogue) -> Iterator[Lesbarhet]:
    for kind in PAGES:
        for id, item in catalogue.placed[kind].items():
            yield Lesbarhet(kind, id, item.document.fil, lix(list(sentences(item.record))))


def _shared(catalogue: Catalogue) -> Iterator[Lesbarhet]:
    for kind, address in SHARED.items():
        if items := list(catalogue.placed[kind].values()):
            texts = [text for item in items for text in sentences(item.record)]
            yield Lesbarhet(PAGE, address, items[0].document.fil, lix(texts))


def _by_hand(content: Path) -> Iterator[Lesbarhet]:
    for path in sorted(content.rglob("*.md")):
        name = path.relative_to(content).with_suffix("").as_posix()
        texts = running_text(path.read_text(encoding="utf-8"))
        yield Lesbarhet(PAGE, name.removesuffix("/index"), f"{content.name}/{name}.md", lix(texts))


def running_text(page: str) -> list[str]:
    """The paragraphs and points of a page in Markdown, without what is not running text."""
    found = (" ".join(block.split()) for block in BLOCK.split(NOT_TEXT.sub("", page)))
    return [block for block in found if block.count(" ") + 1 >= FEWEST]


def mean(found: tuple[Lesbarhet, ...]) -> float:
    """The mean of the pages; 0 when there are none."""
    return sum(one.lix for one in found) / len(found) if found else 0.0


def sentences(value: Any) -> Iterator[str]:
    """The running text of a record: what is said, without names, citations and values."""
    if isinstance(value, str):
        if value.count(" ") + 1 >= FEWEST and not HENVISNING.fullmatch(value):
            yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in NAMES:
                yield from sentences(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from sentences(item)
