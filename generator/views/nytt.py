"""What the page of news shows: what is coming, and changes of substance by day, made from the records."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import coming, words
from generator.coming import Tidspunkt
from generator.views.oversikt import FORSIDE
from generator.views.regelverk import PAGES
from generator.views.shown import Lenketekst, Showing, Side

WORDS = {"begynner": "Fra", "slutter": "Siste dag er", "lovendring": "Loven endres"}
PAST = {"begynner": "Fra", "slutter": "Siste dag var", "lovendring": "Loven ble endret"}


@dataclass(frozen=True)
class Nyhet:
    """One change of rules: when, what it is, and the page it concerns."""

    når: str
    tekst: str
    lenke: Lenketekst


@dataclass(frozen=True)
class Dag:
    """A day with its changes, and the pages that were written or changed on it."""

    dato: str
    iso: str
    nyheter: tuple[Nyhet, ...]
    sider: tuple[Lenketekst, ...] = ()


@dataclass(frozen=True)
class Nytt:
    """What is coming, what is adopted without a day, and what has changed."""

    kommer: tuple[Dag, ...]
    uten_dato: tuple[Nyhet, ...]
    endret: tuple[Dag, ...]
    siden: int


def nytt_page(show: Showing) -> Side:
    """What comes, the nearest first; then what has changed this year and last, the newest first."""
    dates = coming.dated(show.catalogue)
    since = date(show.today.year - 1, 1, 1)
    ahead = coming.ahead(dates, show.today)
    past = [one for one in dates if one.dag and since <= one.dag and one not in ahead]
    changed = _days(past, PAST, show, _edited(since, show))
    data = Nytt(
        tuple(_days(ahead, WORDS, show, {})),
        tuple(sorted({_news(one, WORDS, show) for one in coming.undated(dates)}, key=_order)),
        tuple(reversed(changed)),
        since.year,
    )
    text = "Regler som kommer, og det som er nytt eller endret, dag for dag. Lista lages av postene."
    return Side("nytt/", "nytt.md", "Nytt og kommende", text, data, FORSIDE)


def _days(
    found: list[Tidspunkt], heads: dict[str, str], show: Showing, edited: dict[date, tuple[Lenketekst, ...]]
) -> list[Dag]:
    by_day: dict[date, set[Nyhet]] = defaultdict(set)
    for one in found:
        if one.dag:
            by_day[one.dag].add(_news(one, heads, show))
    return [
        Dag(words.day(day), day.isoformat(), tuple(sorted(by_day.get(day, ()), key=_order)), edited.get(day, ()))
        for day in sorted({*by_day, *edited})
    ]


def _news(one: Tidspunkt, heads: dict[str, str], show: Showing) -> Nyhet:
    when = f"{heads[one.slag]} {words.day(one.dag)}" if one.dag else ""
    return Nyhet(when, one.tekst, _page(one, show))


def _page(one: Tidspunkt, show: Showing) -> Lenketekst:
    if one.art == "regelverk":
        law = show.catalogue.get("regelverk", one.id)
        return Lenketekst(law.navn, f"regelverk/{one.id}/")
    if one.art in PAGES:
        return show.post(one.art, PAGES[one.art], one.id)
    return Lenketekst("Livsopphold", "livsopphold/")


def _order(news: Nyhet) -> tuple[str, str, str]:
    return (words.alphabetical(news.lenke.tekst), news.når, news.tekst)


def _edited(since: date, show: Showing) -> dict[date, tuple[Lenketekst, ...]]:
    found: dict[date, list[Lenketekst]] = defaultdict(list)
    for day, link in _edits(show):
        if since <= day <= show.today:
            found[day].append(link)
    return {day: tuple(sorted(links, key=lambda link: words.alphabetical(link.tekst))) for day, links in found.items()}


def _edits(show: Showing) -> Iterator[tuple[date, Lenketekst]]:
    for kind, folder in PAGES.items():
        for record in show.catalogue.all(kind):
            yield record.redigert, show.post(kind, folder, record.id)
