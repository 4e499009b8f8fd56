"""What the pages about one subject across offers show: residence, the year, education from abroad, research."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator import words
from generator.model.veiviser import Veisvar
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Lestid, Punkt, Showing, Side

# The pages an editor may add parts to, and what each is called.
SIDER = {
    "aktorer": "Hvem gjør hva",
    "aret-rundt": "Året rundt",
    "forskning": "Hva forskningen sier",
    "livsopphold": "Livsopphold",
    "opphold": "Opphold og statsborgerskap",
    "sprak": "Språknivå",
    "stotteordninger": "Støtteordninger",
    "utdanning-fra-utlandet": "Utdanning fra utlandet",
}
TEMA = {
    "deltakelse": "Hvem som deltar, og hvem som faller fra",
    "språk": "Norsk",
    "arbeid": "Arbeid og tiltak",
    "utdanning": "Utdanning og godkjenning",
    "samarbeid": "Samarbeid mellom etater",
    "oppfølging": "Veiledning og oppfølging",
    "veiledning": "Det veilederne selv sier",
    "stemmer": "Deltakernes egne erfaringer",
}
# What kind of knowledge is said with its own name, where more is not needed.
ART = {"oppsummering": "oppsummering av andres forskning"}


@dataclass(frozen=True)
class Emnedel:
    """A part of a page: its statements, and the offers and benefits they are about."""

    id: str
    navn: str
    punkter: tuple[Punkt, ...]
    gjelder: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Emneside:
    """A page about a subject: its own parts, what is gathered from the records, and its dates."""

    kort: str
    deler: tuple[Emnedel, ...]
    samlet: Any
    lenker: tuple[Any, ...] = ()
    lov_lest: str = ""
    redigert: str = ""
    lest: Lestid | None = None


@dataclass(frozen=True)
class Månedsrad:
    """Something that comes every year."""

    id: str
    når: str
    navn: str
    art: str
    punkt: Punkt
    gjelder: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Veirad:
    """An answer on the way through education from abroad."""

    svar: str
    punkter: tuple[Punkt, ...]
    tilbud: tuple[Lenketekst, ...]
    aktør: Lenketekst | None
    tid: tuple[Punkt, ...]
    imens: tuple[Punkt, ...]
    videre: Lenketekst | None


@dataclass(frozen=True)
class Funnrad:
    """A finding with what it rests on, what kind of knowledge it is, and what it is about."""

    punkt: Punkt
    art: str
    gjelder: tuple[Lenketekst, ...]
    råd: tuple[Punkt, ...] = ()
    id: str = ""


def parts(page: str, show: Showing) -> tuple[Emnedel, ...]:
    """What an editor has written for a page about a subject; nothing when there is no such record."""
    if page not in show.catalogue.placed["emne"]:
        return ()
    return tuple(
        Emnedel(part.id, part.navn, show.punkter(part.punkter), about(part, show))
        for part in show.catalogue.get("emne", page).deler
    )


def about(item: Any, show: Showing) -> tuple[Lenketekst, ...]:
    """Links to the offers and benefits something is about."""
    return (*map(show.tilbud, item.tilbud), *map(show.ytelse, getattr(item, "ytelser", ())))


def subject(page: str, text: str, gathered: Any, show: Showing) -> Emneside:
    """What an editor says of a page as a whole, and its dates; the page's own text where no editor has said anything."""
    if page not in show.catalogue.placed["emne"]:
        return Emneside(text, (), gathered)
    own = show.catalogue.get("emne", page)
    return Emneside(
        own.kort,
        parts(page, show),
        gathered,
        own.lenker,
        words.day(own.lov_lest),
        words.day(own.redigert),
        show.lest("emne", page),
    )


def subject_page(page: str, text: str, gathered: Any, show: Showing, fil: str = "") -> Side:
    """A page about a subject; `fil` is where most of it is written, when that is not in the subject's own record."""
    data = subject(page, text, gathered, show)
    if not fil and page in show.catalogue.placed["emne"]:
        fil = show.catalogue.fil("emne", page)
    return Side(f"{page}/", f"{page}.md", SIDER[page], text, data, FORSIDE, fil, data.lest)


def emne_pages(show: Showing) -> list[Side]:
    """Every page that has a subject of its own."""
    return [opphold_page(show), aret_rundt_page(show), utland_page(show), forskning_page(show)]


def opphold_page(show: Showing) -> Side:
    """What offers and benefits count for; the same statement is shown once, with everything it is said of."""
    gathered = tuple(
        (name, _said(((show.post(kind, folder, r.id), r.opphold) for r in show.catalogue.all(kind)), show))
        for name, kind, folder in (("Ytelsene", "ytelse", "livsopphold"), ("Tilbudene", "tilbud", "tilbud"))
    )
    text = "Hva tilbud og ytelser teller for permanent opphold, familieinnvandring og statsborgerskap, og hva som er uavklart."
    return subject_page("opphold", text, gathered, show)


