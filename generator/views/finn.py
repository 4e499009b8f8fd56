"""What the finder shows before any script runs: the questions' frame, the rules as tables, the sheets' dates."""

from dataclasses import dataclass

from generator import words
from generator.model.regler import Betingelse
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Regel, Showing, Side
from generator.views.tilbud import language, short_lengths
from generator.words import citation

Whom = dict[str, tuple[str, ...]]  # for each fact the answers that count
REFUGEES = ("flyktning", "overforingsflyktning")
ORDINARY = (*REFUGEES, "humanitaert", "barnefamilie-uten-id", "familie", "selvstendig")
PROTECTED = (*ORDINARY, "kollektiv-beskyttelse")
# A person's own deciding dates, to fill in by hand: what it is, the paragraph that makes it decide, and for whom.
DATES: tuple[tuple[str, str, Whom], ...] = (
    ("Dagen tillatelsen ble gitt", "lov/2020-11-06-127 § 8 første ledd", {"oppholdsgrunnlag": PROTECTED}),
    ("To år i kommunen med denne tillatelsen", "lov/2020-11-06-127 § 8 første ledd", {"oppholdsgrunnlag": PROTECTED}),
    (
        "Siste dag i introduksjonsprogrammet",
        "lov/2020-11-06-127 § 14",
        {"introduksjonsprogram": ("venter", "deltar", "stanset")},
    ),
    (
        "Tre år etter tilbudet om norskopplæring (18 måneder med videregående nivå)",
        "lov/2020-11-06-127 § 32 første ledd",
        {
            "norsk_status": ("ikke-begynt", "i-gang"),
            "oppholdsgrunnlag": (*REFUGEES, "humanitaert", "barnefamilie-uten-id", "familie", "selvstendig"),
        },
    ),
    (
        "Ett år etter tilbudet om norskopplæring",
        "lov/2020-11-06-127 § 37 d",
        {"norsk_status": ("ikke-begynt", "i-gang"), "oppholdsgrunnlag": ("kollektiv-beskyttelse",)},
    ),
    (
        "Fem år etter beskyttelsen, siste start for flyktningstipend (senere med barn under ti år)",
        "forskrift/2020-04-15-798 § 85",
        {"oppholdsgrunnlag": REFUGEES},
    ),
    ("Neste søknadsfrist", "", {}),
    ("Klagefristen i siste vedtak", "", {}),
)


@dataclass(frozen=True)
class Felt:
    """A category with the rules of its offers, or the benefits with theirs."""

    id: str
    navn: str
    tegn: str
    poster: tuple[tuple[Lenketekst, tuple[Regel, ...]], ...]


@dataclass(frozen=True)
class FinnSide:
    """Everything on the finder's page."""

    felt: tuple[Felt, ...]
    antall: int
    lov_lest: str


def finn_page(show: Showing, law_read: str) -> Side:
    """Gather the finder: what stands there without scripts, and what they build on."""
    fields = [_field(k.id, k.navn, k.tegn, show) for k in show.catalogue.all("kategori")]
    benefits = tuple((show.ytelse(y.id), _rules(y, show)) for y in _by_name(show.catalogue.all("ytelse")))
    fields.append(Felt("livsopphold", "Noe å leve av", "L", benefits))
    data = FinnSide(
        felt=tuple(field for field in fields if field.poster),
        antall=len(show.catalogue.all("tilbud")),
        lov_lest=law_read,
    )
    about = "Svar på sju korte spørsmål og se hva som ser ut til å være rett, plikt eller mulig, og hvorfor. Ingenting lagres."
    return Side("finn/", "finn.md", "Finn muligheter", about, data, FORSIDE)


def own_dates(show: Showing) -> list[tuple[str, str, Betingelse | None]]:
    """The rows of the sheet's table of dates, each with its paragraph and whom it is for."""
    rows = [row for row in DATES if not row[1] or row[1].split(" ", 1)[0] in show.laws]
    known = [(what, law, _known(whom, show)) for what, law, whom in rows]
    return [
        (what, citation(law, show.laws).tekst if law else "", _only(whom))
        for what, law, whom in known
        if all(whom.values())
    ]


def _known(whom: Whom, show: Showing) -> Whom:
    """The same with the answers our facts have; a catalogue may hold the law and not the fact."""
    facts = show.catalogue.facts
    values = {name: {value.id for value in facts[name].verdier} if name in facts else set() for name in whom}
    return {name: tuple(answer for answer in answers if answer in values[name]) for name, answers in whom.items()}


def _only(whom: Whom) -> Betingelse | None:
    parts = [{fact: {"en_av": sorted(answers)}} for fact, answers in whom.items()]
    return Betingelse.model_validate({"alle": parts}) if parts else None


def _by_name(records: list[Ytelse] | list[Tilbud]) -> list[Ytelse] | list[Tilbud]:
    return sorted(records, key=lambda record: words.alphabetical(record.navn))  # type: ignore[return-value]


def _rules(record: Tilbud | Ytelse, show: Showing) -> tuple[Regel, ...]:
    return tuple(show.regel(rule) for rule in record.vilkår)


def _field(id: str, name: str, sign: str, show: Showing) -> Felt:
    offers = _by_name([t for t in show.catalogue.all("tilbud") if t.kategori == id])
    return Felt(id, name, sign, tuple((show.tilbud(t.id), _rules(t, show)) for t in offers))


def facts_for_sheet(record: Tilbud | Ytelse, show: Showing) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the comparison and the printed sheets say of an offer or a benefit, in plain text."""
    rows = [
        ("lengde", tuple(point.tekst for point in short_lengths(record.varighet))),
        ("papirer", tuple(item.tekst for item in record.dokumentasjon if item.tekst)),
        ("inn", tuple(item.tekst for item in record.inngang if item.tekst)),
        ("kontakt", _contacts(record, show)),
    ]
    if isinstance(record, Tilbud):
        rows.append(("norsk", (language(record).tekst,)))
        rows.append(("penger", tuple(dict.fromkeys(show.ytelse(item.ytelse).tekst for item in record.livsopphold))))
    return tuple(rows)


def _contacts(record: Tilbud | Ytelse, show: Showing) -> tuple[str, ...]:
    """Who to call, as a role: those who decide, or those who carry it out when nobody decides."""
    deciding = [item for item in record.ansvar if "vedtar" in item.rolle] or list(record.ansvar[:1])
    actors = [show.catalogue.get("aktør", item.aktør) for item in deciding]
    return tuple(f"{actor.navn}: {actor.kontakt}" if actor.kontakt else actor.navn for actor in actors)
