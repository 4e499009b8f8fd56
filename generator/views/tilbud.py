"""What the page of one offer shows, in the order it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator import words
from generator.diagrams import chart
from generator.diagrams.rights import Tretegning
from generator.model.base import Lenke
from generator.model.regler import Varighet, Vilkår
from generator.model.tilbud import Ansvar, Effekt, Klage, MedTilbud, Tilbud, TilbudYtelse, TilTilbud
from generator.views.kart_tegning import map_drawing
from generator.views.shown import Lenketekst, Punkt, Regel, Showing, Side

WAY = {"følger_med": "Følger med", "kan_gis": "Kan gis", "kan_beholdes": "Kan beholdes", "søkes": "Søkes og vurderes"}


@dataclass(frozen=True)
class Kort:
    """One card in the first screenful: a heading and the short answer."""

    id: str
    tittel: str
    linjer: tuple[Punkt, ...]
    lenke: str = ""


@dataclass(frozen=True)
class Avsnitt:
    """A section of statements."""

    id: str
    tittel: str
    grupper: tuple[tuple[str, tuple[Punkt, ...]], ...]


@dataclass(frozen=True)
class Ansvarsrad:
    """Who does what."""

    aktør: Lenketekst
    roller: str
    punkt: Punkt


@dataclass(frozen=True)
class Kobling:
    """A link to another offer, with words and what they rest on."""

    lenke: Lenketekst
    tekst: str
    belegg: tuple[Lenketekst, ...]
    overgang: Lenketekst | None = None


@dataclass(frozen=True)
class Pengerad:
    """A benefit one may live on, and how it comes."""

    ytelse: Lenketekst
    måte: str
    punkt: Punkt


@dataclass(frozen=True)
class Sted:
    """Where an offer stands on the map: in words, and the door that is marked, with those its ways lead on to."""

    lenke: Lenketekst
    trinn: str
    tegning: chart.Tegning
    her: str
    videre: tuple[str, ...]


@dataclass(frozen=True)
class TilbudSide:
    """Everything on the page of one offer."""

    kategori: Lenketekst
    kategori_id: str
    tegn: str
    kort: str
    også_kalt: tuple[str, ...]
    merker: tuple[tuple[str, str], ...]
    dør: Lenketekst | None
    varianter: tuple[tuple[Lenketekst, str], ...]
    korter: tuple[Kort, ...]
    regler: tuple[Regel, ...]
    trær: tuple[Tretegning, ...]
    ansvar: tuple[Ansvarsrad, ...]
    penger: tuple[Pengerad, ...]
    penger_punkter: tuple[Punkt, ...]
    avsnitt: dict[str, Avsnitt]
    hindringer: tuple[tuple[str, str, tuple[Lenketekst, ...]], ...]
    kombineres: tuple[Kobling, ...]
    krever: tuple[Kobling, ...]
    utelukker: tuple[Kobling, ...]
    begynnelse: str
    kommer_fra: tuple[Kobling, ...]
    fører_til: tuple[Kobling, ...]
    ende: str
    sted: Sted
    reiser: tuple[tuple[Lenketekst, Lenketekst], ...]
    hendelser: tuple[Lenketekst, ...]
    lenker: tuple[Lenke, ...]
    kilder: tuple[Lenketekst, ...]
    lov_lest: str
    redigert: str
    mangler: tuple[str, ...]
    utelatt: tuple[tuple[str, str], ...] = ()
    """What the sheet of paper leaves off, as (what the style calls it, name)."""

    @property
    def deler(self) -> tuple[tuple[str, str], ...]:
        """The sections that stand on the page, as (anchor, title)."""
        there = {
            "hva-det-er": ("Hva det er", "hva" in self.avsnitt),
            "hvem-det-er-for": ("Hvem det er for", True),
            "slik-kommer-man-inn": ("Slik kommer man inn", True),
            "lengde-og-omfang": ("Lengde", True),
            "norsk": ("Norsk", True),
            "penger": ("Penger", True),
            "veien-hit-og-videre": ("Veien hit og videre", True),
            "hendelser": ("Når noe hender", bool(self.hendelser)),
            "papirer": ("Papirer", "papirer" in self.avsnitt),
            "kjente-hindringer": ("Hindringer", bool(self.hindringer)),
            "dokumentert-effekt": ("Effekt", "effekt" in self.avsnitt),
            "opphold": ("Opphold", "opphold" in self.avsnitt),
            "klage": ("Klage", "klage" in self.avsnitt),
            "varierer-lokalt": ("Lokalt", "lokalt" in self.avsnitt),
            "offisielle-sider": ("Offisielle sider", bool(self.lenker)),
        }
        return tuple((anchor, title) for anchor, (title, shown) in there.items() if shown)


def tilbud_page(tilbud: Tilbud, show: Showing, trees: Sequence[Tretegning] = ()) -> Side:
    """Gather what the page of one offer shows; its trees of rights are laid out already."""
    category = show.catalogue.get("kategori", tilbud.kategori)
    sections = _sections(tilbud, show)
    data = TilbudSide(
        kategori=Lenketekst(category.navn, f"kart/#{category.id}"),
        kategori_id=category.id,
        tegn=category.tegn,
        kort=tilbud.kort,
        også_kalt=tilbud.også_kalt,
        merker=modalities(tilbud.vilkår),
        dør=show.tilbud(tilbud.variant_av) if tilbud.variant_av else None,
        varianter=tuple((show.tilbud(v.id), v.kort) for v in variants(tilbud.id, show)),
        korter=_cards(tilbud, show),
        regler=show.regler(tilbud),
        trær=tuple(trees),
        ansvar=tuple(responsible(item, show) for item in tilbud.ansvar),
        penger=tuple(_money(item, show) for item in tilbud.livsopphold),
        penger_punkter=show.punkter(tilbud.livsopphold_merknad),
        avsnitt={section.id: section for section in sections if any(points for _, points in section.grupper)},
        hindringer=tuple((h.hindring, h.hjelper or "", show.belegg(h)) for h in tilbud.hindringer),
        kombineres=tuple(_with(item, show) for item in tilbud.kombineres),
        krever=tuple(_with(item, show) for item in tilbud.krever),
        utelukker=tuple(_with(item, show) for item in tilbud.utelukker),
        begynnelse=tilbud.begynnelse or "",
        kommer_fra=_comes_from(tilbud, show),
        fører_til=tuple(_onward(item, show) for item in tilbud.fører_til),
        ende=tilbud.ende or "",
        sted=_place(tilbud, show),
        reiser=_journeys_through(tilbud, show),
        hendelser=show.hendelser("tilbud", tilbud.id),
        lenker=tilbud.lenker,
        kilder=sources_of(tilbud.bygger_på, show),
        lov_lest=words.day(tilbud.lov_lest),
        redigert=words.day(tilbud.redigert),
        mangler=tuple(s.tittel.lower() for s in sections if not any(points for _, points in s.grupper)),
    )
    crumbs = (Lenketekst("Forside", ""), Lenketekst("Tilbud", "tilbud/"))
    return Side(
        f"tilbud/{tilbud.id}/",
        "tilbud.md",
        tilbud.navn,
        tilbud.kort,
        data,
        crumbs,
        show.catalogue.fil("tilbud", tilbud.id),
        show.lest("tilbud", tilbud.id),
    )


def variants(door: str, show: Showing) -> list[Tilbud]:
    """The offers behind a door, in alphabetical order."""
    return sorted(show.variants.get(door, ()), key=lambda t: words.alphabetical(t.navn))


def modalities(vilkår: tuple[Vilkår, ...]) -> tuple[tuple[str, str], ...]:
    """The modalities a record's rules in force give, strongest first, as (id, word)."""
    found = {rule.modalitet for rule in vilkår if rule.status == "i_kraft"}
    return tuple((m, word) for m, word in words.MODALITY.items() if m in found)


