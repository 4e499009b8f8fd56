"""Compares the paragraphs we rest on with newer law texts, and says what is to be read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generator.lovkilde import Lovkilde
from generator.lovtekst import EMPTY, Kunngjort, Lovtekst, Paragraf, announcement, essence, lags, overdue
from generator.model.oppslag import Hjemmel, Regelverk
from generator.views.regelverk import Bruk, uses
from generator.views.shown import Showing

Tilstand = Literal["uendret", "venter", "innarbeidet", "endret", "flyttet", "opphevet", "borte"]
# What makes the law another than the one we read; the rest is as it was.
CHANGED = ("endret", "flyttet", "opphevet", "borte")
# Two paragraphs with fewer signs than this may well say the same by chance.
DISTINCT = 40
ALIKE = 0.6

Places = dict[str, list[tuple[str, Paragraf]]]


@dataclass(frozen=True)
class Varsel:
    """An announced amendment, and how it stands to what we have."""

    kunngjort: Kunngjort
    ny: bool
    skulle_vært_inne: bool


@dataclass(frozen=True)
class Funn:
    """One paragraph as we have it and as the source has it."""

    regelverk: Regelverk
    hjemmel: Hjemmel
    tilstand: Tilstand
    ny: Paragraf | None = None
    flyttet_til: tuple[str, str] | None = None
    varsler: tuple[Varsel, ...] = ()
    brukt: tuple[Bruk, ...] = ()

    @property
    def er_endret(self) -> bool:
        """Whether the law is another than the one we read."""
        return self.tilstand in CHANGED


@dataclass(frozen=True)
class Mangler:
    """A law the source does not have."""

    regelverk: Regelverk
    kan_være_opphevet: bool


@dataclass(frozen=True)
class Lovsjekk:
    """All that came of a comparison."""

    funn: tuple[Funn, ...]
    mangler: tuple[Mangler, ...]

    @property
    def er_endret(self) -> bool:
        """Whether there is anything to read again."""
        return any(item.er_endret for item in self.funn) or any(law.kan_være_opphevet for law in self.mangler)

    def med(self, *states: Tilstand) -> tuple[Funn, ...]:
        """The paragraphs in some states."""
        return tuple(item for item in self.funn if item.tilstand in states)


def compare(show: Showing, source: Lovkilde) -> Lovsjekk:
    """Every paragraph we rest on against the source, in the order of our files."""
    used = uses(show)
    where = _by_wording(source.lover)
    found: list[Funn] = []
    missing: list[Mangler] = []
    for law in show.catalogue.all("regelverk"):
        text = source.lover.get(law.refid)
        if text is None:
            missing.append(Mangler(law, _may_be_repealed(law, source)))
            continue
        for paragraph in law.paragrafer:
            found.append(_finding(law, paragraph, text, where, tuple(used.get((law.refid, paragraph.id), ()))))
    return Lovsjekk(tuple(found), tuple(missing))


def _may_be_repealed(law: Regelverk, source: Lovkilde) -> bool:
    # Lovdata's archives have all that is in force of one kind, but not the acts that only amend others.
    return law.refid.split("/")[0] in source.dekker and " om endring" not in law.tittel.lower()


def _by_wording(laws: Mapping[str, Lovtekst]) -> Places:
    """Where each wording stands, for finding what has moved."""
    found: Places = {}
    for refid, law in laws.items():
        for paragraph in law.paragrafer.values():
            key = essence(paragraph.tekst)
            if len(key) >= DISTINCT:
                found.setdefault(key, []).append((refid, paragraph))
    return found


def _finding(law: Regelverk, ours: Hjemmel, text: Lovtekst, where: Places, used: tuple[Bruk, ...]) -> Funn:
    theirs = {_bare(p.id): p for p in text.paragrafer.values()}.get(_bare(ours.id))
    if theirs is not None and (state := _state(law, ours, theirs)) not in CHANGED:
        return Funn(law, ours, state, theirs, None, _warnings(law, ours, theirs), used)
    if moved := _moved(law, ours, theirs, text, where):
        refid, new = moved
        return Funn(law, ours, "flyttet", new, (refid, new.id), _warnings(law, ours, new), used)
    if theirs is None:
        return Funn(law, ours, "borte", brukt=used)
    state = "opphevet" if theirs.tekst == EMPTY else "endret"
    return Funn(law, ours, state, theirs, None, _warnings(law, ours, theirs), used)


def _bare(id: str) -> str:
    """«§ 65 a» and «§ 65a» are one paragraph."""
    return id.replace(" ", "").lower()


def _state(law: Regelverk, ours: Hjemmel, theirs: Paragraf) -> Tilstand:
    if ours.ordlyd_i and lags(ours.tekst, ours.konsolidert, theirs, law.lest):
        return "venter"
    if essence(ours.tekst) != essence(theirs.tekst):
        return "endret"
    return "innarbeidet" if ours.ordlyd_i else "uendret"


def _moved(
    law: Regelverk, ours: Hjemmel, theirs: Paragraf | None, text: Lovtekst, where: Places
) -> tuple[str, Paragraf] | None:
    """Where the wording stands now: the same words elsewhere, or nearly the same under the same heading."""
    key = essence(ours.tekst)
    had = {_bare(p.id): essence(p.tekst) for p in law.paragrafer}
    gone = theirs is None or theirs.tekst == EMPTY
    for refid, new in where.get(key, []):
        # Words that stood there before have not moved there; and two laws may always have said the same.
        if refid == law.refid and had.get(_bare(new.id)) != key:
            return refid, new
    for refid, new in where.get(key, []) if gone else []:
        if refid != law.refid:
            return refid, new
    if ours.overskrift and (gone or theirs.overskrift != ours.overskrift):  # type: ignore[union-attr]
        for new in text.paragrafer.values():
            if new.overskrift == ours.overskrift and _bare(new.id) not in had and _alike(ours.tekst, new.tekst):
                return law.refid, new
    return None


def _alike(ours: str, theirs: str) -> bool:
    return SequenceMatcher(None, ours.split(), theirs.split()).ratio() >= ALIKE


def _warnings(law: Regelverk, ours: Hjemmel, theirs: Paragraf) -> tuple[Varsel, ...]:
    stored = {essence(text) for text in ours.varsel}
    return tuple(
        Varsel(coming, essence(coming.tekst) not in stored, overdue(coming, law.lest) and not ours.ordlyd_i)
        for coming in map(announcement, theirs.varsel)
    )
