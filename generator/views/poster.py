"""What the handbook shows of the records: every kind, every field with its sentence, read off the model."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.model import KINDS, Kind
from generator.model.base import JaNei, Record, Ref
from generator.views.redaktor import HÅNDBOK
from generator.views.shown import Lenketekst, Side

POSTER = (*HÅNDBOK, Lenketekst("Poster", "redaktor/poster/"))
SIMPLE: dict[Any, str] = {str: "tekst", int: "helt tall", float: "tall", bool: "ja eller nei", date: "dato"}


@dataclass(frozen=True)
class Felt:
    """One key of a record: what is written there, in one sentence, and what it leads to."""

    navn: str
    må: bool
    slag: str
    om: tuple[tuple[str, bool], ...]
    """In pieces, each with whether it is written as in a file."""
    peker_på: tuple[Lenketekst, ...]
    del_: tuple[str, str] | None
    """Name and anchor of the part its keys are in."""


@dataclass(frozen=True)
class Del:
    """A record, or a part of one, with its keys."""

    id: str
    navn: str
    om: str
    felt: tuple[Felt, ...]


@dataclass(frozen=True)
class Posttype:
    """One kind of record: where it is kept, its own keys, and the parts they are made of."""

    sted: str
    om: str
    egen: Del
    deler: tuple[Del, ...]


def poster_pages() -> list[Side]:
    """The page of every kind, and the list of them."""
    rows = tuple((_link(kind), _place(kind), _about(kind.type)) for kind in KINDS)
    text = "Hver type post, hvor den ligger, og hvert felt med forklaring."
    return [Side("redaktor/poster/", "poster.md", "Poster", text, rows, HÅNDBOK), *map(_page, KINDS)]


def _page(kind: Kind) -> Side:
    own, *parts = _records(kind.type)
    data = Posttype(_place(kind), _about(kind.type), _del(own), tuple(map(_del, parts)))
    return Side(_address(kind), "post.md", f"Felt i {kind.name}", _about(kind.type), data, POSTER)


def _address(kind: Kind) -> str:
    return f"redaktor/poster/{kind.place.removesuffix('.yml')}/"


def _link(kind: Kind) -> Lenketekst:
    return Lenketekst(kind.name.capitalize(), _address(kind))


def _place(kind: Kind) -> str:
    return f"pathways/{kind.place}/ID.yml" if kind.is_folder else f"pathways/{kind.place}"


def _about(model: type[Record]) -> str:
    return " ".join((model.__doc__ or "").split())


@cache
def _records(model: type[Record]) -> tuple[type[Record], ...]:
    """A record and every part it is made of, each once, in the order they are met."""
    found = {model: None}
    waiting = [model]
    while waiting:
        fields = waiting.pop(0).model_fields.values()
        new = [part for field in fields for part in _parts(field.annotation) if part not in found]
        found |= dict.fromkeys(new)
        waiting += dict.fromkeys(new)
    return tuple(found)


def _parts(annotation: Any) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [part for inner in get_args(annotation) for part in _parts(inner)]


def _del(model: type[Record]) -> Del:
    fields = tuple(_field(name, info) for name, info in model.model_fields.items())
    own = model.__annotations__
    first = sorted(fields, key=lambda field: (not field.må, field.navn not in own))  # what all records share comes last
    return Del(_part_id(model), model.__name__, _about(model), tuple(first))


def _part_id(model: type[Record]) -> str:
    """Two parts of two kinds may share a name, but not a module."""
    return f"{model.__module__.rsplit('.', 1)[-1]}-{model.__name__}".lower()


def _field(name: str, info: FieldInfo) -> Felt:
    wanted = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    part = next(iter(_parts(info.annotation)), None)
    pieces = " ".join((info.description or "").split()).split("`")
    about = tuple((text, place % 2 == 1) for place, text in enumerate(pieces) if text)
    links = tuple(_link(kind) for kind in KINDS if kind.name in _refs(wanted))
    return Felt(
        name, info.is_required(), _kind_of(wanted), about, links, (part.__name__, _part_id(part)) if part else None
    )


def _refs(annotation: Any) -> list[str]:
    """The kinds whose ids may stand here."""
    held = [item.kind for item in getattr(annotation, "__metadata__", ()) if isinstance(item, Ref)]
    return held + [kind for inner in get_args(annotation) for kind in _refs(inner)]


def _kind_of(annotation: Any) -> str:
    """What is written, in words: `tekst`, `liste av tekst`, `en av rett, plikt, kan`."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation == JaNei:
        return SIMPLE[bool]
    if origin is Annotated:
        if any(isinstance(item, Ref) and item.kind != "regelverk" for item in inner[1:]):
            return "id"
        single = any(getattr(getattr(item, "func", None), "__name__", "") == "_as_list" for item in inner[1:])
        said = _kind_of(inner[0])
        return f"{said.removeprefix('liste av ')}, eller en liste av slike" if single else said
    if origin is Literal:
        return "en av " + ", ".join(inner)
    if origin in (Union, UnionType):
        return " eller ".join(dict.fromkeys(_kind_of(item) for item in inner if item is not NoneType))
    if origin is tuple:
        return f"liste av {_kind_of(inner[0])}"
    if origin is dict:
        return "nøkler med verdier"
    return SIMPLE.get(annotation, "nøkler" if _parts(annotation) else "verdi")
