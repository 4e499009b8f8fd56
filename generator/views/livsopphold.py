"""What `/livsopphold/` shows: each benefit at a glance, what they come to side by side, and which offers they go with."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import words
from generator.amounts import a_month, whole
from generator.model.oppslag import Kategori
from generator.model.ytelse import Ytelse
from generator.views.emner import SIDER, Emneside, subject
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Punkt, Showing, Side
from generator.views.tilbud import WAY, modalities, variants
from generator.views.ytelse import ART, Satsrad, rate_row

WORKING_WEEK = 5  # days a daily amount is counted for when the rule leaves it to how many one takes part
# The kinds whose every rate is what one gets; in the others only those that say whom they are for are.
WHOLE = ("deltakerytelse",)
# On the wall sheet: how many offers are named for each way a benefit comes.
WALL_OFFERS = {"følger_med": 4, "kan_gis": 4, "kan_beholdes": 3, "søkes": 3}
HELPS = "Kan hjelpe:"  # how a statement about a gap begins when it says what may bridge it
# How the table of offers and benefits writes what WAY says at length.
BOKSTAV = {"følger_med": "F", "kan_gis": "K", "kan_beholdes": "B", "søkes": "S"}


@dataclass(frozen=True)
class LivsoppholdRad:
    """One benefit in the overview."""

    id: str
    lenke: Lenketekst
    kort: str
    merker: tuple[tuple[str, str], ...]
    satser: tuple[Satsrad, ...]


@dataclass(frozen=True)
class Livsopphold:
    """Everything on the overview of what one lives on."""

    grupper: tuple[tuple[str, str, str, tuple[LivsoppholdRad, ...]], ...]
    g: str
    g_dato: str
    trinn: tuple["Trinn", ...]
    fall: tuple[Lenketekst, ...]
    fallrader: tuple[tuple[Lenketekst, tuple[str, ...]], ...]
    tegn: tuple[tuple[str, str], ...]
    tabeller: tuple["Tilbudstabell", ...]
    eget: Emneside
    vegg: tuple[tuple[str, str, str, tuple["Veggrad", ...]], ...]
    vegghull: tuple[tuple[str, tuple[Punkt, ...]], ...]

    @property
    def innhold(self) -> tuple[tuple[str, str], ...]:
        """The parts of the page that hold something, each with its anchor."""
        parts = (
            (self.trinn, "belopene", "Beløpene side om side"),
            (self.trinn, "fallet", "Fra en ytelse til en annen"),
            (self.grupper, "ytelsene", "Ytelsene"),
            (self.eget.deler, "hull", "Hull, og det som kan bygge bro"),
            (self.tabeller, "tilbud-og-ytelser", "Hvilke tilbud som går med hva"),
        )
        return tuple((anchor, name) for held, anchor, name in parts if held)


@dataclass(frozen=True)
class Trinn:
    """A rate with what it comes to in a month, and its share of the largest."""

    lenke: Lenketekst
    gjelder: str
    kroner: int
    vist: str
    andel: int


@dataclass(frozen=True)
class Veggrad:
    """One benefit on the wall sheet: who gets it, how much, with which offers, and what ends it."""

    navn: str
    kort: str
    merker: tuple[tuple[str, str], ...]
    satser: tuple[Satsrad, ...]
    med: tuple[tuple[str, str], ...]
    stopper: Punkt | None


@dataclass(frozen=True)
class Tilbudstabell:
    """The offers of one category, and for each benefit some of them go with, how."""

    id: str
    navn: str
    ytelser: tuple[Lenketekst, ...]
    rader: tuple[tuple[Lenketekst, tuple[tuple[str, str], ...]], ...]


def livsopphold_page(show: Showing) -> Side:
    """Each benefit at a glance, grouped by how one comes by it; the amounts side by side; the offers they go with."""
    groups = []
    for art, (name, about) in ART.items():
        rows = tuple(_row(y, show) for y in show.catalogue.all("ytelse") if y.art == art)
        if rows:
            groups.append((art, name, about, rows))
    g = show.grunnbeløp
    steps = _steps(show)
    main = _main(steps)
    text = "Hva man kan leve av på veien: hvem som får ytelsen, hvor mye, og hvilke tilbud den følger med."
    own = subject("livsopphold", text, None, show)
    data = Livsopphold(
        tuple(groups),
        words.kroner(g.kroner) if g else "",
        words.day(g.gjelder_fra) if g else "",
        steps,
        tuple(step.lenke for step in main),
        tuple((row.lenke, tuple(_drop(row, column) for column in main)) for row in main),
        tuple((letter, WAY[way]) for way, letter in BOKSTAV.items()),
        tuple(table for category in show.catalogue.all("kategori") if (table := _table(category, show)).rader),
        own,
        tuple(
            (art, name, about, tuple(_on_the_wall(y, show) for y in show.catalogue.all("ytelse") if y.art == art))
            for art, name, about, _ in groups
        ),
        tuple((part.navn, _gap_and_bridge(part.punkter)) for part in own.deler),
    )
    return Side("livsopphold/", "livsopphold.md", SIDER["livsopphold"], text, data, FORSIDE, lest=own.lest)


def _row(ytelse: Ytelse, show: Showing) -> LivsoppholdRad:
    rates = tuple(rate_row(rate, show) for rate in ytelse.størrelse)
    return LivsoppholdRad(ytelse.id, show.ytelse(ytelse.id), ytelse.kort, modalities(ytelse.vilkår), rates)


def _on_the_wall(ytelse: Ytelse, show: Showing) -> Veggrad:
    """A benefit in short: the rate that comes first and the next that is counted, and the first thing that ends it."""
    rates = [rate for rate in ytelse.størrelse if not rate.i_tillegg] or [*ytelse.størrelse]
    shown = [*rates[:1], *[rate for rate in rates[1:] if rate.g or rate.kroner][:1]]
    ends = next((show.punkt(item) for item in ytelse.opphører), None)
    return Veggrad(
        ytelse.navn,
        ytelse.kort,
        modalities(ytelse.vilkår),
        tuple(rate_row(rate, show) for rate in shown),
        tuple(_went_with(ytelse, show)),
        ends,
    )


def _gap_and_bridge(points: tuple[Punkt, ...]) -> tuple[Punkt, ...]:
    """What happens, and the first thing that may help; where nothing is said to help, what is said next."""
    first, *others = points
    helping = [point for point in others if point.tekst.startswith(HELPS)] or others
    return (first, *helping[:1])


def _went_with(ytelse: Ytelse, show: Showing) -> Iterator[tuple[str, str]]:
    """The offers a benefit goes with, by how it comes; a door stands for its variants."""
    offers = sorted(
        (t for t in show.catalogue.all("tilbud") if not t.variant_av), key=lambda t: words.alphabetical(t.navn)
    )
    for way, said in WAY.items():
        names = [
            door.navn
            for door in offers
            if any(
                item.ytelse == ytelse.id and item.måte == way
                for offer in (door, *variants(door.id, show))
                for item in offer.livsopphold
            )
        ]
        if names:
            named, more = names[: WALL_OFFERS[way]], len(names) - WALL_OFFERS[way]
            yield said, ", ".join(named) + f" og {more} til" if more > 1 else words.joined(names)


def _steps(show: Showing) -> tuple[Trinn, ...]:
    """Every rate one lives on that comes to a known sum each month, largest first."""
    base = show.grunnbeløp.kroner if show.grunnbeløp else None
    found = []
    for benefit in show.catalogue.all("ytelse"):
        for rate in benefit.størrelse:
            daily = rate.per == "dag" and not rate.dager_uke
            amount = a_month(rate, base, WORKING_WEEK)
            lived_on = benefit.art in WHOLE or (rate.når and benefit.art != "tillegg")
            if lived_on and not rate.i_tillegg and amount:
                found.append(
                    (
                        whole(amount),
                        rate.gjelder + (", når hver arbeidsdag telles" if daily else ""),
                        show.ytelse(benefit.id),
                    )
                )
    most = max((amount for amount, _, _ in found), default=1)
    ordered = sorted(found, key=lambda row: (-row[0], row[2].tekst, row[1]))
    return tuple(
        Trinn(link, about, amount, words.kroner(amount), round(100 * amount / most)) for amount, about, link in ordered
    )


def _main(steps: tuple[Trinn, ...]) -> tuple[Trinn, ...]:
    """The largest rate of each benefit, which the drops are counted between."""
    first: dict[str, Trinn] = {}
    for step in steps:
        first.setdefault(step.lenke.sti, step)
    return tuple(first.values())


def _drop(before: Trinn, after: Trinn) -> str:
    if before is after:
        return ""
    change = after.kroner - before.kroner
    return f"{words.kroner(abs(change))} {'mer' if change > 0 else 'mindre'}" if change else "det samme"


def _table(category: Kategori, show: Showing) -> Tilbudstabell:
    offers = [t for t in show.catalogue.all("tilbud") if t.kategori == category.id and t.livsopphold]
    used = {item.ytelse for offer in offers for item in offer.livsopphold}
    columns = [benefit.id for benefit in show.catalogue.all("ytelse") if benefit.id in used]
    rows = []
    for offer in sorted(offers, key=lambda t: words.alphabetical(t.navn)):
        ways = {item.ytelse: item.måte for item in offer.livsopphold}
        marks = tuple((BOKSTAV[ways[id]], WAY[ways[id]]) if id in ways else ("", "") for id in columns)
        rows.append((show.tilbud(offer.id), marks))
    return Tilbudstabell(category.id, category.navn, tuple(map(show.ytelse, columns)), tuple(rows))
