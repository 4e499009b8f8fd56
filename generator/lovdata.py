"""Reads one document in Lovdata's own format (XHTML in all but name) as the same lines a Markdown law text has.

Both formats then go through one reader, so what they say alike is read alike. The format is described by
Lovdata at api.lovdata.no; the names of classes used here are those of the published archives.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from generator.lovtekst import Lovtekst, last_date, paragraphs

# A law is text; one that is larger than this, or nested deeper, is no law.
LARGEST_DOCUMENT = 40_000_000
DEEPEST = 120
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
# Elements that stand on lines of their own, and those that only part words; all others run on within a word.
BLOCKS = frozenset("address article blockquote div dl figure footer hr ol p pre section ul".split())
PARTED = frozenset("br caption dd dt table tbody td tfoot th thead tr".split())
# In a law, a paragraph that is announced is not yet part of it; in an amending act it is what the act says.
NOT_YET = frozenset({"futureLegalArticle", "futuretitle", "futureLegalArticleHeader"})
AMENDING = frozenset({"change", "document-change"})
NOTES = frozenset({"changesToParent"})


def read_document(data: bytes) -> Lovtekst:
    """Read one document; raises `ValueError` with a sentence when it is none."""
    if len(data) > LARGEST_DOCUMENT:
        raise ValueError(f"dokumentet er over {LARGEST_DOCUMENT // 1_000_000} MB")
    root = _parsed(data)
    head = {dd.get("class"): _plain(dd) for header in root.iter("header") for dd in header.iter("dd")}
    refid, title = head.get("refid"), head.get("title")
    main = root.find(".//main")
    if not refid or not title:
        raise ValueError("hodet har ikke både RefID og tittel; er dette et dokument fra Lovdata?")
    if main is None:
        raise ValueError("dokumentet har ikke noe innhold (main)")
    lines = "".join(_written(main)).split("\n")
    return Lovtekst(
        refid,
        head.get("titleShort") or title,
        title,
        last_date(head.get("lastChangeInForce") or ""),
        paragraphs(_trimmed(lines)),
    )


def _parsed(data: bytes) -> Any:
    # Nothing is fetched and nothing expanded: a law text refers to no file and defines no entity.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, _ = error.position
        raise ValueError(f"dokumentet er ikke gyldig XML (linje {line})") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise ValueError("dokumentet definerer egne entiteter, som ingen lovtekst gjør")
    if any(True for _ in root.iter(etree.Entity)):
        raise ValueError("dokumentet bruker en entitet som ikke er kjent")
    return root


def _classes(element: Any) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _plain(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _written(element: Any, depth: int = 0, amending: bool = False) -> Iterator[str]:
    """What an element says, as pieces of Markdown lines."""
    if depth > DEEPEST:
        raise ValueError(f"dokumentet er nøstet dypere enn {DEEPEST} nivåer")
    yield _folded(element.text)
    for child in element:
        yield from _child(child, depth + 1, amending)
        yield _folded(child.tail)


def _child(element: Any, depth: int, amending: bool) -> Iterator[str]:
    classes = _classes(element)
    amending = amending or bool(classes & AMENDING)
    if classes & NOT_YET and not amending:
        return
    if element.tag in HEADINGS:
        yield f"\n{'#' * _level(element, classes)} {_heading(element)}\n"
    elif classes & NOTES:
        yield f"\n*{_plain(element)}*\n"
    elif element.tag == "li":
        yield "\n- "
        yield "".join(_written(element, depth, amending)).lstrip()
        yield "\n"
    elif element.tag in BLOCKS or element.tag in PARTED:
        edge = "\n" if element.tag in BLOCKS else " "
        yield edge
        yield from _written(element, depth, amending)
        yield edge
    else:
        yield from _written(element, depth, amending)


def _heading(element: Any) -> str:
    """A heading in one line; the mark of a footnote would read as part of the number, and «§ 5» as «§ 51»."""
    parts = {name: part for part in element.iter("span") for name in _classes(part)}
    number, title = parts.get("legalArticleValue"), parts.get("legalArticleTitle")
    if number is None:
        return _unmarked(element)
    return f"{_unmarked(number).rstrip('.')}. {_unmarked(title) if title is not None else ''}".strip()


def _unmarked(element: Any) -> str:
    words = [element.text or ""]
    for child in element:
        inside = "" if "footnotereference" in _classes(child) else _unmarked(child)
        words += [" " if child.tag == "br" else inside, child.tail or ""]
    return " ".join("".join(words).split())


def _level(element: Any, classes: frozenset[str]) -> int:
    # A paragraph's heading stands one level below that of its chapter, also where both are `h3` in a law of chapters
    # with parts; the Markdown edition does the same.
    return min(HEADINGS[element.tag] + ("legalArticleHeader" in classes), 6)


def _folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _trimmed(lines: list[str]) -> list[str]:
    return [line.strip() for line in lines]
