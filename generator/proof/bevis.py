"""What a proof is made of: each month, each step asked of the rules, each change in money, and whatever breaks."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator import words
from generator.evaluate import Svar

Livsopphold = Literal["sikret", "delvis", "søkes", "hull"]
Sti = tuple[str | int, ...]


@dataclass(frozen=True)
class Brudd:
    """One thing that does not hold: which rule, in which month, by which paragraph, and where in the journey's file."""

    kode: str
    sti: Sti
    regel: str
    hint: str
    hjemmel: tuple[str, ...] = ()
    mnd: int | None = None
    dato: date | None = None
    steg: str | None = None

    @property
    def melding(self) -> str:
        """The month, the rule and the paragraph in one sentence."""
        when = f"måned {self.mnd} ({words.month(self.dato)}): " if self.dato else ""
        return f"{when}{self.regel}{f' ({words.joined(self.hjemmel)})' if self.hjemmel else ''}"


@dataclass(frozen=True)
class Lengde:
    """How much of what the law allows at the longest is used when a step ends."""

    brukt: int
    maks: int
    hjemmel: tuple[str, ...]
    gjelder: str
    forlenget: bool


@dataclass(frozen=True)
class Snitt:
    """How many hours a week are work on average, against what law asks for, over the months that count."""

    timer: float
    minst: float
    fra_mnd: int
    hjemmel: tuple[str, ...]


@dataclass(frozen=True)
class Søknadsbevis:
    """An application of a step, and the last day for it where law sets one."""

    mnd: int
    dato: date
    hva: str
    til: str
    hjemmel: tuple[str, ...]
    senest: date | None


@dataclass(frozen=True)
class StegBevis:
    """One step as the rules saw it when it began."""

    steg: str
    mnd: int
    dato: date
    slag: Literal["tilbud", "ytelse"] | None
    id: str | None
    svar: Svar | None
    fortsetter: str | None
    vedtatt_før: bool
    antakelse: str
    lengde: Lengde | None
    snitt: Snitt | None
    søknader: tuple[Søknadsbevis, ...]


@dataclass(frozen=True)
class Måned:
    """One month: what runs, what there is to live on, and who is responsible."""

    nummer: int
    dato: date
    steg: tuple[str, ...]
    livsopphold: tuple[str, ...]
    art: Livsopphold
    kroner: int | None
    tillegg: tuple[str, ...]
    ansvar: tuple[str, ...]


@dataclass(frozen=True)
class Pengeskifte:
    """A month in which what the person lives on changes, or what it comes to."""

    mnd: int
    fra: tuple[str, ...]
    til: tuple[str, ...]
    før: int | None
    etter: int | None

    @property
    def fall(self) -> int | None:
        """How many kroner less it is each month; None when either is not known, 0 when it is no less."""
        return None if self.før is None or self.etter is None else max(0, self.før - self.etter)


@dataclass(frozen=True)
class Bevis:
    """A journey walked through month by month."""

    reise: str
    måneder: tuple[Måned, ...]
    steg: tuple[StegBevis, ...]
    penger: tuple[Pengeskifte, ...]
    brudd: tuple[Brudd, ...]

    @property
    def holder(self) -> bool:
        """Whether nothing breaks."""
        return not self.brudd
