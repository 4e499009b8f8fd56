"""The search index: what each page is called, and the words on it."""

import json
import re
import unicodedata
from collections import Counter
from math import log2
from typing import Any

from generator import words
from generator.files import File
from generator.views.emner import SIDER
from generator.views.shown import Showing, Side

KINDS = {
    "tilbud": "Tilbud",
    "livsopphold": "Ytelse",
    "personas": "Persona",
    "reiser": "Reise",
    "overganger": "Overgang",
    "hendelser": "Hendelse",
    "regelverk": "Regelverk",
}

COMMON = 0.1  # the share of the pages a word may stand on and still say which page it is
FEW = 5  # pages: on so few no word is common
# Kinds whose records stand together on one page.
SHARED = (
    ("kombinasjon", "kombinasjoner", "Kombinasjon"),
    ("støtteordning", "stotteordninger", "Støtteordning"),
)


def fold(text: str) -> str:
    """Lower case with æ, ø, å and accents told as a and o; `content/skript/sok.js` folds what is typed likewise."""
    text = unicodedata.normalize("NFD", text.lower().replace("æ", "a").replace("ø", "o").replace("å", "a"))
    return (
        text
        if text.isascii()
        else text.translate({ord(letter): None for letter in set(text) if unicodedata.combining(letter)})
    )


def search_index(pages: list[Side], show: Showing) -> File:
    """Every page but single laws and the editors' own, and every actor and term, as a row the browser can search."""
    rows = [
        _row(page) for page in pages if not page.sti.startswith(("regelverk/lov", "regelverk/forskrift", "redaktor/"))
    ]
    rows += [
        _entry(a.navn, f"aktorer/#{a.id}", "Hvem gjør hva", a.også_kalt, a.kort) for a in show.catalogue.all("aktør")
    ]
    rows += [
        _entry(b.navn, f"begreper/#{b.id}", "Begrep", b.også_kalt, b.forklaring) for b in show.catalogue.all("begrep")
    ]
    for kind, folder, name in SHARED:
        rows += [_entry(r.navn, f"{folder}/#{r.id}", name, r.også_kalt, r.kort) for r in show.catalogue.all(kind)]
    rows += [
        _entry(part.navn, f"{subject.id}/#{part.id}", SIDER[subject.id], (), part.punkter[0].tekst or "")
        for subject in show.catalogue.all("emne")
        for part in subject.deler
    ]
    rows += [
        _entry(land.navn, f"utdanning-fra-utlandet/#{land.id}", "Utdanning fra utlandet", (), "")
        for land in show.catalogue.all("gsuland")
    ]
    rows += [
        _entry(law.navn, f"regelverk/{law.id}/", "Regelverk", (), law.tittel) for law in show.catalogue.all("regelverk")
    ]
    _drop_common(rows)
    _weigh(rows, show)
    rows.sort(key=lambda row: (row["s"].count("#"), words.alphabetical(row["n"])))
    return File("data/sok.json", json.dumps(rows, ensure_ascii=False, separators=(",", ":")) + "\n")


def _drop_common(rows: list[dict[str, Any]]) -> None:
    """A word that a tenth of the pages share tells none of them from the others, and is left out of what they say."""
    told = [row for row in rows if "m" in row]
    count = Counter(word for row in told for word in row["m"].split())
    for row in told:
        row["m"] = " ".join(word for word in row["m"].split() if count[word] <= max(FEW, COMMON * len(told)))


def _weigh(rows: list[dict[str, Any]], show: Showing) -> None:
    """Of two that a word finds equally well, the one more records point to is the likelier."""
    pointed = Counter(
        (kind, id)
        for place in show.catalogue.placed.values()
        for item in place.values()
        for _, kind, id in item.inside.references
    )
    for row in rows:
        folder, _, id = row["s"].rstrip("/").partition("/")
        count = pointed[{"tilbud": "tilbud", "livsopphold": "ytelse"}.get(folder, ""), id]
        if weight := min(9, round(2 * log2(1 + count)) - 3):
            row["v"] = max(0, weight)


def _row(page: Side) -> dict[str, Any]:
    kind = KINDS.get(page.sti.split("/")[0], "Side") if page.sti.count("/") > 1 else "Side"
    known = getattr(page.data, "også_kalt", ())
    return _entry(page.tittel, page.sti, kind, known, page.beskrivelse, _more(page))


def _entry(name: str, address: str, kind: str, known: tuple[str, ...], text: str, more: str = "") -> dict[str, Any]:
    row: dict[str, Any] = {"n": name, "s": address, "k": kind, "t": text}
    if known:
        row["o"] = list(known)
    if more:
        row["m"] = more
    return row


def _more(page: Side) -> str:
    """The distinct words of an offer's or a benefit's statements, once each."""
    sections = getattr(page.data, "avsnitt", ())
    found = sections.values() if isinstance(sections, dict) else sections
    text = " ".join(point.tekst for section in found for _, points in section.grupper for point in points)
    seen = set(re.findall(r"\w{5,}", fold(text)))
    return " ".join(sorted(seen))
