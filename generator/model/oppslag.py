"""Short records that others point to: categories, actors, levels, goals, sources, terms, amounts."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.base import Adresse, Dato, Id, Lenke, MåBelegges, Record, Ref, Tekst, Utsagn, UtsagnListe

ADRESSE_HER = r"^(tilbud|livsopphold|personas|reiser|overganger|hendelser)/[a-z0-9]+(-[a-z0-9]+)*$"


class Trinn(Record):
    """En gruppe dører på kartet, i retning av høyere nivå eller mer arbeid."""

    id: Id
    """Kort id som er unik i kategorien."""

    navn: Tekst
    """Overskriften over dørene; noen få ord."""


class Kategori(Record):
    """En kolonne eller et bånd på kartet; rekkefølgen i fila er rekkefølgen på kartet."""

    id: Id
    """Kort id; brukes også i stilarket."""

    navn: Tekst
    """Overskriften på kartet."""

    kort: Tekst
    """Hva som finnes her, i én setning."""

    form: Literal["kolonne", "bånd"]
    """kolonne, eller bånd for det som går samtidig med alt annet."""

    tegn: Annotated[str, Field(pattern=r"^[A-ZÆØÅ]$")]
    """Én bokstav som står ved siden av fargen, så kategorien aldri vises med farge alene."""

    trinn: tuple[Trinn, ...] = ()
    """Gruppene i kategorien, i den rekkefølgen de leses; har kategorien trinn, står hver dør på ett av dem."""


class Aktør(Record):
    """En etat, et organ eller en gruppe virksomheter med en rolle i feltet."""

    id: Id
    """Kort id."""

    navn: Tekst
    """Navnet slik feltet bruker det."""

    også_kalt: tuple[Tekst, ...] = ()
    """Andre navn og forkortelser."""

    nivå: Literal["stat", "fylke", "kommune", "utdanning", "arbeidsliv", "frivillig"]
    """Hvilket forvaltningsnivå eller hvilken sektor."""

    kort: Tekst
    """Hva aktøren gjør, i én setning."""

    plikter: UtsagnListe = ()
    """Det loven pålegger aktøren (skal og bør)."""

    virkemidler: UtsagnListe = ()
    """Det aktøren kan tilby eller bruke."""

    ikke_ansvar: UtsagnListe = ()
    """Det aktøren ofte blir spurt om, men ikke har ansvar for."""

    kontakt: Tekst | None = None
    """Hvem man spør etter: en rolle, aldri en person."""

    lenker: tuple[Lenke, ...] = ()
    """Offisielle nettsider."""


class Språknivå(MåBelegges):
    """Et trinn på språkskalaen, fortalt med vanlige ord."""

    id: Literal["a1", "a2", "b1", "b2", "c1"]
    """a1, a2, b1, b2 eller c1."""

    navn: Tekst
    """Det nivået heter, som «A2»."""

    kort: Tekst
    """Nivået i én setning, slik det kan leses høyt."""

    kan: tuple[Tekst, ...]
    """Det man klarer på dette nivået, i egne ord."""

    krav: tuple[Utsagn, ...] = ()
    """Hvor loven krever akkurat dette nivået: opphold, statsborgerskap, yrke, utdanning."""


class Mål(Record):
    """Et yrke, en utdanning eller et annet mål man kan sikte mot."""

    id: Id
    """Kort id."""

    navn: Tekst
    """Målet i noen få ord."""

    art: Literal["yrke", "utdanning", "deltakelse"]
    """yrke, utdanning eller deltakelse."""

    kort: Tekst
    """Hva målet er, i én setning."""

    krav: UtsagnListe = ()
    """Det som kreves for å nå målet."""


class Kilde(Record):
    """En rapport eller en offisiell side som påstander bygger på."""

    id: Id
    """Kort id som brukes i `kilde: {id: …}`."""

    tittel: Tekst
    """Tittelen."""

    utgiver: Tekst
    """Hvem som har gitt den ut."""

    art: Literal["rapport", "nettside", "veileder", "rundskriv"]
    """Hva slags kilde det er."""

    år: Annotated[int, Field(ge=1990, le=2100)] | None = None
    """Året den kom ut, for rapporter."""

    sidens_dato: Dato | None = None
    """Datoen en nettside selv oppgir."""

    lest: Dato | None = None
    """Dagen noen sist leste selve siden; utelates når bare en lagret kopi er lest."""

    url: Adresse | None = None
    """Adressen, når den er kjent."""

    om: Tekst
    """Hva kilden er, og hva den kan og ikke kan si noe om."""


class Begrep(MåBelegges):
    """Et ord i feltet, forklart."""

    id: Id
    """Kort id som også er ankeret på begrepssiden."""

    navn: Tekst
    """Ordet."""

    også_kalt: tuple[Tekst, ...] = ()
    """Bøyninger, forkortelser og andre ord for det samme."""

    former: tuple[Tekst, ...] = ()
    """Ordene som blir lenke til forklaringen første gang de står på en side, som «studiekompetanse»; bøyningene følger med. Uten dem lenkes ikke begrepet."""

    forklaring: Tekst
    """Hva det betyr, i vanlige ord."""


class Hjemmel(Record):
    """En paragraf noe hviler på, med teksten den er lest i."""

    id: Annotated[str, Field(pattern=r"^(§ |vedlegg |del )\S.*$")]
    """Paragrafen, som «§ 8» eller «§ 14 a»."""

    overskrift: Tekst | None = None
    """Paragrafens egen overskrift."""

    tekst: Annotated[str, Field(min_length=1)]
    """Ordlyden, normalisert: listemerker fjernet og mellomrom samlet."""

    fingeravtrykk: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 av den normaliserte ordlyden."""

    ordlyd_i: Annotated[str, Field(pattern=r"^(lov|forskrift)/\d{4}-\d{2}-\d{2}-\d+$")] | None = None
    """Endringsloven eller -forskriften ordlyden er lest i, når den konsoliderte teksten henger etter. Skrives for hånd sammen med ny `tekst`; «mulighetskart hjemler» lar dem stå til endringen er innarbeidet."""

    konsolidert: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    """SHA-256 av den konsoliderte ordlyden uten mellomrom og form, fra da den hang etter; viser når endringen er innarbeidet. Settes av «mulighetskart hjemler»."""

    varsel: tuple[Tekst, ...] = ()
    """Kunngjorte endringer som ikke er innarbeidet i teksten."""


