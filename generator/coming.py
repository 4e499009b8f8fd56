"""What begins and ends by date: rules, offers, amounts and announced changes of law, as the records say it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator import words
from generator.catalogue import Catalogue
from generator.lovtekst import announcement, overdue
from generator.model import KINDS
from generator.model.oppslag import Regelverk
from generator.model.regler import Vilkår
from generator.shape import Placed
from generator.walk import Path

Slag = Literal["begynner", "slutter", "lovendring", "vedtatt"]


@dataclass(frozen=True)
class Tidspunkt:
    """One thing that begins, ends or is announced: its day where that is set, what it is, and where it stands."""

    dag: date | None
    slag: Slag
    art: str
    id: str
    tekst: str
    fil: str
    linje: int

    @property
    def siste(self) -> str:
        """The words that go before what ends."""
        return "Siste dag: " if self.slag == "slutter" else ""


def dated(catalogue: Catalogue) -> tuple[Tidspunkt, ...]:
    """Everything with a day it begins or ends, and what is adopted without one; the first day first."""
    found = (one for kind in KINDS for item in catalogue.placed[kind.name].values() for one in _within(item))
    return tuple(sorted(found, key=lambda one: (one.dag or date.max, one.fil, one.linje, one.slag)))


def ahead(found: tuple[Tidspunkt, ...], today: date) -> list[Tidspunkt]:
    """What has a day after this one; a last day that is today is still ahead."""
    return [one for one in found if one.dag and (one.dag > today or (one.slag == "slutter" and one.dag == today))]


def expired(found: tuple[Tidspunkt, ...], today: date) -> list[Tidspunkt]:
    """Rules, offers and benefits whose last day has been."""
    return [one for one in found if one.slag == "slutter" and one.dag and one.dag < today]


def unread(found: tuple[Tidspunkt, ...], today: date) -> list[Tidspunkt]:
    """Changes of law that are in force by now, but not in the wording we have read."""
    return [one for one in found if one.slag == "lovendring" and one.dag and one.dag <= today]


def undated(found: tuple[Tidspunkt, ...]) -> list[Tidspunkt]:
    """What is adopted or announced with no day set."""
    return [one for one in found if one.dag is None]


def _within(item: Placed) -> Iterator[Tidspunkt]:
    if item.kind.name == "regelverk":
        yield from _announced(item, item.record)
        return
    for path, model in item.inside.models:
        said = vars(model)
        text = _text(model, item)
        for field, slag in (("gjelder_fra", "begynner"), ("gjelder_til", "slutter")):
            if day := said.get(field):
                yield _at(item, (*path, field), day, slag, text)  # type: ignore[arg-type]
        if isinstance(model, Vilkår) and model.status == "vedtatt" and not model.gjelder_fra:
            yield _at(item, (*path, "status"), None, "vedtatt", text)


def _text(model: object, item: Placed) -> str:
    if isinstance(model, Vilkår):
        return model.hvem
    if item.kind.name == "grunnbeløp":
        return f"Folketrygdens grunnbeløp er {words.kroner(item.record.kroner)}."
    return str(getattr(item.record, "kort", item.record.id))


def _announced(item: Placed, law: Regelverk) -> Iterator[Tidspunkt]:
    for number, paragraph in enumerate(law.paragrafer):
        for place, note in enumerate(paragraph.varsel):
            change = announcement(note)
            if paragraph.ordlyd_i and overdue(change, law.lest):
                continue  # the wording we have is the new one
            text = f"{law.navn} {paragraph.id}: {note}"
            yield _at(item, ("paragrafer", number, "varsel", place), change.dato, "lovendring", text)


def _at(item: Placed, path: Path, day: date | None, slag: Slag, text: str) -> Tidspunkt:
    line = item.document.place((*item.path, *path))[0]
    return Tidspunkt(day, slag, item.kind.name, str(item.record.id), text, item.document.fil, line)
