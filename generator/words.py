"""Norwegian words for values: dates, amounts, lengths, citations, and rule trees read aloud."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from generator.lovtekst import paragraph_id
from generator.model.oppslag import Grunnbeløp, Regelverk
from generator.model.regler import Betingelse, Faktum, Test, Varighet, Verdi, Vilkår
from generator.model.ytelse import Sats

NBSP = "\u00a0"
MONTHS = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
]
NAMES = (
    "Nav",
    "Lånekassen",
    "Husbanken",
    "Helsedirektoratet",
    "Utdanningsdirektoratet",
    "Utlendingsnemnda",
    "Jobbsjansen",
    "Norge",
    "HK",
)  # never with a small letter
MODALITY = {"rett_og_plikt": "Rett og plikt", "rett": "Rett", "plikt": "Plikt", "kan": "Kan"}
LEVEL = {"ingen": "Ikke noe krav", "a1": "A1", "a2": "A2", "b1": "B1", "b2": "B2", "c1": "C1", "varierer": "Varierer"}
ROLE = {
    "vedtar": "avgjør",
    "gjennomfører": "gjennomfører",
    "betaler": "betaler",
    "søker": "søker",
    "veileder": "veileder",
    "samarbeider": "samarbeider",
}
LANE = {
    "norsk": "Norsk",
    "arbeid_utdanning": "Arbeid og utdanning",
    "supplerende": "Supplerende",
    "livsopphold": "Livsopphold",
    "ansvar": "Ansvar",
}
# What kind of benefit one lives on, in the order it is shown.
BENEFIT = {
    "lønn": "Lønn",
    "deltakerytelse": "Følger et program eller tiltak",
    "trygd": "Trygd",
    "behovsprøvd": "Søkes og vurderes",
    "utdanningsstøtte": "Utdanningsstøtte",
    "tillegg": "Tillegg",
}
# Where long compounds of the field may be broken, so that names fit narrow places.
SEAMS = re.compile(
    r"(?<=\w{4})(?=(?:program|veiled|opplæring|forbered|utdanning|tilskudd|kandidat|kartlegg|vurdering|trening|stønad|praksis|godkjenn|avklaring|penger|kunnskap|markeds|kompetanse|kvalifisering|stipend|faglig|plan\b|løp\b|garanti|tjenest|assistanse|organisasjon|spesialiser|ordning|prøve|botilbud))",
    re.IGNORECASE,
)
SINGULAR = {"måneder": "måned", "timer i uka": "time i uka"}
ALL_OF, ANY_OF = "alt dette gjelder", "minst ett av dette gjelder"
LETTERS = str.maketrans({"æ": "zz1", "ø": "zz2", "å": "zz3", "ä": "zz1", "ö": "zz2"})


@cache
def alphabetical(text: str) -> str:
    """The key that sorts names as Norwegian readers expect, with æ, ø and å last."""
    return text.lower().translate(LETTERS)


def day(value: date) -> str:
    """2026-07-02 as «2. juli 2026»."""
    return f"{value.day}.{NBSP}{MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """2026-07-01 as «juli 2026»."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def short_month(value: date) -> str:
    """2026-08-01 as «aug. 2026»; months of four letters or fewer are written out."""
    name = MONTHS[value.month - 1]
    return f"{name if len(name) <= 4 else name[:3] + '.'}{NBSP}{value.year}"


def breakable(text: str) -> str:
    """The text with soft hyphens in words too long for a narrow place."""
    return " ".join(SEAMS.sub("\u00ad", word) if len(word) > 11 else word for word in text.split(" "))


def joined(parts: Iterable[str], last: str = "og") -> str:
    """«a, b og c»."""
    *rest, end = list(parts) or [""]
    return f"{', '.join(rest)} {last} {end}" if rest else end


def capital(text: str) -> str:
    """The same with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The same with a small first letter, unless it begins with a name or a word in capitals."""
    named = re.match(r"\w*", text)
    return text if text[1:2].isupper() or (named and named[0] in NAMES) else text[:1].lower() + text[1:]


def answer(fact: Faktum, value: str) -> str:
    """An answer to a fact in words."""
    if fact.type == "ja_nei" and value in ("ja", "nei"):
        return value
    if fact.type == "valg":
        return next((known.navn for known in fact.verdier if known.id == value), "ikke kjent")
    return _counted(value, fact) if fact.type == "tall" and value != "ukjent" else "ikke kjent"


def modality(rule: Vilkår) -> str:
    """The strength of a rule in words; nothing is called a plain right or duty while judgement is open."""
    word = MODALITY[rule.modalitet]
    return f"{word}, etter vurdering" if rule.skjønn and rule.modalitet != "kan" else word


