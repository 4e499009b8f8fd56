"""The small pieces every page is made of, with their words and addresses chosen."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from generator import changes, words
from generator.catalogue import Catalogue
from generator.freshness import FRESH, WORN, months_after, oldest
from generator.model.base import Belagt, Kildehenvisning
from generator.model.oppslag import Grunnbeløp
from generator.model.regler import Vilkår
from generator.model.tilbud import Tilbud, TilTilbud
from generator.words import Ledd


@dataclass(frozen=True)
class Lenketekst:
    """Words that lead to a page of ours; `sti` is the address from the site's root."""

    tekst: str
    sti: str
    tillegg: str = ""


@dataclass(frozen=True)
class Punkt:
    """A statement with what it rests on, or a declared gap."""

    tekst: str
    belegg: tuple[Lenketekst, ...] = ()
    hull: bool = False
    merke: tuple[str, str] | None = None


@dataclass(frozen=True)
class Vilkårsledd:
    """A part of a rule as shown: words, citations of its own, and parts below it."""

    tekst: str
    belegg: tuple[Lenketekst, ...]
    barn: tuple["Vilkårsledd", ...]

    @property
    def art(self) -> str:
        """Whether all of its parts must hold or one is enough; nothing when it is said as one."""
        return {words.ALL_OF: "alle", words.ANY_OF: "minst_en"}.get(self.tekst, "") if self.barn else ""


@dataclass(frozen=True)
class Regel:
    """A rule as shown; its id is the place on the page where it stands."""

    modalitet: str
    merke: str
    hvem: str
    ledd: Vilkårsledd | None
    skjønn: tuple[tuple[Punkt, str], ...]
    når: str
    merknad: str
    belegg: tuple[Lenketekst, ...]
    fra: str = ""
    til: str = ""
    """The first and last day, as 2026-07-02: whether the rule has come or gone is for the reader's own day to say."""
    id: str = ""


@dataclass(frozen=True)
class Lestid:
    """Until which day what a page rests on counts as newly read, and from which it is worn out; both as 2026-07-02."""

    fersk_til: str
    utslitt: str


@dataclass(frozen=True)
class Side:
    """One page: its address, its template and everything it shows."""

    sti: str
    mal: str
    tittel: str
    beskrivelse: str
    data: Any
    brødsmuler: tuple[Lenketekst, ...] = ()
    fil: str = ""
    lest: Lestid | None = None

    @property
    def rot(self) -> str:
        """The way from this page back to the site's root."""
        return "../" * self.sti.count("/") or "./"


