"""What an event changes by rule, as its page shows it: for whom, and each answer before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import changes, words
from generator.changes import Utregning
from generator.evaluate import Situasjon, Svar
from generator.model.hendelse import Hendelse
from generator.model.regler import Faktum
from generator.views.shown import Lenketekst, Showing

CITED = 3  # paragraphs beside an answer; the offer's own page has them all


@dataclass(frozen=True)
class Svarrad:
    """One answer before and after, with the paragraph each rests on."""

    lenke: Lenketekst
    før: str
    etter: str
    belegg_før: tuple[Lenketekst, ...]
    belegg_etter: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Regnet:
    """What changes by rule: for whom, which facts move, and the answers that change."""

    id: str
    hvem: tuple[Lenketekst, ...]
    kort: str
    flytter: tuple[str, ...]
    rader: tuple[Svarrad, ...]


def moves(event: Hendelse, show: Showing) -> tuple[str, ...]:
    """Each fact that moves, with its answer before and after."""
    found = []
    for move in event.endrer:
        fact = show.facts[move.faktum]
        before = words.joined((words.answer(fact, value) for value in move.fra), "eller")
        change = f"{before} → {words.answer(fact, move.til)}" if before else words.answer(fact, move.til)
        found.append(f"{words.capital(fact.navn)}: {change}")
    return tuple(found)


def computed(event: Hendelse, show: Showing) -> tuple[Regnet, ...]:
    """What changes for each persona it fits, and for the example; those for whom it is the same stand together."""
    found: dict[tuple[tuple[str, ...], tuple[Svarrad, ...]], list[Utregning]] = {}
    for one in show.utregninger[event.id]:
        if one.endringer:
            rows = sorted((_row(c, show) for c in one.endringer), key=lambda row: words.alphabetical(row.lenke.tekst))
            moved = tuple(_moves_here(event, one.situasjon, show.facts))
            found.setdefault((moved, tuple(rows)), []).append(one)
    return tuple(_for_these(event, those, moved, rows, show) for (moved, rows), those in found.items())


def _for_these(
    event: Hendelse, those: list[Utregning], moved: tuple[str, ...], rows: tuple[Svarrad, ...], show: Showing
) -> Regnet:
    first = those[0].persona
    about = show.catalogue.get("persona", first).kort if first else event.eksempel.kort if event.eksempel else ""
    about = about if len(those) == 1 else ""
    return Regnet(first or "eksempel", tuple(person(one, show) for one in those), about, moved, rows)


def person(one: Utregning, show: Showing) -> Lenketekst:
    """Whom a calculation is for: a persona, or the event's own example."""
    return show.post("persona", "personas", one.persona) if one.persona else Lenketekst("et eksempel", "")


def _moves_here(event: Hendelse, situation: Situasjon, facts: Mapping[str, Faktum]) -> Iterator[str]:
    """The facts that move for this person, in words."""
    for move in event.endrer:
        fact = facts[move.faktum]
        before = situation.get(move.faktum, "ukjent")
        if before != move.til:
            yield f"{fact.navn}: {words.answer(fact, before)} → {words.answer(fact, move.til)}"


def _row(change: changes.Svarendring, show: Showing) -> Svarrad:
    link = show.tilbud(change.før.tilbud) if change.slag == "tilbud" else show.ytelse(change.før.tilbud)
    return Svarrad(
        link,
        in_words(change.før),
        in_words(change.etter),
        show.cited(change.før.hjemmel[:CITED] if change.før.utfall != "ikke_oppfylt" else ()),
        show.cited(change.etter.hjemmel[:CITED] if change.etter.utfall != "ikke_oppfylt" else ()),
    )


def in_words(svar: Svar) -> str:
    """An answer in a few words; nothing is called a right while something is open."""
    if svar.utfall == "ikke_oppfylt" or svar.modalitet is None:
        return "Ikke nå"
    word = words.MODALITY[svar.modalitet]
    if svar.utfall == "uavklart":
        judged = svar.modalitet != "kan" and not svar.mangler
        return f"{word} – må vurderes" if judged else f"{word} – uavklart"
    word = f"{word}, etter vurdering" if svar.skjønn else word
    stronger = svar.kan_bli[0].modalitet if svar.kan_bli else ""
    return f"{word}. Kan bli {words.MODALITY[stronger].lower()}" if stronger else word


def asking(event: Hendelse, show: Showing) -> tuple[Lenketekst, ...]:
    """The offers and benefits whose rules ask about what moves."""
    asked = changes.asking(event, show.catalogue)
    links = [show.tilbud(r.id) if kind == "tilbud" else show.ytelse(r.id) for kind, r in asked]
    return tuple(sorted(links, key=lambda link: words.alphabetical(link.tekst)))
