"""The order in which the keys of a record are written: a class's own fields first, then what it shares with others."""

from functools import cache
from typing import cast

from generator.model.base import Record
from generator.model.regler import GRUPPER, Betingelse, Test
from generator.model.tilbud import Klage
from generator.walk import model_in


@cache
def in_order(model: type[Record]) -> tuple[str, ...]:
    """The keys of a class, as an author writes them."""
    # A complaint begins, as every statement, with what it says.
    classes = [model, *model.__mro__[1:]] if model is not Klage else [*model.__mro__[1:2], model, *model.__mro__[2:]]
    own = [name for base in classes for name in vars(base).get("__annotations__", {})]
    return tuple(dict.fromkeys(name for name in own if name in model.model_fields))


def place(model: type[Record], key: str) -> int | None:
    """Where a key stands in its mapping; nothing for one the class does not know."""
    if model is Betingelse:
        return 1 if key == "hjemmel" else 0
    known = in_order(model)
    return known.index(key) if key in known else None


def inside(model: type[Record], key: str) -> type[Record] | None:
    """The class of what stands below a key, alone or in a list."""
    if model is Betingelse:
        return Betingelse if key in GRUPPER else None if key == "hjemmel" else Test
    info = model.model_fields.get(key)
    return cast(type[Record] | None, model_in(info.annotation) if info else None)
