"""JSON Schemas made from the model and the catalogue, so that an editor's program can complete, explain and mark."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.catalogue import Catalogue, read
from generator.checks import OPERATORS_FOR
from generator.files import File, write_all
from generator.layout import Layout
from generator.model import KINDS, Kind
from generator.model.base import HENVISNING, Record, Ref
from generator.model.regler import Betingelse, Faktum, Test
from generator.problems import Problem
from generator.schema_shapes import combinations
from generator.shape import FORMS

Schema = dict[str, Any]

FOLDER = ".vscode/skjema"
JA_NEI: Schema = {"enum": ["ja", "nei"]}
DATE: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}$",
    "format": "date",
    "patternErrorMessage": "Datoen skrives som 2026-07-02.",
}
# What stands without quotes is read as a number or a truth by other programs, but as text by us.
PROBES = {"number": ("1", "12", "0301", "2026", "1.5"), "boolean": ("true", "false")}
WHOLE, DECIMAL = r"^\s*[+-]?[0-9_]+(\.0*)?\s*$", r"^\s*[+-]?[0-9_]*\.?[0-9]+\s*$"
ANSWER = r"^-?[0-9]{1,9}(\.[0-9]{1,9})?$"


def file_name(kind: Kind) -> str:
    """The file of the schema for one kind, in letters every system can write."""
    return f"{FOLDER}/{kind.place.removesuffix('.yml')}.json"


def modeline(kind: Kind) -> str:
    """The first line of a file with records, which tells an editor's program where the schema is."""
    up = "../" * (2 if kind.is_folder else 1)
    return f"# yaml-language-server: $schema={up}{file_name(kind)}"


def schemas(catalogue: Catalogue, layout: Layout) -> list[File]:
    """The schema of each kind; the ids are those the catalogue knows, and the names of files that cannot be read yet."""
    known = {kind.name: _known(kind, catalogue, layout) for kind in KINDS}
    return [_file(kind, catalogue, known) for kind in KINDS]


def write(layout: Layout) -> list[Problem]:
    """Write every schema; nothing when a file that holds many records cannot be read, since their ids are not known."""
    catalogue, problems = read(layout)
    lists = {f"pathways/{kind.place}" for kind in KINDS if not kind.is_folder}
    blocking = sorted(problem for problem in problems if problem.fil in lists or problem.fil == "pathways")
    if not blocking:
        write_all(layout.root, schemas(catalogue, layout))
    return blocking


def stale(catalogue: Catalogue, layout: Layout) -> Iterator[Problem]:
    """A warning when the schemas are older than the records; a project without schemas is left in peace."""
    if not (layout.root / FOLDER).is_dir():
        return
    for file in schemas(catalogue, layout):
        path = layout.root / file.path
        if not path.is_file() or path.read_bytes() != file.data:
            hint = "kjør «mulighetskart skjema»"
            yield Problem(file.path, 1, 1, "gammelt-skjema", "skjemaet er eldre enn postene", hint, "advarsel")


def _known(kind: Kind, catalogue: Catalogue, layout: Layout) -> dict[str, str]:
    """Each id of a kind, with what it is called."""
    known = {id: _name(item.record) for id, item in catalogue.placed[kind.name].items()}
    if kind.is_folder:
        paths = sorted((layout.pathways / kind.place).glob("[!.]*.yml"))
        known = {path.stem: known.get(path.stem, "") for path in paths}
    return known


def _name(record: Any) -> str:
    for field in ("navn", "tittel", "hvorfor"):
        if text := getattr(record, field, ""):
            return str(text)
    return ""


def _file(kind: Kind, catalogue: Catalogue, known: dict[str, dict[str, str]]) -> File:
    maker = _Maker(catalogue, known)
    record = maker.model(kind.type)
    whole: Schema = record if kind.is_folder else {"type": "array", "items": record}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": kind.name.capitalize()}
    schema = {**head, **whole, "definitions": dict(sorted(maker.definitions.items()))}
    return File(file_name(kind), json.dumps(schema, ensure_ascii=False, indent=1) + "\n")