def kroner(amount: int | Fraction) -> str:
    """273098 as «273 098 kr», rounded half up."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator) if isinstance(amount, Fraction) else Decimal(amount)
    whole = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    return f"{whole:,}".replace(",", NBSP) + f"{NBSP}kr"


def times(number: int) -> str:
    """1 as «én gang», 6 as «6 ganger»."""
    return "én gang" if number == 1 else f"{number}{NBSP}ganger"


def months(number: int) -> str:
    """36 as «3 år», 18 as «18 måneder», 30 as «30 måneder»."""
    if number >= 24 and number % 12 == 0:
        return f"{number // 12}{NBSP}år"
    return f"{number}{NBSP}måned{'' if number == 1 else 'er'}"


def length(item: Varighet, *, short: bool = False) -> str:
    """A length in one phrase, without whom it is for; the short one leaves out what is to be added."""
    if item.ukjent:
        return f"Ikke kjent: {item.ukjent}"
    parts = []
    if item.minst_mnd is not None and item.maks_mnd is not None:
        parts.append(f"fra {months(item.minst_mnd)} til {months(item.maks_mnd)}")
    elif item.maks_mnd is not None:
        parts.append(f"inntil {months(item.maks_mnd)}")
    elif item.minst_mnd is not None:
        parts.append(f"minst {months(item.minst_mnd)}")
    if item.forlenges_mnd:
        parts.append(f"kan forlenges med inntil {months(item.forlenges_mnd)}")
    elif item.forlenges_mnd == 0 and not short:
        parts.append("kan ikke forlenges")
    phrase = ", ".join(parts)
    if short and phrase:
        return capital(phrase)
    return capital(f"{phrase}. {item.tekst}" if phrase and item.tekst else phrase or item.tekst or "")


@dataclass(frozen=True)
class Beløp:
    """An amount as rule and in kroner, with the day the kroner hold from."""

    regel: str
    kroner: str
    fra: str


def amount(rate: Sats, base: Grunnbeløp | None) -> Beløp:
    """A rate in words; what is given in G is worked out from the basic amount."""
    per = "" if rate.per == "engang" else f" per {rate.per}"
    if rate.g is not None:
        g = Fraction(rate.g.replace(",", "."))
        share = Fraction(rate.andel) if rate.andel else Fraction(1)
        rule = f"{rate.andel + ' av ' if rate.andel else ''}{rate.g.replace('.', ',')}{NBSP}G{per}"
        if base is None:
            return Beløp(rule, "", "")
        yearly = g * share * base.kroner
        shown = kroner(yearly) + per
        if rate.per == "år":
            shown += f" ({kroner(yearly / 12)} i måneden)"
        return Beløp(rule, shown, day(base.gjelder_fra))
    if rate.kroner is not None:
        return Beløp("", kroner(rate.kroner) + per, day(rate.fra) if rate.fra else "")
    return Beløp(rate.tekst or "", "", "")


@dataclass(frozen=True)
class Henvisning:
    """A citation as it is shown: its words, and where our copy of the paragraph stands."""

    tekst: str
    regelverk: str
    anker: str


def anchor(paragraph: str) -> str:
    """«§ 14 a» as the anchor `p14a`, «vedlegg I» as `vedlegg-i`."""
    if paragraph.startswith("§ "):
        return "p" + paragraph[2:].replace(" ", "").lower()
    return paragraph.replace(" ", "-").lower()


def citation(text: str, laws: Mapping[str, Regelverk]) -> Henvisning:
    """`lov/2020-11-06-127 § 8 første ledd` as «integreringsloven § 8 første ledd»."""
    refid, paragraph = paragraph_id(text)
    law = laws[refid]
    name = law.navn if law.navn[1:2].isupper() or "-" in law.navn[:4] else law.navn[:1].lower() + law.navn[1:]
    place = text[len(refid) + 1 :].replace("§ ", f"§{NBSP}")
    return Henvisning(f"{name} {place}", law.id, anchor(paragraph))


@dataclass(frozen=True)
class Ledd:
    """A part of a condition tree in words: one sentence, or a heading with parts below it."""

    tekst: str
    hjemmel: tuple[str, ...] = ()
    barn: tuple["Ledd", ...] = ()


def condition(tree: Betingelse, facts: Mapping[str, Faktum]) -> Ledd:
    """A condition tree read aloud."""
    if tree.faktum is not None and tree.test is not None:
        return Ledd(_test(facts[tree.faktum], tree.test), tree.hjemmel)
    if tree.ikke is not None:
        return _negated(tree.ikke, facts, tree.hjemmel)
    parts = tree.alle or tree.minst_en
    if len(parts) == 1:
        inner = condition(parts[0], facts)
        return Ledd(inner.tekst, (*tree.hjemmel, *inner.hjemmel), inner.barn)
    head = ALL_OF if tree.alle else ANY_OF
    return Ledd(head, tree.hjemmel, tuple(condition(part, facts) for part in parts))


def sentence(tree: Betingelse, facts: Mapping[str, Faktum]) -> str:
    """A condition tree in one sentence, for where there is no room for a tree."""
    return _flat(condition(tree, facts), outermost=True)


def _flat(part: Ledd, *, outermost: bool = False) -> str:
    if not part.barn:
        return part.tekst
    inner = [_flat(child) for child in part.barn]
    if part.tekst == ANY_OF:
        told = joined(inner, "eller")
    elif part.tekst == ALL_OF:
        told = joined(inner, "og")
    else:
        told = f"{part.tekst}: {'; '.join(inner)}"
    return told if outermost else f"({told})"


def _negated(tree: Betingelse, facts: Mapping[str, Faktum], cited: tuple[str, ...]) -> Ledd:
    cited = (*cited, *tree.hjemmel)
    if tree.faktum is not None and tree.test is not None:
        fact = facts[tree.faktum]
        if fact.type == "ja_nei":
            opposite = "nei" if tree.test.er == "ja" else "ja"
            return Ledd(_test(fact, Test(er=opposite)), cited)
        return Ledd(_test(fact, tree.test, negated=True), cited)
    if tree.ikke is not None:  # not not: what stands inside
        inner = condition(tree.ikke, facts)
        return Ledd(inner.tekst, (*cited, *inner.hjemmel), inner.barn)
    parts = tree.alle or tree.minst_en
    if len(parts) == 1:
        return _negated(parts[0], facts, cited)
    head = "ikke alt dette på én gang" if tree.alle else "ingenting av dette gjelder"
    return Ledd(head, cited, tuple(condition(part, facts) for part in parts))


def _test(fact: Faktum, test: Test, *, negated: bool = False) -> str:
    if fact.type == "ja_nei":
        return (fact.ja if test.er == "ja" else fact.nei) or fact.navn
    verb = "er ikke" if negated else "er"
    if fact.type == "valg":
        wanted = [value for _, known in test.values() for value in fact.verdier if value.id == known]
        return _told(wanted, negated) or f"{fact.navn} {verb} {_quoted([value.navn for value in wanted])}"
    flipped = _opposite(test) if negated else None
    if flipped:
        return f"{fact.navn} er {_range(fact, flipped)}"
    return f"{fact.navn} {verb} {_range(fact, test)}"


def _told(wanted: Sequence[Verdi], negated: bool) -> str | None:
    """The answers as sentences of their own; several denied at once have no sentence that reads well."""
    if negated:
        return wanted[0].setning_ikke if len(wanted) == 1 else None
    sentences = [value.setning for value in wanted if value.setning]
    return _eller(sentences) if len(sentences) == len(wanted) else None


def _eller(sentences: Sequence[str]) -> str:
    """«personen går på fagskole eller går på høyskole»: who it is about is said once."""
    first, *rest = sentences
    about = f"{first.split(' ', 1)[0]} "
    return joined([first, *(text.removeprefix(about) for text in rest)], "eller")


def _opposite(test: Test) -> Test | None:
    """«ikke minst 30» is said as «under 30»; None when there is no such short way."""
    pairs = {"minst": "under", "fra": "under", "under": "minst", "over": "til", "til": "over"}
    given = test.values()
    if len(given) == 1 and given[0][0] in pairs:
        return Test.model_validate({pairs[given[0][0]]: given[0][1]})
    return None


def _quoted(names: Sequence[str]) -> str:
    return joined((f"«{name}»" for name in names), "eller") if len(names) > 1 else f"«{names[0]}»"


def _range(fact: Faktum, test: Test) -> str:
    if test.er is not None:
        return f"nøyaktig {_counted(test.er, fact)}"
    if test.en_av:
        return joined([*test.en_av[:-1], _counted(test.en_av[-1], fact)], "eller")
    parts = []
    if test.fra is not None and test.til is not None:
        return f"fra {test.fra} til og med {_counted(test.til, fact)}"
    for value, word in (
        (test.fra, "minst"),
        (test.minst, "minst"),
        (test.over, "over"),
        (test.under, "under"),
        (test.til, "høyst"),
    ):
        if value is not None:
            parts.append(f"{word} {_counted(value, fact)}")
    return joined(parts)


def _counted(number: str, fact: Faktum) -> str:
    """«1 måned» and «2 måneder», as the unit is one or many."""
    return f"{number}{NBSP}{one_or_many(number, fact.enhet or '')}"


def one_or_many(number: str, unit: str) -> str:
    """The unit as it is written after a number; «år» is the same for one and many."""
    return SINGULAR.get(unit, unit) if number == "1" else unit
