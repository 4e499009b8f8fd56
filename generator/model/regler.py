"""Rules as data: the situation vocabulary, and condition trees over it."""

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from generator.model.base import (
    Belagt,
    Dato,
    Hjemler,
    MåBelegges,
    OneOrMany,
    Record,
    Ref,
    Tekst,
    fail,
)

GRUPPER = ("alle", "minst_en", "ikke")
OPERATORER = ("er", "en_av", "fra", "til", "minst", "under", "over")
Modalitet = Literal["rett_og_plikt", "rett", "plikt", "kan"]

# More than anyone can read; and what is worked out about rules grows fast with them.
MEST = 60
Tall = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
FaktumId = Annotated[str, Field(pattern=r"^[a-zæøå][a-zæøå0-9_]*$", max_length=60)]


class Verdi(Record):
    """Et svar man kan velge på et spørsmål."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9æøå]+([-_+][a-z0-9æøå]+)*$", max_length=60)]
    """Det svaret heter i reglene."""

    navn: Tekst
    """Det svaret heter for den som leser, slik det kan leses høyt foran personen."""

    hjelp: Tekst | None = None
    """Forklaring for den som er i tvil."""

    setning: Tekst | None = None
    """Setningen vilkåret leses som når dette er svaret, som «personen er ansatt hos en arbeidsgiver som vil være med»."""

    setning_ikke: Tekst | None = None
    """Setningen vilkåret leses som når dette ikke er svaret."""


class Faktum(MåBelegges):
    """Noe en regel måler ved en persons situasjon."""

    id: FaktumId
    """Navnet som brukes i `hvis:` i reglene."""

    type: Literal["tall", "valg", "ja_nei"]
    """Hva slags svar det er: et tall, ett av flere valg, eller ja/nei."""

    navn: Tekst
    """Kort navn som kan stå i en setning, som «alder da tillatelsen ble gitt»."""

    måler: Tekst
    """Nøyaktig hva paragrafen måler, og når det måles."""

    spørsmål: Tekst
    """Spørsmålet i vanlige ord, slik det kan leses høyt."""

    hjelp: Tekst | None = None
    """Hjelp til å svare; her kan paragrafen nevnes."""

    finnes_hos: Tekst | None = None
    """Hvor den som ikke vet, finner svaret: et vedtak, en plan, et vitnemål."""

    kjerne: Annotated[int, Field(ge=1, le=7)] | None = None
    """Plassen blant de sju korte kjernespørsmålene; fakta med samme tall er deler av samme spørsmål."""

    enhet: Tekst | None = None
    """Enheten for et tall, som «år», «måneder» eller «timer i uka»."""

    minst: Tall | None = None
    """Det minste tallet som gir mening."""

    største: Tall | None = None
    """Det største tallet som gir mening."""

    ja: Tekst | None = None
    """Setningen vilkåret leses som når svaret skal være ja."""

    nei: Tekst | None = None
    """Setningen vilkåret leses som når svaret skal være nei."""

    verdier: tuple[Verdi, ...] = ()
    """Svarene man kan velge mellom, når typen er valg."""

    kan_endres: Literal["ja", "nei", "tid"] | None = None
    """Om dette kan bli annerledes: ja (noe man kan gjøre), tid (kommer av seg selv) eller nei."""

    går_med_tiden: Literal["måned", "år", "alder", "kalenderår"] | None = None
    """Hvor ofte tallet øker med én av seg selv: hver måned, hvert år, på fødselsdagen eller ved hvert årsskifte."""

    avledes: Tekst | None = None
    """Hvordan svaret kan regnes ut av daterte opplysninger og dagens dato."""

    spørres: Literal["ja", "nei"] = "ja"
    """Om spørsmålet stilles i Finn muligheter; nei for det ingen kan vite på forhånd."""

    spørres_når: "Betingelse | None" = None
    """Når spørsmålet gir mening; ellers stilles det ikke."""

    @model_validator(mode="after")
    def _fits_type(self) -> "Faktum":
        if self.type == "tall" and self.enhet is None:
            raise fail("mangler-nokkel", "et faktum av typen tall må ha «enhet»")
        if self.type != "tall" and self.går_med_tiden is not None:
            raise fail("mangler-nokkel", "bare et faktum av typen tall kan ha «går_med_tiden»")
        if self.type == "valg" and len(self.verdier) < 2:
            raise fail("mangler-nokkel", "et faktum av typen valg må ha minst to «verdier»")
        if self.type == "ja_nei" and not (self.ja and self.nei):
            raise fail("mangler-nokkel", "et faktum av typen ja_nei må ha setningene «ja» og «nei»")
        return self


class Test(Record):
    """Hva et faktum må være for at vilkåret holder."""

    er: str | None = None
    """Nøyaktig denne verdien."""

    en_av: Annotated[OneOrMany[str], Field(min_length=1, max_length=MEST)] = ()
    """En av disse verdiene."""

    fra: str | None = None
    """Dette tallet eller høyere; brukes sammen med «til»."""

    til: str | None = None
    """Dette tallet eller lavere."""

    minst: str | None = None
    """Dette tallet eller høyere."""

    under: str | None = None
    """Lavere enn dette tallet."""

    over: str | None = None
    """Høyere enn dette tallet."""

    @model_validator(mode="after")
    def _not_empty(self) -> "Test":
        if not self.model_fields_set:
            raise fail("tom-test", "vilkåret sier ikke hva faktumet skal være")
        return self

    def values(self) -> list[tuple[str, str]]:
        """Each operator in use with each value it names."""
        return self._values

    @cached_property
    def same(self) -> tuple[float, ...]:
        """The numbers that are wanted exactly, for a fact that is a number."""
        return tuple(float(value) for operator, value in self._values if operator in ("er", "en_av"))

    @cached_property
    def bounds(self) -> tuple[tuple[str, float], ...]:
        """The limits a number is held against, each with its operator."""
        return tuple((operator, float(value)) for operator, value in self._values if operator not in ("er", "en_av"))

    @cached_property
    def answers(self) -> frozenset[str]:
        """The answers that are wanted, for a fact that is a choice."""
        return frozenset(value for _, value in self._values)

    @cached_property
    def _values(self) -> list[tuple[str, str]]:
        pairs = [(name, getattr(self, name)) for name in OPERATORER if name in self.model_fields_set]
        return [(name, v) for name, value in pairs for v in (value if isinstance(value, tuple) else (value,))]


class Betingelse(Record):
    """Et vilkårstre: en gruppe (alle, minst_en, ikke) eller én test av ett faktum."""

    alle: Annotated[tuple["Betingelse", ...], Field(min_length=1, max_length=MEST)] = ()
    """Alle disse må holde."""

    minst_en: Annotated[tuple["Betingelse", ...], Field(min_length=1, max_length=MEST)] = ()
    """Minst én av disse må holde."""

    ikke: "Betingelse | None" = None
    """Dette må ikke holde."""

    faktum: Annotated[str, Ref("faktum")] | None = None
    """Faktumet som testes (i filen står faktumets navn selv som nøkkel)."""

    test: Test | None = None
    """Hva faktumet må være (i filen står det som verdien)."""

    hjemmel: Hjemler = ()
    """Paragrafen akkurat dette leddet hviler på, når den er en annen eller mer presis enn regelens."""

    @model_validator(mode="before")
    @classmethod
    def _name_the_fact(cls, raw: Any) -> Any:
        """`{alder: {fra: 18}}` is read as `{faktum: alder, test: {fra: 18}}`."""
        if not isinstance(raw, dict):
            return raw
        kinds = [key for key in raw if key != "hjemmel"]
        if len(kinds) != 1:
            raise fail(
                "ett-ledd",
                "et ledd skal ha nøyaktig én av «alle», «minst_en», «ikke» eller et faktum",
            )
        (key,) = kinds
        if key in GRUPPER:
            return raw
        value = raw[key] if isinstance(raw[key], dict) else {"er": raw[key]}
        rest = {"hjemmel": raw["hjemmel"]} if "hjemmel" in raw else {}
        return {"faktum": key, "test": value, **rest}

    @model_validator(mode="after")
    def _can_be_read(self) -> "Betingelse":
        if len(self.leaves()) > MEST:
            raise fail("for-stort-tre", f"vilkåret har {len(self.leaves())} ledd; høyst {MEST} kan leses og prøves")
        return self

    def leaves(self) -> list["Betingelse"]:
        """Every test in the tree, in reading order."""
        # A leaf that kept itself could not be compared with another: pydantic compares what is kept too.
        return [self] if self.faktum is not None else self._leaves

    @cached_property
    def fakta(self) -> tuple[str, ...]:
        """The facts the tree asks about, each once, in reading order."""
        return tuple(dict.fromkeys(leaf.faktum for leaf in self.leaves() if leaf.faktum))

    @cached_property
    def _leaves(self) -> list["Betingelse"]:
        parts = (*self.alle, *self.minst_en, *((self.ikke,) if self.ikke else ()))
        return [leaf for part in parts for leaf in part.leaves()]


class Skjønn(MåBelegges):
    """Noe loven overlater til noen å vurdere."""

    tekst: Tekst
    """Det som skal vurderes, i paragrafens termer."""

    vurderes_av: Annotated[str, Ref("aktør")]
    """Hvem som vurderer."""


class Vilkår(MåBelegges):
    """En regel om hvem tilbudet eller ytelsen er for, og hvor sterkt kravet er."""

    modalitet: Modalitet
    """rett_og_plikt, rett, plikt eller kan (organet avgjør)."""

    hvem: Tekst
    """Gruppen i vanlige ord, som en veileder kan lese høyt."""

    hvis: Betingelse | None = None
    """Vilkårene som kan avgjøres, som et tre; utelates når ingenting kan avgjøres på forhånd."""

    skjønn: OneOrMany[Skjønn] = ()
    """Det loven overlater til skjønn."""

    gjelder_fra: Dato | None = None
    """Dagen regelen trer eller trådte i kraft."""

    gjelder_til: Dato | None = None
    """Siste dag regelen gjelder."""

    status: Literal["i_kraft", "vedtatt"] = "i_kraft"
    """«vedtatt» for regler som er vedtatt, men ikke satt i kraft og uten dato."""

    merknad: Tekst | None = None
    """Det leseren må vite i tillegg, for eksempel at et grensetilfelle er uklart."""


class Varighet(Belagt):
    """Hvor lenge noe varer, for hvem, eller et hull."""

    gjelder: Tekst | None = None
    """Hvem eller hva lengden gjelder, i vanlige ord."""

    ordning: Tekst | None = None
    """Hvilken ordning eller særregel lengden gjelder, når flere lengder kan gjelde for den samme."""

    når: Betingelse | None = None
    """Det samme som et vilkårstre, når det kan avgjøres."""

    minst_mnd: Annotated[int, Field(ge=0, le=600)] | None = None
    """Korteste lengde i måneder."""

    maks_mnd: Annotated[int, Field(ge=0, le=600)] | None = None
    """Lengste lengde i måneder."""

    forlenges_mnd: Annotated[int, Field(ge=0, le=600)] | None = None
    """Hvor mye lenger det kan bli etter forlengelse, i måneder; 0 når det ikke kan forlenges."""

    regnes: Literal["deltakelse", "fra_start"] = "deltakelse"
    """Om det lengste regnes i måneder man deltar (deltakelse), eller som tiden fra den første starten (fra_start)."""

    innenfor: Betingelse | None = None
    """Det som må holde i hver måned, når det lengste må brukes innenfor et tidsrom, som de seks årene etter beskyttelsen."""

    tekst: Tekst | None = None
    """Lengden i ord, når den ikke er måneder, eller det som må legges til."""

    ukjent: Tekst | None = None
    """Hvorfor lengden ikke er kjent."""

    @model_validator(mode="after")
    def _says_something(self) -> "Varighet":
        lengths = (self.minst_mnd, self.maks_mnd, self.tekst)
        if self.ukjent is None and all(value is None for value in lengths):
            raise fail("tekst-eller-hull", "her mangler «maks_mnd», «minst_mnd», «tekst» eller «ukjent»")
        if self.ukjent is None and not self.er_belagt:
            raise fail("mangler-kilde", "lengden har verken hjemmel eller kilde")
        return self
