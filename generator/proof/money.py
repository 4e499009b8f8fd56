"""What a month comes to in kroner, and each change from one month to the next."""

from collections.abc import Iterator
from itertools import pairwise

from generator.amounts import a_month, whole
from generator.evaluate import holds
from generator.model.reise import Steg
from generator.model.ytelse import Sats, Ytelse
from generator.proof.bevis import Måned, Pengeskifte
from generator.proof.scene import Scene, State


def secured(running: tuple[Steg, ...], state: State, scene: Scene) -> int | None:
    """What is sure to come each month, in kroner; None when some of it is not known."""
    livings = [(steg, scene.benefit(steg)) for steg in running]
    sure = {b.id: (steg, b) for steg, b in livings if b and b.art not in ("behovsprøvd", "tillegg")}
    amounts = [monthly(steg, benefit, state, scene) for steg, benefit in sure.values()]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def monthly(steg: Steg, benefit: Ytelse, state: State, scene: Scene) -> int | None:
    """What one benefit comes to each month: by the rate the step names, or the only one that applies for certain."""
    if steg.sats:
        rates: list[tuple[Sats, bool | None]] = [(rate, rate.gjelder == steg.sats) for rate in benefit.størrelse]
    else:
        asked = [rate for rate in benefit.størrelse if rate.når and not rate.i_tillegg]
        rates = [(rate, holds(rate.når, state.situasjon, scene.facts)) for rate in asked]
    chosen = [rate for rate, holding in rates if holding]
    if len(chosen) != 1 or any(holding is None for _, holding in rates):
        return None
    amount = a_month(chosen[0], _base(scene, state.mnd), steg.dager_uke)
    return None if amount is None else whole(amount)


def added(running: tuple[Steg, ...], state: State, scene: Scene) -> Iterator[str]:
    """What comes on top of the amount, such as a supplement for children: named, never counted."""
    for benefit in {b.id: b for steg in running if (b := scene.benefit(steg))}.values():
        for rate in benefit.størrelse:
            if rate.i_tillegg and holds(rate.når, state.situasjon, scene.facts):
                yield rate.gjelder


def _base(scene: Scene, mnd: int) -> int | None:
    """Nobody knows the basic amount of coming years: the latest known by then is used."""
    known = [g for g in scene.catalogue.all("grunnbeløp") if g.gjelder_fra <= scene.dato(mnd)]
    return max(known, key=lambda item: item.gjelder_fra).kroner if known else None


def changes(months: tuple[Måned, ...]) -> Iterator[Pengeskifte]:
    """Each change in what the person lives on, or in what it comes to."""
    for before, after in pairwise(months):
        if (before.livsopphold, before.kroner) != (after.livsopphold, after.kroner):
            yield Pengeskifte(after.nummer, before.livsopphold, after.livsopphold, before.kroner, after.kroner)