def _cards(tilbud: Tilbud, show: Showing) -> tuple[Kort, ...]:
    """The five answers of the first screenful."""
    rules = [rule for rule in tilbud.vilkår if rule.status == "i_kraft"]
    who = tuple(Punkt(r.hvem, merke=(r.modalitet, words.modality(r))) for r in rules[:3])
    deciders = tuple(Punkt(a.tekst) for a in show.deciders(tilbud))
    lengths = short_lengths(tilbud.varighet)
    money = tuple(
        Punkt(f"{show.ytelse(item.ytelse).tekst} ({WAY[item.måte].lower()})") for item in tilbud.livsopphold[:4]
    )
    return (
        Kort("hvem", "For hvem", who, "hvem-det-er-for"),
        Kort(
            "avgjor",
            "Hvem avgjør",
            deciders or (_no_decision(tilbud, show),),
            "slik-kommer-man-inn",
        ),
        Kort("norsk", "Norsk som kreves", (language(tilbud),), "norsk"),
        Kort("penger", "Hva man lever av", money or (Punkt("Tilbudet gir ikke noe å leve av"),), "penger"),
        Kort("lengde", "Hvor lenge", lengths, "lengde-og-omfang"),
    )


def _no_decision(tilbud: Tilbud, show: Showing) -> Punkt:
    """Said of an offer nobody decides on: who carries it out."""
    carrying = [show.aktør(item.aktør).tekst for item in tilbud.ansvar if "gjennomfører" in item.rolle]
    return Punkt(
        f"Ikke noe eget vedtak. Gjennomføres av {words.joined(dict.fromkeys(carrying))}."
        if carrying
        else "Ikke noe eget vedtak."
    )


