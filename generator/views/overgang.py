"""What the page of one hand-over shows."""

from dataclasses import dataclass

from generator import words
from generator.diagrams import handover
from generator.model.base import Lenke
from generator.model.overgang import Overgang
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Punkt, Showing, Side
from generator.views.tilbud import sources_of


@dataclass(frozen=True)
class OvergangSide:
    """Everything on the page of one hand-over."""

    kort: str
    fra: tuple[Lenketekst, tuple[Lenketekst, ...]]
    til: tuple[Lenketekst, tuple[Lenketekst, ...]]
    tegning: handover.Tegning
    leveranser: tuple[tuple[int, Lenketekst, Lenketekst, str, str, tuple[Lenketekst, ...]], ...]
    stopper: tuple[Punkt, ...]
    starter: tuple[Punkt, ...]
    kan_deles: tuple[tuple[str, str, tuple[Lenketekst, ...]], ...]
    svikt: tuple[tuple[str, str, tuple[Lenketekst, ...]], ...]
    funn: tuple[Punkt, ...]
    reiser: tuple[Lenketekst, ...]
    lenker: tuple[Lenke, ...]
    kilder: tuple[Lenketekst, ...]
    lov_lest: str
    redigert: str


def overgang_page(overgang: Overgang, show: Showing) -> Side:
    """Gather what the page of one hand-over shows."""
    deliveries = tuple(
        (number, show.aktør(item.fra), show.aktør(item.til), item.hva, item.når, show.belegg(item))
        for number, item in enumerate(overgang.leveranser, 1)
    )
    journeys = [r for r in show.catalogue.all("reise") if any(o.overgang == overgang.id for o in r.overleveringer)]
    data = OvergangSide(
        overgang.kort,
        (show.aktør(overgang.fra.aktør), tuple(show.tilbud(t) for t in overgang.fra.tilbud)),
        (show.aktør(overgang.til.aktør), tuple(show.tilbud(t) for t in overgang.til.tilbud)),
        handover.layout(overgang_diagram(overgang, show)),
        deliveries,
        show.punkter(overgang.stopper),
        show.punkter(overgang.starter),
        tuple((d.hva, d.grunnlag, show.belegg(d)) for d in overgang.kan_deles),
        tuple((h.hindring, h.hjelper or "", show.belegg(h)) for h in overgang.svikt),
        show.punkter(overgang.funn),
        tuple(show.post("reise", "reiser", r.id, r.kort) for r in journeys),
        overgang.lenker,
        sources_of(overgang.bygger_på, show),
        words.day(overgang.lov_lest),
        words.day(overgang.redigert),
    )
    crumbs = (*FORSIDE, Lenketekst("Overganger", "overganger/"))
    return Side(
        f"overganger/{overgang.id}/",
        "overgang.md",
        overgang.navn,
        overgang.kort,
        data,
        crumbs,
        show.catalogue.fil("overgang", overgang.id),
        show.lest("overgang", overgang.id),
    )


def overgang_diagram(overgang: Overgang, show: Showing) -> handover.Overlevering:
    """A hand-over as actors and numbered arrows; the giving side stands first, the receiving last."""
    named = [overgang.fra.aktør, *(a for item in overgang.leveranser for a in (item.fra, item.til)), overgang.til.aktør]
    middle = [a for a in dict.fromkeys(named) if a not in (overgang.fra.aktør, overgang.til.aktør)]
    order = list(dict.fromkeys([overgang.fra.aktør, *middle, overgang.til.aktør]))
    actors = tuple((id, show.aktør(id).tekst) for id in order)
    arrows = tuple(
        handover.Leveranse(number, item.fra, item.til, item.hva) for number, item in enumerate(overgang.leveranser, 1)
    )
    about = f"{len(actors)} aktører og {len(arrows)} leveranser. Det samme står som liste nedenfor."
    return handover.Overlevering(
        f"overgang-{overgang.id}", f"Hvem gir hva til hvem: {overgang.navn}", about, actors, arrows
    )
