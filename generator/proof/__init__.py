"""A journey is walked month by month, and what the rules say of it is written down: the proof, or what breaks.

Nothing is read, written or looked up in a clock: month m is `begynner` and m months, and the rules asked are those
in force on its first day. In each month time moves first, then what ends takes effect, then each step that begins is
asked before it changes anything itself; what one lives on comes last, since it follows from what one takes part in.
"""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.model.reise import Reise
from generator.proof.bevis import Bevis, Brudd
from generator.proof.money import changes
from generator.proof.months import month, monthly_breaks
from generator.proof.scene import Scene, states
from generator.proof.steps import ask


def prove(reise: Reise, catalogue: Catalogue) -> Bevis:
    """Walk a journey through, and gather what holds and what does not."""
    scene = Scene(reise, catalogue)
    walked = list(states(scene))
    asked = [ask(moment, scene) for state in walked for moment in state.begins]
    lived = walked[: scene.slutt]
    months = tuple(month(state, scene) for state in lived)
    breaks = [*_ages(scene), *(b for one in asked for b in one.brudd), *monthly_breaks(lived, months, scene)]
    steps = sorted((one.bevis for one in asked), key=lambda b: b.mnd)
    return Bevis(
        reise.id, months, tuple(steps), tuple(changes(months)), tuple(sorted(breaks, key=lambda b: b.mnd or 0))
    )


def proofs(catalogue: Catalogue) -> Mapping[str, Bevis]:
    """The proof of every journey, by its id."""
    return {reise.id: prove(reise, catalogue) for reise in catalogue.all("reise")}


def _ages(scene: Scene) -> Iterator[Brudd]:
    """The persona's age, the age given in the situation and the one reached this year agree with the birth month."""
    person, start = scene.persona, scene.reise.begynner
    if person.fødselsmåned is None:
        hint = f"legg til «fødselsmåned:» i pathways/personas/{person.id}.yml"
        yield Brudd("reise-tid", ("persona",), f"fødselsmåneden til {person.navn} er ikke kjent", hint, (), 0, start)
        return
    reached = person.alder + (person.fødselsmåned > start.month)
    for name, wanted in (("alder", person.alder), ("fyller_i_aar", reached)):
        given = person.situasjon.get(name)
        if given is not None and float(given) != wanted:
            rule = f"{person.navn} er {person.alder} år med fødselsdag i måned {person.fødselsmåned}, men «{name}» er {given}"
            hint = f"skriv {wanted}, eller rett fødselsmåneden eller starten"
            yield Brudd("reise-tid", ("begynner",), rule, hint, (), 0, start)