def short_lengths(items: tuple[Varighet, ...]) -> tuple[Punkt, ...]:
    """The first lengths, each in a phrase, for a card."""
    measured = [item for item in items if item.maks_mnd is not None or item.minst_mnd is not None]
    found = []
    for item in (measured or items)[:4]:
        text = words.length(item, short=True)
        if item.gjelder:
            text = f"{words.capital(item.gjelder)}: {text[:1].lower() + text[1:]}"
        found.append(Punkt(item.ukjent or text, hull=bool(item.ukjent)))
    return tuple(found)


def language(tilbud: Tilbud) -> Punkt:
    """The Norwegian one needs to get in, for a card."""
    need = tilbud.språk.kreves
    if need.ukjent:
        return Punkt(need.ukjent, hull=True)
    return Punkt(
        words.LEVEL[need.nivå] if need.nivå == "ingen" else f"{words.LEVEL[need.nivå]}. {need.tekst or ''}".strip()
    )


def duration(item: Varighet, show: Showing) -> Punkt:
    """A length with whom it is for."""
    text = words.length(item)
    if item.gjelder:
        text = f"{words.capital(item.gjelder)}: {text[:1].lower() + text[1:]}"
    return Punkt(text, show.belegg(item), hull=bool(item.ukjent))


def _sections(t: Tilbud, show: Showing) -> tuple[Avsnitt, ...]:
    p = show.punkter
    need, gives = t.språk.kreves, t.språk.gir
    required = show.punkt(need, f"{words.LEVEL[need.nivå]}. {need.tekst or ''}".strip())
    aimed = (show.punkt(gives, f"{words.LEVEL[gives.nivå]}. {gives.tekst or ''}".strip()),) if gives else ()
    effects = tuple(_effect(item, show) for item in t.dokumentert_effekt)
    complaints = tuple(complaint(item, show) for item in t.klage)
    return (
        Avsnitt("hva", "Hva det er", (("", p(t.om)),)),
        Avsnitt(
            "inn",
            "Slik kommer man inn",
            (("", p(t.inngang)), ("Søknadsfrist", p(t.søknadsfrist)), ("Ventetid", p(t.ventetid))),
        ),
        Avsnitt(
            "lengde",
            "Lengde og omfang",
            (("Hvor lenge", tuple(duration(v, show) for v in t.varighet)), ("Omfang", p(t.omfang))),
        ),
        Avsnitt(
            "norsk",
            "Norsk",
            (
                ("Kreves for å komme inn", (required,)),
                ("Sikter mot", aimed),
                ("Praksis noen steder, ikke en regel", p(t.språk.praksis)),
            ),
        ),
        Avsnitt("betaler", "Hvem betaler tilbudet", (("", p(t.finansiering)),)),
        Avsnitt("papirer", "Papirer", (("", p(t.dokumentasjon)),)),
        Avsnitt("effekt", "Dokumentert effekt", (("", effects),)),
        Avsnitt("opphold", "Permanent opphold og statsborgerskap", (("", p(t.opphold)),)),
        Avsnitt("klage", "Klage", (("", complaints),)),
        Avsnitt("lokalt", "Varierer lokalt", (("", p(t.lokalt)),)),
    )