def _said(
    statements: Iterable[tuple[Lenketekst, Iterable[Any]]], show: Showing
) -> tuple[tuple[Punkt, tuple[Lenketekst, ...]], ...]:
    found: dict[Punkt, list[Lenketekst]] = defaultdict(list)
    for link, items in statements:
        for point in show.punkter(items):
            found[point].append(link)
    ordered = sorted(found.items(), key=lambda pair: (pair[0].hull, -len(pair[1]), pair[0].tekst))
    return tuple((point, tuple(links)) for point, links in ordered)


def aret_rundt_page(show: Showing) -> Side:
    """The dates of the year, month by month."""
    rows: dict[int, list[tuple[int, Månedsrad]]] = defaultdict(list)
    for date_ in show.catalogue.all("årsdato"):
        when = f"{date_.dag}. {words.MONTHS[date_.måned - 1]}" if date_.dag else ""
        if date_.til_måned and date_.til_måned != date_.måned:
            when = f"{when or words.MONTHS[date_.måned - 1].capitalize()} til {words.MONTHS[date_.til_måned - 1]}"
        row = Månedsrad(date_.id, when, date_.navn, date_.art, show.punkt(date_), about(date_, show))
        rows[date_.måned].append((date_.dag or 0, row))
    months = tuple(
        (name, tuple(row for _, row in sorted(rows[number], key=lambda pair: (pair[0], pair[1].navn))))
        for number, name in enumerate(words.MONTHS, 1)
    )
    text = "Datoene som kommer igjen hvert år: søknadsfrister, prøver, måneder uten stipend og nye beløp."
    return subject_page("aret-rundt", text, months, show)


def utland_page(show: Showing) -> Side:
    """The questions through education from abroad, and the list of countries."""
    asked = {question.id: question for question in show.catalogue.all("veivalgspørsmål")}
    questions = tuple(
        (q.id, q.spørsmål, show.punkter(q.hjelp), tuple(_answer(a, asked, show) for a in q.svar))
        for q in asked.values()
    )
    listed = sorted(show.catalogue.all("gsuland"), key=lambda land: words.alphabetical(land.navn))
    countries = tuple((land.id, land.navn, land.krav, land.engelsk or "", land.nytt_krav or "") for land in listed)
    # Every country rests on the same list, which is cited once above it.
    sources = tuple(dict.fromkeys(link for land in listed for link in show.belegg(land)))
    text = "Spørsmål for spørsmål: hva utdanningen regnes som, hvem som godkjenner den, hvor lang tid det tar, og hva man kan gjøre imens."
    return subject_page(
        "utdanning-fra-utlandet",
        text,
        {"spørsmål": questions, "land": countries, "belegg": sources},
        show,
    )


def _answer(answer: Veisvar, asked: dict[str, Any], show: Showing) -> Veirad:
    return Veirad(
        answer.svar,
        show.punkter(answer.punkter),
        tuple(map(show.tilbud, answer.tilbud)),
        show.aktør(answer.aktør) if answer.aktør else None,
        show.punkter(answer.tid),
        show.punkter(answer.imens),
        Lenketekst(asked[answer.videre].spørsmål, f"utdanning-fra-utlandet/#{answer.videre}")
        if answer.videre
        else None,
    )


def forskning_page(show: Showing) -> Side:
    """Every finding: those about the field by theme, those about one offer or hand-over by its name."""
    themes = tuple(
        (theme, name, tuple(_finding(f, show) for f in show.catalogue.all("funn") if f.tema == theme))
        for theme, name in TEMA.items()
    )
    offers = []
    for offer in sorted(show.catalogue.all("tilbud"), key=lambda t: words.alphabetical(t.navn)):
        known = [e for e in offer.dokumentert_effekt if e.påstand]
        if known:
            rows = tuple(Funnrad(show.punkt(e, e.påstand), ART.get(e.art or "", e.art or ""), ()) for e in known)
            offers.append((show.tilbud(offer.id), rows))
    between = []
    for kind, folder in (
        ("overgang", "overganger/{}/"),
        ("kombinasjon", "kombinasjoner/#{}"),
        ("støtteordning", "stotteordninger/#{}"),
    ):
        for record in sorted(show.catalogue.all(kind), key=lambda r: words.alphabetical(r.navn)):
            if record.funn:
                rows = tuple(Funnrad(point, "", ()) for point in show.punkter(record.funn))
                between.append((Lenketekst(record.navn, folder.format(record.id)), rows))
    silent = tuple(
        show.tilbud(t.id)
        for t in sorted(show.catalogue.all("tilbud"), key=lambda t: words.alphabetical(t.navn))
        if not any(e.påstand for e in t.dokumentert_effekt)
    )
    text = "Hva rapportene har funnet om tilbudene, overgangene og feltet, med kilde, årstall og hva slags kunnskap det er."
    gathered = {
        "temaer": tuple(theme for theme in themes if theme[2]),
        "tilbud": tuple(offers),
        "mellom": tuple(between),
        "tause": silent,
    }
    return subject_page("forskning", text, gathered, show)


def _finding(finding: Any, show: Showing) -> Funnrad:
    return Funnrad(
        show.punkt(finding),
        ART.get(finding.art, finding.art),
        about(finding, show),
        show.punkter(finding.råd),
        finding.id,
    )
