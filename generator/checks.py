"""What must hold across files: every reference leads somewhere, every rule speaks of known facts."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.lovtekst import paragraph_id
from generator.model import KINDS
from generator.model.regler import Betingelse, Faktum, Test
from generator.problems import Problem, did_you_mean, few
from generator.shape import Placed

Rule = Callable[[Catalogue], Iterator[Problem]]
RULES: dict[str, Rule] = {}
# Rules that follow ids from record to record: they are asked when every other rule has found its records sound.
LATE: set[str] = set()

NEUTER = (
    "tilbud",
    "språknivå",
    "mål",
    "faktum",
    "samsvar",
    "begrep",
    "regelverk",
    "grunnbeløp",
    "emne",
    "funn",
    "veivalgspørsmål",
    "gsuland",
    "krav",
)
NUMBER = re.compile(r"-?\d+([.]\d+)?")
# The fields that hold answers to facts; what becomes unknown may be said in all but a persona's own situation.
SITUATIONS = ("situasjon", "ved_start", "ved_slutt")
OPERATORS_FOR = {
    "tall": ("er", "en_av", "fra", "til", "minst", "under", "over"),
    "valg": ("er", "en_av"),
    "ja_nei": ("er",),
}


def rule(code: str, *, late: bool = False) -> Callable[[Rule], Rule]:
    """Register a rule under the code its problems carry."""

    def register(function: Rule) -> Rule:
        RULES[code] = function
        if late:
            LATE.add(code)
        return function

    return register


def check(catalogue: Catalogue) -> list[Problem]:
    """Every problem every rule finds, sorted by place."""
    found = faults(catalogue)
    if not any(problem.is_error for problem in found):
        # In the order of the rules, since what one of them gives up proving the next does not try again.
        found |= {problem for code in RULES if code in LATE for problem in RULES[code](catalogue)}
    return few(found)


def faults(catalogue: Catalogue) -> set[Problem]:
    """What the rules find that need nothing to be sound; whatever is worked out from faulty content is worth nothing."""
    return {problem for code, function in RULES.items() if code not in LATE for problem in function(catalogue)}


def _placed(catalogue: Catalogue) -> Iterator[Placed]:
    for kind in KINDS:
        yield from catalogue.placed[kind.name].values()


@rule("ukjent-id")
def every_reference_leads_somewhere(catalogue: Catalogue) -> Iterator[Problem]:
    """Hver id som nevnes, har en post."""
    for item in _placed(catalogue):
        for path, kind, id in item.inside.references:
            if kind in ("regelverk",) or id in catalogue.placed[kind]:
                continue
            hint = did_you_mean(id, catalogue.placed[kind]) or f"poster av denne typen ligger i pathways/{_place(kind)}"
            none = "ikke noe" if kind in NEUTER else "ingen"
            yield item.document.problem(
                (*item.path, *path), "ukjent-id", f"{none} {kind} har id «{id}»", hint, key=kind == "faktum"
            )


def _place(kind: str) -> str:
    return next(k.place for k in KINDS if k.name == kind)


@rule("ukjent-hjemmel")
def every_citation_has_its_text(catalogue: Catalogue) -> Iterator[Problem]:
    """Hver paragraf det vises til, står i pathways/regelverk/ med ordlyden den er lest i."""
    known = {record.refid: {p.id for p in record.paragrafer} for record in catalogue.all("regelverk")}
    for item in _placed(catalogue):
        for path, kind, citation in item.inside.references:
            if kind != "regelverk":
                continue
            refid, paragraph = paragraph_id(citation)
            if refid not in known:
                hint = did_you_mean(refid, known) or "hent den med «mulighetskart hjemler --kilde MAPPE»"
                yield item.document.problem(
                    (*item.path, *path), "ukjent-hjemmel", f"{refid} står ikke i pathways/regelverk/", hint
                )
            elif paragraph not in known[refid]:
                near = did_you_mean(paragraph, known[refid])
                hint = (
                    f"{near} Hvis ikke: hent den med «mulighetskart hjemler --kilde MAPPE»"
                    if near
                    else "hent den med «mulighetskart hjemler --kilde MAPPE»"
                )
                yield item.document.problem(
                    (*item.path, *path),
                    "ukjent-hjemmel",
                    f"«{paragraph}» i {refid} står ikke i pathways/regelverk/",
                    hint,
                )


@rule("feil-test")
def every_test_fits_its_fact(catalogue: Catalogue) -> Iterator[Problem]:
    """Hver test i et vilkår, og hvert svar i en situasjon, passer med faktumets type og svar."""
    for item in _placed(catalogue):
        for path, value in item.inside.models:
            if (
                isinstance(value, Betingelse)
                and value.faktum
                and value.test
                and value.faktum in catalogue.placed["faktum"]
            ):
                fact = catalogue.get("faktum", value.faktum)
                pairs = value.test.values()
                for index, (operator, wanted) in enumerate(pairs):
                    if fault := misfit(fact, operator, wanted):
                        at = (*item.path, *path, "test", operator)
                        if operator not in OPERATORS_FOR[fact.type]:
                            yield item.document.problem(at, "feil-test", *fault, key=True)
                        else:
                            place = [name for name, _ in pairs[:index]].count(operator)
                            yield item.document.problem((*at, place), "feil-test", *fault)
            for field in _situations_of(type(value)):
                for name, given in getattr(value, field).items():
                    if name not in catalogue.placed["faktum"] or (given == "ukjent" and field != "situasjon"):
                        continue
                    if fault := misfit(catalogue.get("faktum", name), "er", given):
                        yield item.document.problem((*item.path, *path, field, name), "feil-test", *fault)


@cache
def _situations_of(model: type[BaseModel]) -> tuple[str, ...]:
    """Asked once of each type: to ask every part of every record takes as long as all the other rules."""
    return tuple(field for field in SITUATIONS if field in model.model_fields)


def misfit(fact: Faktum, operator: str, value: str) -> tuple[str, str] | None:
    """Message and hint when a value cannot be an answer to this fact."""
    allowed = OPERATORS_FOR[fact.type]
    if operator not in allowed:
        return f"«{operator}» kan ikke brukes på «{fact.id}», som er av typen {fact.type}", "bruk " + ", ".join(allowed)
    if fact.type == "valg":
        known = [answer.id for answer in fact.verdier]
        if value not in known:
            return f"«{value}» er ikke et svar på «{fact.id}»", did_you_mean(value, known) or "svarene er " + ", ".join(
                known
            )
    if fact.type == "ja_nei" and value not in ("ja", "nei"):
        return f"«{value}» er ikke et svar på «{fact.id}»", "svaret er ja eller nei"
    if fact.type == "tall":
        if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,9})?", value):
            return f"«{value}» er ikke et tall", f"«{fact.id}» er et tall i {fact.enhet}"
        number, low, high = float(value), fact.minst, fact.største
        if (low is not None and number < low) or (high is not None and number > high):
            limits = [f"{word} {limit}" for word, limit in (("minst", low), ("høyst", high)) if limit is not None]
            return f"{value} er utenfor det som gir mening for «{fact.id}»", f"{' og '.join(limits)} {fact.enhet}"
    return None


@rule("tomt-spenn")
def every_range_holds_some_number(catalogue: Catalogue) -> Iterator[Problem]:
    """Et spenn fra et tall til et annet har plass til minst ett tall."""
    for item in _placed(catalogue):
        for path, value in item.inside.models:
            if isinstance(value, Test) and is_empty(value):
                at = (*item.path, *path)
                yield item.document.problem(
                    at, "tomt-spenn", "ingen tall oppfyller dette", "bytt om tallene, eller rett det ene"
                )


def is_empty(test: Test) -> bool:
    """Whether no number passes the test."""
    low = [float(text) for text in (test.fra, test.minst, test.over) if text and NUMBER.fullmatch(text)]
    high = [float(text) for text in (test.til, test.under) if text and NUMBER.fullmatch(text)]
    strict = test.over is not None or test.under is not None
    return bool(low and high) and (max(low) > min(high) or (strict and max(low) == min(high)))


@rule("sirkel")
def nothing_is_its_own_beginning(catalogue: Catalogue) -> Iterator[Problem]:
    """Ingen variant er sin egen dør, og ingenting krever seg selv gjennom andre."""
    variants = {t.id: [t.variant_av] if t.variant_av else [] for t in catalogue.all("tilbud")}
    needs = {t.id: [k.tilbud for k in t.krever if k.tilbud] for t in catalogue.all("tilbud")}
    for edges, field, words in ((variants, "variant_av", "variant av"), (needs, "krever", "krav til")):
        told: set[str] = set()  # a circle is one fault, however many are in it
        for id in edges:
            if id not in told and (cycle := _cycle(id, edges)):
                told.update(cycle)
                item = catalogue.placed["tilbud"][id]
                chain = " → ".join(f"«{step}»" for step in cycle)
                where: tuple[str | int, ...] = (field,)
                if field == "krever":
                    where = ("krever", [k.tilbud for k in item.record.krever].index(cycle[1]), "tilbud")
                yield item.document.problem(
                    where, "sirkel", f"«{id}» er {words} seg selv: {chain}", "bryt kjeden ett sted"
                )


def _cycle(start: str, edges: dict[str, list[str]]) -> list[str] | None:
    stack, seen = [[start]], set()
    while stack:
        path = stack.pop()
        for step in edges.get(path[-1], []):
            if step == start:
                return [*path, step]
            if step not in seen:
                seen.add(step)
                stack.append([*path, step])
    return None


@rule("dor-i-dor")
def doors_are_one_deep(catalogue: Catalogue) -> Iterator[Problem]:
    """En variant ligger bak en dør, aldri bak en annen variant, og i samme kategori som døra."""
    doors = {t.id: [t.variant_av] if t.variant_av else [] for t in catalogue.all("tilbud")}
    for item in catalogue.placed["tilbud"].values():
        door = catalogue.placed["tilbud"].get(item.record.variant_av or "")
        if door is None or _cycle(item.record.id, doors):
            continue
        if door.record.variant_av:
            yield item.document.problem(
                ("variant_av",),
                "dor-i-dor",
                f"«{door.record.id}» er selv en variant",
                f"skriv «variant_av: {door.record.variant_av}»",
            )
        elif door.record.kategori != item.record.kategori and door.record.kategori in catalogue.placed["kategori"]:
            yield item.document.problem(
                ("kategori",),
                "dor-i-dor",
                f"døra «{door.record.id}» er i kategorien «{door.record.kategori}»",
                f"skriv «kategori: {door.record.kategori}»",
            )


@rule("trinn-i-kategorien")
def doors_stand_on_a_step_of_their_category(catalogue: Catalogue) -> Iterator[Problem]:
    """Hver dør står på ett av trinnene i kategorien sin, når kategorien har trinn; en variant står der døra står."""
    steps = {k.id: [trinn.id for trinn in k.trinn] for k in catalogue.all("kategori")}
    for item in catalogue.placed["tilbud"].values():
        offer, known = item.record, steps.get(item.record.kategori)
        if offer.variant_av:
            if offer.trinn:
                message = "en variant står på trinnet til døra si"
                yield item.document.problem(("trinn",), "trinn-i-kategorien", message, "slett linja", key=True)
            continue
        if known is None or offer.trinn in known or (offer.trinn is None and not known):
            continue
        known_as = "trinnene er " + ", ".join(known) if known else "kategorien har ingen trinn; slett linja"
        if offer.trinn is None:
            message = f"døra står ikke på noe trinn i kategorien «{offer.kategori}»"
            yield item.document.problem(("kategori",), "trinn-i-kategorien", message, f"legg til «trinn»; {known_as}")
        else:
            message = f"kategorien «{offer.kategori}» har ikke noe trinn «{offer.trinn}»"
            yield item.document.problem(
                ("trinn",), "trinn-i-kategorien", message, did_you_mean(offer.trinn, known) or known_as
            )


@rule("steg-i-reisen")
def steps_named_in_a_journey_exist(catalogue: Catalogue) -> Iterator[Problem]:
    """Hvert steg som nevnes i en reise, finnes i den, og ingen steg har samme id."""
    for item in catalogue.placed["reise"].values():
        reise = item.record
        ids = [steg.id for steg in reise.steg]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield item.document.problem(
                    ("steg", index, "id"), "dobbel-id", f"steget «{id}» står to ganger", "gi det ene en annen id"
                )
        named: list[tuple[tuple[str | int, ...], str | None]] = [
            (("mål", i, "steg"), m.steg) for i, m in enumerate(reise.mål)
        ]
        named += [(("sideveier", i, "fra"), s.fra) for i, s in enumerate(reise.sideveier)]
        named += [(("steg", i, "del_av"), s.del_av) for i, s in enumerate(reise.steg)]
        named += [
            (("veivalg", i, "valg", j, "steg"), v.steg)
            for i, w in enumerate(reise.veivalg)
            for j, v in enumerate(w.valg)
        ]
        for path, id in named:
            if id is not None and id not in ids:
                yield item.document.problem(
                    path,
                    "steg-i-reisen",
                    f"reisen har ikke noe steg «{id}»",
                    did_you_mean(id, ids) or "stegene er " + ", ".join(ids),
                )


@rule("dato-rekkefolge")
def dates_run_forward(catalogue: Catalogue) -> Iterator[Problem]:
    """Det som gjelder fra en dag, slutter ikke før den dagen."""
    for item in _placed(catalogue):
        for path, value in item.inside.models:
            said = vars(value)
            start, end = said.get("gjelder_fra"), said.get("gjelder_til")
            if start and end and end < start:
                yield item.document.problem(
                    (*item.path, *path, "gjelder_til"),
                    "dato-rekkefolge",
                    f"«gjelder_til» ({end}) er før «gjelder_fra» ({start})",
                    "rett en av datoene",
                )
            if said.get("minst_mnd") and said.get("maks_mnd") and said["minst_mnd"] > said["maks_mnd"]:
                yield item.document.problem(
                    (*item.path, *path, "minst_mnd"),
                    "dato-rekkefolge",
                    "den korteste lengden er lengre enn den lengste",
                    "bytt om tallene",
                )