class _Maker:
    """Makes the schema of one kind, and keeps each part it is made of once."""

    def __init__(self, catalogue: Catalogue, known: dict[str, dict[str, str]]) -> None:
        self.catalogue, self.known = catalogue, known
        self.definitions: dict[str, Schema] = {}

    def _once(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}  # what speaks of itself finds its name taken
            self.definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    def model(self, model: type[Record]) -> Schema:
        """A reference to the schema of one record class."""
        if model is Betingelse:
            return self._once("Betingelse", self._condition)
        # Two classes of the model may share a name, but not a name and a module.
        name = f"{model.__module__.rsplit('.', 1)[-1]}.{model.__name__}"
        return self._once(name, lambda: self._model(model))

    def _model(self, model: type[Record]) -> Schema:
        fields = {name: self.field(model, name, info) for name, info in model.model_fields.items()}
        schema: Schema = {"type": "object", "description": _sentence(model.__doc__), "additionalProperties": False}
        required = [name for name, info in model.model_fields.items() if info.is_required()]
        if required:
            schema["required"] = required
        return schema | {"properties": fields} | combinations(model)

    def field(self, model: type[Record], name: str, info: FieldInfo) -> Schema:
        """The schema of one field, with its sentence."""
        if name in ("situasjon", "ved_start", "ved_slutt"):
            schema = self._situation(unknown=name != "situasjon")
        else:
            schema = self.of(info.annotation, info.metadata)
        return {"description": _sentence(info.description), **schema}

    def of(self, annotation: Any, metadata: Iterable[Any] = ()) -> Schema:
        """The schema of a type with its constraints."""
        marks = list(_flat(metadata))
        while get_origin(annotation) in (Annotated, Union, UnionType):
            if get_origin(annotation) is Annotated:
                annotation, *more = get_args(annotation)
                marks += _flat(more)
            else:
                (annotation,) = [part for part in get_args(annotation) if part is not type(None)]
        if get_origin(annotation) is tuple:
            return self._list(annotation, marks)
        if get_origin(annotation) is Literal:
            return {"enum": list(get_args(annotation))}
        if isinstance(annotation, type) and issubclass(annotation, Record):
            return self.model(annotation)
        if annotation is bool:
            return dict(JA_NEI)
        if annotation is date:
            return dict(DATE)
        if annotation in (int, float):
            return _number(annotation, marks)
        return self._text(marks)

    def _list(self, annotation: Any, marks: list[Any]) -> Schema:
        item = self.of(get_args(annotation)[0])
        least = _limit(marks, "min_length", max)
        many: Schema = {"type": "array", "items": item} | ({"minItems": least} if least else {})
        return {"anyOf": [item, many]} if "_as_list" in _validators(marks) else many

    def _text(self, marks: list[Any]) -> Schema:
        if "_henvisning" in _validators(marks):
            return self._once("hjemmel", self._citation)
        for mark in marks:
            if isinstance(mark, Ref):
                return self._once(f"id-{mark.kind}", lambda kind=mark.kind: _enum(self.known[kind]))  # type: ignore[misc]
        return _text(marks)

    def _citation(self) -> Schema:
        """The form a citation has; the paragraphs we hold are offered, and any place in them may follow."""
        form = re.sub(r"\(\?P<\w+>", "(?:", HENVISNING.pattern).replace(" .+", r"\s[\s\S]+")
        laws = self.catalogue.all("regelverk")
        known = {f"{law.refid} {p.id}": f"{law.navn}: {p.overskrift or p.id}" for law in laws for p in law.paragrafer}
        message = "En hjemmel skrives som «lov/2020-11-06-127 § 8 første ledd»."
        free = {"type": "string", "pattern": rf"^\s*{form}\s*$", "patternErrorMessage": message}
        return {"anyOf": [_enum(known), free]}

    def _situation(self, *, unknown: bool) -> Schema:
        name = "endret-situasjon" if unknown else "situasjon"
        return self._once(name, lambda: self._answers(unknown))

    def _answers(self, unknown: bool) -> Schema:
        fields = {}
        for fact in self.catalogue.all("faktum"):
            answer = self._once(f"svar-{fact.id}", lambda fact=fact: _answer(fact))  # type: ignore[misc]
            choice = {"anyOf": [answer, {"enum": ["ukjent"]}]} if unknown else answer
            fields[fact.id] = {"description": _about(fact), **choice}
        return {"type": "object", "additionalProperties": False, "properties": fields}

    def _condition(self) -> Schema:
        """A group or a test of one fact, in the form an author writes it."""
        fields = {name: info for name, info in Betingelse.model_fields.items() if name not in ("faktum", "test")}
        properties = {name: self.field(Betingelse, name, info) for name, info in fields.items()}
        for fact in self.catalogue.all("faktum"):
            test = self._once(f"test-{fact.id}", lambda fact=fact: self._test(fact))  # type: ignore[misc]
            properties[fact.id] = {"description": _about(fact), **test}
        return {
            "type": "object",
            "description": "Et vilkårstre: en gruppe (alle, minst_en, ikke) eller én test av ett faktum.",
            "additionalProperties": False,
            "properties": properties,
            "if": {"required": ["hjemmel"]},
            "then": {"minProperties": 2, "maxProperties": 2},
            "else": {"minProperties": 1, "maxProperties": 1},
        }

    def _test(self, fact: Faktum) -> Schema:
        answer = self._once(f"svar-{fact.id}", lambda: _answer(fact))
        about = {name: _sentence(info.description) for name, info in Test.model_fields.items()}
        operators = {
            name: {
                "description": about[name],
                **(
                    {"anyOf": [answer, {"type": "array", "items": answer, "minItems": 1}]}
                    if name == "en_av"
                    else answer
                ),
            }
            for name in OPERATORS_FOR[fact.type]
        }
        tree = {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": operators}
        return {"anyOf": [answer, tree]}


def _answer(fact: Faktum) -> Schema:
    if fact.type == "ja_nei":
        return JA_NEI | {"enumDescriptions": [fact.ja, fact.nei]}
    if fact.type == "valg":
        return _enum({answer.id: answer.navn for answer in fact.verdier})
    limits = {name: limit for name, limit in (("minimum", fact.minst), ("maximum", fact.største)) if limit is not None}
    return {"anyOf": [{"type": "number", **limits}, {"type": "string", "pattern": ANSWER}]}


def _about(fact: Faktum) -> str:
    return f"{fact.spørsmål} {fact.måler}" + (f" Et tall i {fact.enhet}." if fact.enhet else "")


def _enum(known: dict[str, str]) -> Schema:
    """A choice among words; one that looks like a number may stand without quotes."""
    values: list[str | int] = list(known)
    values += [int(word) for word in known if re.fullmatch(r"0|[1-9]\d*", word)]
    return {"enum": values, "enumDescriptions": [known[str(word)] for word in values]}


def _number(kind: type, marks: list[Any]) -> Schema:
    names = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
    limits = {name: getattr(mark, key) for mark in marks for key, name in names.items() if hasattr(mark, key)}
    bare = {"type": "integer" if kind is int else "number", **limits}
    return {"anyOf": [bare, {"type": "string", "pattern": WHOLE if kind is int else DECIMAL}]}


def _text(marks: list[Any]) -> Schema:
    pattern = next((mark.pattern for mark in marks if getattr(mark, "pattern", None)), None)
    least, most = _limit(marks, "min_length", max), _limit(marks, "max_length", min)
    types = ["string"] + [
        name for name, probes in PROBES.items() if pattern is None or any(re.search(pattern, probe) for probe in probes)
    ]
    schema: Schema = {"type": types if len(types) > 1 else types[0]}
    if pattern:
        words = next((words for start, words in FORMS.items() if pattern.startswith(start)), "teksten har feil form")
        schema |= {"pattern": pattern, "patternErrorMessage": words[0].upper() + words[1:] + "."}
        return schema | ({"maxLength": most} if most else {})
    if most and "_one_line" in _validators(marks):
        # Line breaks and runs of spaces count as one, as when we read the text.
        schema["pattern"] = rf"^\s*(?:\S|\s+(?=\S)){{{least or 0},{most}}}\s*$"
        schema["patternErrorMessage"] = f"Teksten skal ha fra {least or 0} til {most} tegn."
    elif least:
        schema["minLength"] = least
    return schema


def _flat(metadata: Iterable[Any]) -> Iterator[Any]:
    for mark in metadata:
        yield from _flat(mark.metadata) if isinstance(mark, FieldInfo) else (mark,)


def _validators(marks: list[Any]) -> set[str]:
    """The names of the functions of model/base.py that read the value first."""
    return {mark.func.__name__ for mark in marks if hasattr(mark, "func")}


def _limit(marks: list[Any], name: str, narrowest: Callable[[list[int]], int]) -> int | None:
    limits = [getattr(mark, name) for mark in marks if getattr(mark, name, None) is not None]
    return narrowest(limits) if limits else None


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split())