class Regelverk(Record):
    """En lov eller forskrift med paragrafene vi hviler på."""

    id: Id
    """Refid med bindestrek, som `lov-2020-11-06-127`; samme som filnavnet."""

    refid: Annotated[str, Field(pattern=r"^(lov|forskrift)/\d{4}-\d{2}-\d{2}-\d+$")]
    """Lovdatas refid, som `lov/2020-11-06-127`."""

    navn: Tekst
    """Korttittelen, som «Integreringsloven»."""

    tittel: Tekst
    """Den fulle tittelen."""

    lest: Dato
    """Datoen teksten er lest per."""

    sist_endret: Dato | None = None
    """Dagen siste endring trådte i kraft."""

    paragrafer: Annotated[tuple[Hjemmel, ...], Field(min_length=1)]
    """Paragrafene noe hviler på, med ordlyd."""


class Grunnbeløp(MåBelegges):
    """Folketrygdens grunnbeløp (G) i en periode; satser i G regnes ut fra det nyeste."""

    id: Annotated[str, Field(pattern=r"^\d{4}$")]
    """Året."""

    kroner: Annotated[int, Field(gt=0, le=10_000_000)]
    """G i hele kroner."""

    gjelder_fra: Dato
    """Dagen beløpet gjelder fra."""


class Omdirigering(Record):
    """En adresse som har flyttet; den gamle siden sender leseren videre."""

    id: Annotated[str, Field(pattern=ADRESSE_HER, max_length=100)]
    """Den gamle adressen på nettstedet, som `tilbud/gammelt-navn`."""

    til: Annotated[str, Field(pattern=ADRESSE_HER, max_length=100)]
    """Den nye adressen, som `tilbud/nytt-navn`."""

    dato: Dato
    """Dagen adressen ble endret."""


class Evidens(Record):
    """En rad i en av rapportgjennomgangene, som poster kan bygge på."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+#[a-zA-Z0-9æøå._-]+$")]
    """Kilde og rad, som `kvalifiseringslop-2021#amo-kurs`."""

    navn: Tekst
    """Hva raden handler om."""

    kilde: Annotated[str, Ref("kilde")]
    """Id til kilden raden er hentet fra."""
