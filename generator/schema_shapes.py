"""What the models say of keys together: one of two, at least one, one when another has a certain value."""

from typing import Any

from generator.model.base import MåBelegges, Record, Utsagn
from generator.model.dekning import Krav
from generator.model.deltakelse import Frist as Årsfrist
from generator.model.hendelse import Frist, Gjøremål
from generator.model.regler import Faktum, Varighet
from generator.model.reise import Reise, Steg
from generator.model.samsvar import Samsvar
from generator.model.tilbud import Effekt, MedTilbud, Språkkrav, TilbudYtelse
from generator.model.ytelse import Sats

Schema = dict[str, Any]


def some(*keys: str) -> Schema:
    """At least one of these keys."""
    return {"anyOf": [{"required": [key]} for key in keys]}


def one(*keys: str) -> Schema:
    """Exactly one of these keys."""
    return {"oneOf": [{"required": [key]} for key in keys]}


def when(key: str, value: str | list[int] | list[str], then: Schema) -> Schema:
    """What must hold when a key has a certain value, or one of several."""
    wanted: Schema = {"enum": value} if isinstance(value, list) else {"const": value}
    return {"if": {"properties": {key: wanted}, "required": [key]}, "then": then}


SOURCE = ("hjemmel", "kilde")
# The validators of the models, one by one, in the words of a schema; a test holds them against each other.
COMBINATIONS: dict[type[Record], tuple[Schema, ...]] = {
    Utsagn: (one("tekst", "ukjent"),),
    Årsfrist: (
        when("måned", [2], {"properties": {"dag": {"maximum": 28}}}),
        when("måned", [4, 6, 9, 11], {"properties": {"dag": {"maximum": 30}}}),
    ),
    Språkkrav: (some(*SOURCE, "ukjent"),),
    TilbudYtelse: (some(*SOURCE, "ukjent"),),
    MedTilbud: (one("tilbud", "ytelse"),),
    Effekt: (one("påstand", "ukjent"), {"if": {"required": ["påstand"]}, "then": some(*SOURCE)}),
    Sats: (some("g", "kroner", "tekst"),),
    Gjøremål: (one("når_mnd_før", "frist"),),
    Frist: (one("uker", "mnd", "år", "lengde"),),
    Samsvar: (one("umulig", "ikke_over"),),
    Varighet: (some("minst_mnd", "maks_mnd", "tekst", "ukjent"), some(*SOURCE, "ukjent")),
    Faktum: (
        when("type", "tall", {"required": ["enhet"]}),
        when("type", "valg", {"required": ["verdier"], "properties": {"verdier": {"minItems": 2}}}),
        when("type", "ja_nei", {"required": ["ja", "nei"]}),
        {"if": {"required": ["går_med_tiden"]}, "then": {"properties": {"type": {"const": "tall"}}}},
    ),
    Steg: (
        when("bane", "livsopphold", one("ytelse", "hull")),
        when("bane", "ansvar", {"required": ["aktør"]}),
        when("anslag", "nei", some(*SOURCE)),
    ),
    Krav: (
        when("svar", ["møtt", "delvis"], {"required": ["adresser"], "properties": {"adresser": {"minItems": 1}}}),
        when("svar", ["delvis", "ikke"], {"required": ["tekst"]}),
    ),
    Reise: ({"properties": {"begynner": {"pattern": "-01$"}}},),
}


def combinations(model: type[Record]) -> Schema:
    """What holds for the keys of a class together, with what its bases say."""
    found = [rule for base in model.__mro__ for rule in COMBINATIONS.get(base, ())]
    if issubclass(model, MåBelegges):
        found.append(some(*SOURCE, *(("ukjent",) if "ukjent" in model.model_fields else ())))
    return {"allOf": found} if found else {}