class Showing:
    """Turns records into what pages show; knows the catalogue and the date the build is for."""

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        self.catalogue, self.today = catalogue, today
        self.laws = {law.refid: law for law in catalogue.all("regelverk")}
        self.facts = catalogue.facts
        amounts = [g for g in catalogue.all("grunnbeløp") if g.gjelder_fra <= today]
        self.grunnbeløp: Grunnbeløp | None = max(amounts, key=lambda g: g.gjelder_fra, default=None)
        self._cited: dict[str, Lenketekst] = {}
        # Who points to an offer, gathered once: a page that looked through all offers would cost more for each of them.
        self.variants: dict[str, list[Tilbud]] = defaultdict(list)
        self.led_from: dict[str, list[tuple[Tilbud, TilTilbud]]] = defaultdict(list)
        for offer in catalogue.all("tilbud"):
            if offer.variant_av:
                self.variants[offer.variant_av].append(offer)
            for onward in offer.fører_til:
                self.led_from[onward.tilbud].append((offer, onward))

    @cached_property
    def utregninger(self) -> dict[str, tuple[changes.Utregning, ...]]:
        """What each event changes by rule, for each person it is worked out for."""
        return {e.id: tuple(changes.worked_out(self.catalogue, e, self.today)) for e in self.catalogue.all("hendelse")}

    @cached_property
    def _events(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for event in self.catalogue.all("hendelse"):
            for place in changes.concerned(event, self.utregninger[event.id]):
                found[place].append(event.id)
        return found

    def hendelser(self, kind: str, id: str) -> tuple[Lenketekst, ...]:
        """Links to the events that concern an offer or a benefit."""
        events = (self.catalogue.get("hendelse", event) for event in self._events.get((kind, id), ()))
        return tuple(
            self.post("hendelse", "hendelser", event.id, event.kort)
            for event in sorted(events, key=lambda event: (event.alder or 0, words.alphabetical(event.navn)))
        )

    def tilbud(self, id: str, extra: str = "") -> Lenketekst:
        """A link to an offer."""
        return Lenketekst(self.catalogue.get("tilbud", id).navn, f"tilbud/{id}/", extra)

    def ytelse(self, id: str, extra: str = "") -> Lenketekst:
        """A link to a benefit."""
        return Lenketekst(self.catalogue.get("ytelse", id).navn, f"livsopphold/{id}/", extra)

    def aktør(self, id: str, extra: str = "") -> Lenketekst:
        """A link to an actor."""
        return Lenketekst(self.catalogue.get("aktør", id).navn, f"aktorer/#{id}", extra)

    def post(self, kind: str, folder: str, id: str, extra: str = "") -> Lenketekst:
        """A link to a record that has a page of its own."""
        return Lenketekst(self.catalogue.get(kind, id).navn, f"{folder}/{id}/", extra)

    def cited(self, citations: Iterable[str]) -> tuple[Lenketekst, ...]:
        """Citations as links to our copies of the paragraphs."""
        return tuple(self._cited.get(text) or self._cite(text) for text in citations)

    def _cite(self, text: str) -> Lenketekst:
        found = words.citation(text, self.laws)
        self._cited[text] = Lenketekst(found.tekst, f"regelverk/{found.regelverk}/#{found.anker}")
        return self._cited[text]

    def sourced(self, sources: Iterable[Kildehenvisning]) -> tuple[Lenketekst, ...]:
        """Sources as links to the list of sources."""
        return tuple(Lenketekst(f"{self._source_name(s.id)}, {s.sted}", f"kilder/#{s.id}") for s in sources)

    def _source_name(self, id: str) -> str:
        source = self.catalogue.get("kilde", id)
        when = source.år or (source.sidens_dato.year if source.sidens_dato else "")
        return f"{source.utgiver} {when}".strip()

    def lest(self, kind: str, id: str) -> Lestid:
        """How long what a record rests on keeps; which of it holds is for the reader's own day to say."""
        read = oldest(self.catalogue, kind, id)
        return Lestid(months_after(read, FRESH).isoformat(), months_after(read, WORN).isoformat())

    def belegg(self, item: Belagt) -> tuple[Lenketekst, ...]:
        """Everything a statement rests on."""
        return (*self.cited(item.hjemmel), *self.sourced(item.kilde))

    def punkt(self, item: Any, text: str | None = None) -> Punkt:
        """A statement, or the gap it declares."""
        if getattr(item, "ukjent", None):
            return Punkt(item.ukjent, self.belegg(item), hull=True)
        return Punkt(text if text is not None else item.tekst or "", self.belegg(item))

    def punkter(self, items: Iterable[Any]) -> tuple[Punkt, ...]:
        """Statements in order."""
        return tuple(self.punkt(item) for item in items)

    def regler(self, record: Any) -> tuple[Regel, ...]:
        """The rules of an offer or a benefit."""
        return tuple(self.regel(rule, f"{record.id}-regel-{n}") for n, rule in enumerate(record.vilkår, 1))

    def regel(self, rule: Vilkår, id: str = "") -> Regel:
        """A rule with its tree in words."""
        tree = words.condition(rule.hvis, self.facts) if rule.hvis else None
        judged = tuple((self.punkt(item), self.catalogue.get("aktør", item.vurderes_av).navn) for item in rule.skjønn)
        return Regel(
            rule.modalitet,
            words.modality(rule),
            rule.hvem,
            self.ledd(tree) if tree else None,
            judged,
            self._when(rule),
            rule.merknad or "",
            self.belegg(rule),
            rule.gjelder_fra.isoformat() if rule.gjelder_fra else "",
            rule.gjelder_til.isoformat() if rule.gjelder_til else "",
            id,
        )

    def ledd(self, part: Ledd) -> Vilkårsledd:
        """A condition in words, with its citations as links."""
        return Vilkårsledd(part.tekst, self.cited(part.hjemmel), tuple(self.ledd(child) for child in part.barn))

    def _when(self, rule: Vilkår) -> str:
        if rule.status == "vedtatt":
            return "Vedtatt, men ikke satt i kraft"
        parts = []
        if rule.gjelder_fra:
            parts.append(f"fra {words.day(rule.gjelder_fra)}")
        if rule.gjelder_til:
            parts.append(f"til {words.day(rule.gjelder_til)}")
        return f"Gjelder {' '.join(parts)}" if parts else ""

    def deciders(self, item: Any) -> tuple[Lenketekst, ...]:
        """Those who decide on an offer or a benefit, each once however many things it decides."""
        return tuple(self.aktør(id) for id in dict.fromkeys(a.aktør for a in item.ansvar if "vedtar" in a.rolle))