def _effect(item: Effekt, show: Showing) -> Punkt:
    kind = "oppsummering av forskning" if item.art == "oppsummering" else item.art
    return show.punkt(item, f"{item.påstand} ({words.capital(kind)}.)" if kind else item.påstand)


def complaint(item: Klage, show: Showing) -> Punkt:
    """A complaint, with who decides it."""
    return show.punkt(
        item, f"{item.tekst} Klagen avgjøres av: {show.aktør(item.til).tekst}." if item.til else item.tekst
    )


def responsible(item: Ansvar, show: Showing) -> Ansvarsrad:
    """Who does what, with what it rests on."""
    roles = words.joined(words.ROLE[role] for role in item.rolle)
    return Ansvarsrad(show.aktør(item.aktør), roles, Punkt(item.tekst or "", show.belegg(item)))


def _money(item: TilbudYtelse, show: Showing) -> Pengerad:
    return Pengerad(show.ytelse(item.ytelse), WAY[item.måte], show.punkt(item))


def _with(item: MedTilbud, show: Showing) -> Kobling:
    link = show.tilbud(item.tilbud) if item.tilbud else show.ytelse(item.ytelse or "")
    return Kobling(link, item.tekst or "", show.belegg(item))


def _onward(item: TilTilbud, show: Showing) -> Kobling:
    link = show.post("overgang", "overganger", item.overgang) if item.overgang else None
    return Kobling(show.tilbud(item.tilbud), item.tekst or "", show.belegg(item), link)


def _comes_from(tilbud: Tilbud, show: Showing) -> tuple[Kobling, ...]:
    found = []
    for other, item in show.led_from.get(tilbud.id, ()):
        handover = show.post("overgang", "overganger", item.overgang) if item.overgang else None
        found.append(Kobling(show.tilbud(other.id), item.tekst or "", show.belegg(item), handover))
    return tuple(sorted(found, key=lambda k: words.alphabetical(k.lenke.tekst)))


def _place(tilbud: Tilbud, show: Showing) -> Sted:
    """The offer's place on the map; a variant stands where its door does."""
    get = show.catalogue.get
    door = get("tilbud", tilbud.variant_av) if tilbud.variant_av else tilbud
    category = get("kategori", door.kategori)
    onward = (get("tilbud", item.tilbud) for item in tilbud.fører_til)
    return Sted(
        Lenketekst(f"{category.tegn} {category.navn}", f"kart/#{category.id}"),
        next((trinn.navn for trinn in category.trinn if trinn.id == door.trinn), ""),
        show.catalogue.once(map_drawing),
        door.id,
        tuple(dict.fromkeys(t.variant_av or t.id for t in onward)),
    )


def _journeys_through(tilbud: Tilbud, show: Showing) -> tuple[tuple[Lenketekst, Lenketekst], ...]:
    """The journeys that pass the offer, each with its page and with where it is drawn on the map."""
    journeys = [r for r in show.catalogue.all("reise") if any(step.tilbud == tilbud.id for step in r.steg)]
    return tuple(
        (show.post("reise", "reiser", r.id, r.kort), Lenketekst(r.navn, f"kart/#reise-{r.id}")) for r in journeys
    )


def sources_of(rows: tuple[str, ...], show: Showing) -> tuple[Lenketekst, ...]:
    """The reports a record builds on, each once, by title."""
    ids = dict.fromkeys(show.catalogue.get("evidens", row).kilde for row in rows)
    found = (show.catalogue.get("kilde", id) for id in ids)
    return tuple(Lenketekst(f"{s.tittel} ({s.utgiver}{f' {s.år}' if s.år else ''})", f"kilder/#{s.id}") for s in found)
