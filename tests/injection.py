"""Strings that try to become something else than text, and the miniature project with one in every text field."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import yaml
from pydantic import BaseModel, BeforeValidator, ValidationError

from generator.catalogue import read
from generator.layout import Layout
from generator.model.base import Ref, _one_line
from generator.shape import Placed

ROOT = Path(__file__).parent.parent
EXAMPLE = Path(__file__).parent / "example"
# What names something else, and is held against it by a check: an answer to a fact, and a rate.
ANSWERS = ("fra", "til", "sats", "ordning")
# Each group fits the shortest of the fields; «1337» is what shows that something was carried out.
GROUPS = (
    ('<script>alert(1337)</script>', '"><svg onload=x>'),
    ('<img src=https://ond.example/1 onerror=x>', "' onclick='x"),
    ('</p></div><h1 id=ond>O</h1>', '</title><b>', '<!--'),
    ('{{ 1336 + 1 }}{% raw %}{## x ##}{# y #}', '</script><i>'),
    ('[x](javascript:alert(1337))', '![x](https://ond.example/2)'),
    ('# H {#ond}', '{: onclick="x" #ond}', '[^1] [^1]: f', '<https://ond.example>'),
    ('*a* **b** _c_ `d` ~~e~~', '```', '| a | b |', '- [ ] x', '&lt;u&gt; &#60;u&#62;'),
    ('"]; n0 -> n1 [URL="javascript:x"]; {', '\\N\\l\\" <<b>x</b>>', '%3Cu%3E'),
    ('</style><style>*{display:none}', '--- title: ond ---', "${1336+1} <%= x %>"),
    (']]></text><script>x</script>', '&ond; &amp;amp;', '<a href=//ond.example>'),
)  # fmt: skip


def payload(number: int) -> str:
    """One group as a text."""
    return " ".join(GROUPS[number])


def hostile_project(folder: Path, number: int | None) -> int:
    """The miniature project with a group added to every text; tells to how many. Without a number it is only filled in."""
    for name in ("content", "mkdocs.yml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    shutil.copytree(EXAMPLE / "pathways", folder / "pathways")
    catalogue, problems = read(Layout(folder))
    assert not problems
    added, files = 0, dict[Path, Any]()
    for kind in catalogue.placed.values():
        for item in kind.values():
            path = folder / item.document.fil
            data = files.setdefault(path, yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))
            added += _fill(item, data, "en tekst" if number is None else payload(number))
    for path, data in files.items():
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return added


def _fill(item: Placed, data: Any, text: str) -> int:
    """Put the text in every field of a record that takes it; a field that may not stand beside another is left."""
    done = 0
    record = _at(data, item.path)
    for path, model in [((), item.record), *item.inside.models]:
        here = _at(record, path)
        for name in _text_fields(type(model)) if isinstance(here, dict) else ():
            old = here.get(name)
            here[name] = [*old, text] if isinstance(old, list) else f"{old} {text}" if old else text
            try:
                item.kind.type.model_validate(record)
                done += 1
            except ValidationError:
                here.pop(name) if old is None else here.update({name: old})
                if old is None and "tuple" in str(type(model).model_fields[name].annotation):
                    here[name] = [text]
                    try:
                        item.kind.type.model_validate(record)
                        done += 1
                    except ValidationError:
                        here.pop(name)
    return done


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        if isinstance(step, int) and not isinstance(data, list):
            continue  # one mapping standing alone where the model reads a list
        try:
            data = data[step]
        except (KeyError, TypeError, IndexError):
            return None
    return data


def _text_fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if name in ANSWERS:
            continue
        if _is_text(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation):
            yield name


def _is_text(annotation: Any) -> bool:
    if get_origin(annotation) is Annotated:
        marks = get_args(annotation)[1:]
        if any(isinstance(mark, Ref) for mark in marks):
            return False
        if any(isinstance(mark, BeforeValidator) and mark.func is _one_line for mark in marks):
            return True
    return any(_is_text(part) for part in get_args(annotation))
