"""A journey with everything the proof looks up, and the person's situation as it changes from month to month."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.catalogue import Catalogue
from generator.evaluate import UNKNOWN, Situasjon
from generator.infer import filled
from generator.model.regler import Faktum
from generator.model.reise import Persona, Reise, Steg
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse

# What begins in the same month is asked in this order: what one lives on follows from what one takes part in.
LANES = ("ansvar", "norsk", "arbeid_utdanning", "supplerende", "livsopphold")


@dataclass(frozen=True)
class Scene:
    """One journey, its persona and the catalogue around them."""

    reise: Reise
    catalogue: Catalogue

    @cached_property
    def persona(self) -> Persona:
        """The one who travels."""
        found: Persona = self.catalogue.get("persona", self.reise.persona)
        return found

    @cached_property
    def facts(self) -> Mapping[str, Faktum]:
        """The vocabulary, by id."""
        return {fact.id: fact for fact in self.catalogue.all("faktum")}

    @cached_property
    def slutt(self) -> int:
        """The month the journey is over."""
        return max(steg.til_mnd for steg in self.reise.steg)

    def dato(self, mnd: int) -> date:
        """The first day of a month of the journey."""
        year, month = divmod(self.reise.begynner.year * 12 + self.reise.begynner.month - 1 + mnd, 12)
        return date(year, month + 1, 1)

    def mnd(self, dato: date) -> int:
        """The month of the journey a day falls in; below 0 before it begins."""
        start = self.reise.begynner
        return (dato.year - start.year) * 12 + dato.month - start.month

    def place(self, steg: Steg) -> int:
        """Where in the list a step stands."""
        return self.reise.steg.index(steg)

    def record(self, steg: Steg) -> Tilbud | Ytelse | None:
        """The offer or the benefit a step is."""
        if steg.tilbud is None and steg.ytelse is None:
            return None
        found: Tilbud | Ytelse = self.catalogue.get("tilbud" if steg.tilbud else "ytelse", offered(steg) or "")
        return found

    def benefit(self, steg: Steg) -> Ytelse | None:
        """What a step gives to live on."""
        record = self.record(steg) if steg.bane == "livsopphold" else None
        return record if isinstance(record, Ytelse) else None

    def by_id(self, id: str | None) -> Steg | None:
        """The step with this id."""
        return next((steg for steg in self.reise.steg if steg.id == id), None)

    def running(self, mnd: int) -> tuple[Steg, ...]:
        """The steps that run in a month."""
        return tuple(steg for steg in self.reise.steg if steg.fra_mnd <= mnd < steg.til_mnd)

    def same(self, steg: Steg) -> tuple[Steg, ...]:
        """The steps of the same offer or benefit, this one among them."""
        return tuple(other for other in self.reise.steg if offered(steg) and offered(other) == offered(steg))

    def continues(self, steg: Steg) -> Steg | None:
        """The step of the same offer that this one goes on from or is a part of, so that nothing is decided anew."""
        for other in self.same(steg):
            if other is not steg and (other.fra_mnd < steg.fra_mnd <= other.til_mnd or other.id == steg.del_av):
                return other
        return None


def offered(steg: Steg) -> str | None:
    """The id of the offer or the benefit a step is."""
    return steg.tilbud or steg.ytelse


@dataclass(frozen=True)
class Moment:
    """The situation as a step is asked, and the one its maxima are measured in when it has begun; each with what follows.

    A maximum that hangs on age or years is settled by the first start: there, what moves with time stands still.
    """

    steg: Steg
    før: Situasjon
    målt: Situasjon


@dataclass(frozen=True)
class State:
    """One month: the steps that begin, each with its situation, and the situation when all have begun, with what follows."""

    mnd: int
    begins: tuple[Moment, ...]
    situasjon: Situasjon


def states(scene: Scene) -> Iterator[State]:
    """The situation month by month: time moves it, what ends changes it, then what begins, in turn.

    Only what is given goes on to the next month: what followed from it is inferred anew from what is true then.
    """
    now: dict[str, str] = dict(scene.persona.situasjon)
    first: dict[str | None, dict[str, str]] = {}
    for mnd in range(scene.slutt + 1):
        if mnd:
            now = moved(now, mnd, scene)
        for steg in (s for s in scene.reise.steg if s.til_mnd == mnd):
            now = {**now, **_ending(steg, scene)}
        moments = []
        for steg in _in_turn(s for s in scene.reise.steg if s.fra_mnd == mnd):
            after = {**now, **_beginning(steg, scene)}
            first.setdefault(offered(steg), _moving(after, scene))
            measured = {**after, **first[offered(steg)]}
            moments.append(Moment(steg, filled(now, scene.catalogue), filled(measured, scene.catalogue)))
            now = after
        yield State(mnd, tuple(moments), filled(now, scene.catalogue))


def moved(situation: Situasjon, mnd: int, scene: Scene) -> dict[str, str]:
    """What time itself does from one month to the next; what is not known stays so."""
    moves = {
        "måned": True,
        "år": mnd % 12 == 0,
        "alder": scene.dato(mnd).month == scene.persona.fødselsmåned,
        "kalenderår": scene.dato(mnd).month == 1,
        None: False,
    }
    return {
        name: f"{float(value) + 1:g}" if value != UNKNOWN and moves[scene.facts[name].går_med_tiden] else value
        for name, value in situation.items()
    }


def _moving(situation: dict[str, str], scene: Scene) -> dict[str, str]:
    return {name: value for name, value in situation.items() if scene.facts[name].går_med_tiden}


def _in_turn(steps: Iterable[Steg]) -> list[Steg]:
    """Steps that nobody decides on come first in their month, such as a job: they decide what the others are asked."""
    return sorted(steps, key=lambda s: (s.bane == "livsopphold", offered(s) is not None, LANES.index(s.bane)))


def _beginning(steg: Steg, scene: Scene) -> dict[str, str]:
    record = scene.record(steg)
    return {**(record.ved_start if record else {}), **steg.ved_start}


def _ending(steg: Steg, scene: Scene) -> dict[str, str]:
    """What the end of a step changes; the offer's own end waits for its last step, and for others that hold the fact."""
    record = scene.record(steg)
    on = [other for other in scene.reise.steg if other is not steg and other.fra_mnd < steg.til_mnd < other.til_mnd]
    goes_on = any(other.fra_mnd <= steg.til_mnd < other.til_mnd for other in scene.same(steg) if other is not steg)
    held = {name for other in on for name in _beginning(other, scene)}
    general = {} if record is None or goes_on else record.ved_slutt
    return {**{name: value for name, value in general.items() if name not in held}, **steg.ved_slutt}
