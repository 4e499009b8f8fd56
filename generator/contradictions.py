"""What must hold between the offers: each is on a way from a beginning, and no two statements contradict each other."""

from collections.abc import Iterator
from itertools import combinations, product

from generator.catalogue import Catalogue
from generator.checks import rule
from generator.model.regler import Betingelse, Varighet, Vilkår
from generator.model.tilbud import MedTilbud
from generator.possible import Possible
from generator.problems import Problem
from generator.proven import in_force_during, situations, unproven
from generator.shape import Placed

LENGTH = ("minst_mnd", "maks_mnd", "forlenges_mnd")


@rule("uten-vei-inn", late=True)
def every_offer_is_reached(catalogue: Catalogue) -> Iterator[Problem]:
    """Til hvert tilbud går det en vei fra et tilbud som sier at det er en begynnelse."""
    reached = {t.id for t in catalogue.all("tilbud") if t.begynnelse}
    onward = _ways(catalogue)
    waiting = list(reached)
    while waiting:
        new = onward[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    for id, item in catalogue.placed["tilbud"].items():
        if id not in reached:
            yield item.document.problem(
                ("id",),
                "uten-vei-inn",
                f"ingen vei fører til «{id}»",
                "nevn det under «fører_til» eller «kombineres» i et annet tilbud, eller skriv «begynnelse:» med grunnen her",
                alvor="advarsel",  # a new offer is written before the others speak of it
            )


def _ways(catalogue: Catalogue) -> dict[str, set[str]]:
    """The offers one comes to from each: those it leads to or runs beside, and those behind its door."""
    ways = {
        t.id: {link.tilbud for link in (*t.fører_til, *t.kombineres) if link.tilbud in catalogue.placed["tilbud"]}
        for t in catalogue.all("tilbud")
    }
    for t in catalogue.all("tilbud"):
        if t.variant_av in ways:
            ways[t.variant_av].add(t.id)
    return ways


@rule("uten-vei-videre", late=True)
def every_offer_leads_on(catalogue: Catalogue) -> Iterator[Problem]:
    """Hvert tilbud fører videre til et annet, eller sier hvorfor det er en ende."""
    for id, item in catalogue.placed["tilbud"].items():
        if not item.record.fører_til and not item.record.ende:
            yield item.document.problem(
                ("id",),
                "uten-vei-videre",
                f"«{id}» fører ikke videre",
                "nevn det som kan følge, under «fører_til», eller skriv «ende:» med grunnen",
            )


@rule("motsigelse", late=True)
def nothing_contradicts(catalogue: Catalogue) -> Iterator[Problem]:
    """Ingen to påstander sier imot hverandre om den samme situasjonen på den samme dagen."""
    room = situations(catalogue)
    for kind in ("tilbud", "ytelse"):
        for item in catalogue.placed[kind].values():
            before = len(room.given_up)
            yield from _two_lengths(item, room)
            yield from unproven(item, ("varighet",), before, room)
    for item in catalogue.placed["tilbud"].values():
        before = len(room.given_up)
        yield from _both_wanted_and_refused(item, room, catalogue)
        yield from _two_duties(item, room, catalogue)
        yield from unproven(item, ("utelukker",), before, room)


def _two_lengths(item: Placed, room: Possible) -> Iterator[Problem]:
    """The same length told twice and differently, for someone who is meant both times."""
    for (_, one), (n, two) in combinations(enumerate(item.record.varighet), 2):
        told = [(getattr(one, name), getattr(two, name)) for name in LENGTH]
        if any(a != b for a, b in told if a is not None and b is not None) and _overlap(one, two, room):
            yield item.document.problem(
                (*item.path, "varighet", n),
                "motsigelse",
                "denne lengden og en annen gjelder de samme, men er ulike",
                "rett «når» så de ikke overlapper, eller skriv med «ordning» at de gjelder hver sin ordning eller særregel",
            )


def _overlap(one: Varighet, two: Varighet, room: Possible) -> bool:
    """Whether the two speak of the same part, and someone is meant by both; a rule and its exception do not."""
    if one.ordning != two.ordning:
        return False
    if one.når is None or two.når is None:
        return one.når is two.når and one.gjelder == two.gjelder
    return room.surely(one.når, two.når)


def _both_wanted_and_refused(item: Placed, room: Possible, catalogue: Catalogue) -> Iterator[Problem]:
    """What an offer excludes is neither required nor, without a word about when, said to go together with it."""
    for n, refused in enumerate(item.record.utelukker):
        at, named = (*item.path, "utelukker", n), refused.tilbud or refused.ytelse
        if any(_meet(link, refused, room) for link in item.record.krever if named in (link.tilbud, link.ytelse)):
            yield item.document.problem(at, "motsigelse", f"«{named}» både kreves og utelukkes", "ta bort det ene")
        beside = [link for link in item.record.kombineres if named in (link.tilbud, link.ytelse)]
        other = catalogue.placed["tilbud"].get(refused.tilbud or "")
        back = [link for link in other.record.kombineres if link.tilbud == item.record.id] if other else []
        if any(not (link.tekst or refused.tekst) and _meet(link, refused, room) for link in (*beside, *back)):
            yield item.document.problem(
                at,
                "motsigelse",
                f"«{named}» både utelukkes og kombineres",
                "ta bort det ene, eller skriv «tekst:» om når hver av delene gjelder",
            )


def _meet(one: MedTilbud, two: MedTilbud, room: Possible) -> bool:
    """Whether both apply to someone."""
    return room.surely(*(link.når for link in (one, two) if link.når))


def _two_duties(item: Placed, room: Possible, catalogue: Catalogue) -> Iterator[Problem]:
    """No one has a duty to take part in two offers that exclude each other."""
    for n, refused in enumerate(item.record.utelukker):
        other = catalogue.placed["tilbud"].get(refused.tilbud or "")
        pairs = product(_duties(item), _duties(other)) if other else ()
        if any(_same_time(*pair) and room.surely(*_conditions(*pair, refused)) for pair in pairs):
            yield item.document.problem(
                (*item.path, "utelukker", n),
                "motsigelse",
                f"noen har plikt til både «{item.record.id}» og «{refused.tilbud}», som utelukker hverandre",
                "rett vilkårene så de ikke overlapper, eller ta bort utelukkelsen",
            )


def _duties(item: Placed) -> list[Vilkår]:
    """The rules that make an offer a duty with no judgement left."""
    return [
        one
        for one in item.record.vilkår
        if one.modalitet in ("plikt", "rett_og_plikt") and one.status == "i_kraft" and not one.skjønn
    ]


def _conditions(mine: Vilkår, theirs: Vilkår, refused: MedTilbud) -> list[Betingelse]:
    return [tree for tree in (mine.hvis, theirs.hvis, refused.når) if tree]


def _same_time(one: Vilkår, two: Vilkår) -> bool:
    starts, ends = zip(in_force_during(one), in_force_during(two), strict=True)
    return max(starts) <= min(ends)
