"""Goes through a record once, and keeps what stands in it: its parts, and the ids it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from generator.model.base import Ref

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Inside:
    """Every model in a record, and every reference as its path, the kind it points to and the id it names."""

    models: list[tuple[Path, BaseModel]]
    references: list[tuple[Path, str, str]]


def walk(record: BaseModel) -> Inside:
    """Everything below `record`, in the order of the fields."""
    inside = Inside([], [])
    _gather(record, (), (), inside)
    return inside


def _gather(value: Any, path: Path, refs: tuple[Ref, ...], inside: Inside) -> None:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            _gather(item, (*path, index), refs, inside)
    elif isinstance(value, BaseModel):
        inside.models.append((path, value))
        for name, field_refs in _fields(type(value)):
            if held := getattr(value, name):
                _gather(held, (*path, name), field_refs, inside)
    elif isinstance(value, dict):
        inside.references.extend(((*path, key), ref.kind, str(key)) for key in value for ref in refs)
    elif isinstance(value, str):
        inside.references.extend((path, ref.kind, value) for ref in refs)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """The fields that may hold a model or a reference, with the references their text may hold."""
    fields = []
    for name, info in model.model_fields.items():
        refs = tuple(part for part in info.metadata if isinstance(part, Ref)) or tuple(_refs_in(info.annotation))
        if refs or model_in(info.annotation):
            fields.append((name, refs))
    return tuple(fields)


def _refs_in(annotation: Any) -> Iterator[Ref]:
    if get_origin(annotation) is Annotated:
        yield from (part for part in get_args(annotation)[1:] if isinstance(part, Ref))
    for part in get_args(annotation):
        yield from _refs_in(part)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model a field's type speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if found := model_in(part):
            return found
    return None
