"""A YAML file becomes a document: text values with their places, or problems.

Everything is read as text; the model gives types. The tree is built straight from the parser's
events, so that what we do not read (anchors, aliases, tags, deep nesting) is refused before any
of it can do harm, and no recursion depends on what a file contains.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.elsewhere import Fault, read_otherwise
from generator.problems import Problem, clipped
from generator.unseen import MIXED, UNSEEN, heap_of_accents, named, script

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
STARTS = {yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent}


class Node(NamedTuple):
    """Where a list or a mapping stands, and where its values stand; of a text only the parser's mark is kept."""

    mark: Any
    keys: dict[str, tuple[Any, "Node | Any"]] | None = None
    items: list["Node | Any"] | None = None


def _at(node: Any) -> tuple[int, int]:
    """Line and column, from 1."""
    mark = node.mark if isinstance(node, Node) else node
    return mark.line + 1, mark.column + 1


@dataclass(frozen=True)
class Document:
    """One file: its text values, and the place of each key and value."""

    fil: str
    data: Any
    root: Any
    lines: Sequence[str]

    def place(self, path: Sequence[str | int], *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value at `path` (or of its key); of what stands closest when it is missing."""
        node, at = self.root, _at(self.root)
        for step in path:
            if type(node) is not Node:
                continue  # the path goes on inside what the author wrote as a text
            if node.keys is not None:
                if isinstance(step, int):
                    continue  # one mapping standing alone where the model reads a list
                name = step if step in node.keys else _only_fact(node.keys, step)
                if name is None:
                    break
                mark, node = node.keys[name]
                at = _at(mark if key else node)
            elif node.items is not None and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                at = _at(node)
        return at

    def problem(
        self,
        path: Sequence[str | int],
        kode: str,
        melding: str,
        hint: str = "",
        *,
        key: bool = False,
        alvor: str = "feil",
    ) -> Problem:
        """A problem at `path` in this file."""
        line, column = self.place(path, key=key)
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(self.fil, line, column, kode, clipped(melding), clipped(hint), alvor, source)


def _only_fact(keys: dict[str, tuple[Any, Any]], step: str | int) -> str | None:
    """In `{alder: {fra: 18}}` the model speaks of `faktum` and `test`; both stand at the key `alder`."""
    if step not in ("faktum", "test"):
        return None
    facts = [key for key in keys if key not in ("hjemmel", "alle", "minst_en", "ikke")]
    return facts[0] if len(facts) == 1 else None


class Refused(Exception):
    """The file holds something we do not read; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.melding)
        self.problem = problem


def load(path: Path, fil: str) -> tuple[Document | None, list[Problem]]:
    """Read one YAML file, shown as `fil` in problems; every value is text until the model gives it a type."""
    try:
        text = _text(path, fil)
        lines = text.split("\n")
        data, root = _Builder(fil, lines).build(text)
        if fault := read_otherwise(text):
            raise _refused(fil, text, fault)
    except Refused as refused:
        return None, [refused.problem]
    return Document(fil, data, root, lines), []


def _text(path: Path, fil: str) -> str:
    def refuse(kode: str, melding: str, hint: str = "", line: int = 1, column: int = 1, source: str = "") -> Refused:
        return Refused(Problem(fil, line, column, kode, melding, hint, kilde=source))

    try:
        if path.is_symlink():
            raise refuse("snarvei", "fila er en snarvei (symbolsk lenke)", "legg selve fila her i stedet")
        if not path.is_file():
            raise refuse(
                "ulesbar", "dette er ikke en vanlig fil", "flytt den ut av pathways/, eller skriv en fil i stedet"
            )
        if path.stat().st_size > MAX_BYTES:
            raise refuse("for-stor", f"fila er større enn {MAX_BYTES // 1024} KiB", "del den i flere poster")
        raw = path.read_bytes()
    except OSError as error:
        raise refuse(
            "ulesbar", f"fila kan ikke leses: {error.strerror}", "se etter om du har lov til å åpne den"
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, start = raw[: error.start].count(b"\n") + 1, raw.rfind(b"\n", 0, error.start) + 1
        column, source = (
            len(raw[start : error.start].decode()) + 1,
            raw[start:].split(b"\n")[0].decode(errors="replace"),
        )
        hint = "lagre den på nytt med tegnkodingen UTF-8"
        raise refuse(
            "ikke-utf8", "fila er ikke lagret som UTF-8", hint, line, column, UNSEEN.sub("�", source)
        ) from None
    text = text.replace("\r\n", "\n")
    # A law may name a foreign diploma in letters of two alphabets; its wording is fetched and never typed.
    mixed = None if fil.startswith("pathways/regelverk/") else _mixed(text)
    for fault in (_accents(text), _unseen(text), mixed):
        if fault:
            raise _refused(fil, text, fault)
    return unicodedata.normalize("NFC", text)


def _refused(fil: str, text: str, fault: Fault) -> Refused:
    kode, melding, hint, at = fault
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    return Refused(Problem(fil, line, column, kode, melding, hint, kilde=UNSEEN.sub("�", text.split("\n")[line - 1])))


def _accents(text: str) -> Fault | None:
    at = heap_of_accents(text)
    if at is None:
        return None
    return "usynlig-tegn", "her ligger mange aksenttegn oppå hverandre", "slett dem og skriv stedet på nytt", at


def _unseen(text: str) -> Fault | None:
    found = UNSEEN.search(text)
    if found is None:
        return None
    message = f"her står et usynlig tegn ({named(found.group())})"
    return "usynlig-tegn", message, "slett tegnet og skriv stedet på nytt", found.start()


def _mixed(text: str) -> Fault | None:
    found = MIXED.search(text)
    if found is None:
        return None
    letter = found.group()
    message = f"«{letter}» i dette ordet er en {script(letter)} bokstav ({named(letter)})"
    return "blandet-skrift", message, "slett bokstaven og skriv den på nytt med norsk tastatur", found.start()


class _Builder:
    """Turns the parser's events into values and places, refusing what we do not read."""

    def __init__(self, fil: str, lines: list[str]) -> None:
        self.fil, self.lines = fil, lines

    def _refuse(self, mark: Any, kode: str, melding: str, hint: str = "") -> Refused:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        return Refused(Problem(self.fil, line, column, kode, clipped(melding), hint, kilde=source))

    def build(self, text: str) -> tuple[Any, Any]:
        """The whole file as values and as places."""
        try:
            return self._build(text)
        except yaml.MarkedYAMLError as error:
            raise self._syntax(error) from None
        except yaml.YAMLError:
            raise self._refuse(
                None, "yaml-form", "fila kan ikke leses som YAML", "skriv den på nytt i en enkel teksteditor"
            ) from None

    def _syntax(self, error: yaml.MarkedYAMLError) -> Refused:
        mark, opened = error.problem_mark or error.context_mark, error.context_mark
        line = self.lines[mark.line] if mark and mark.line < len(self.lines) else ""
        hint = "se etter feil innrykk, manglende kolon eller en klamme som ikke er lukket"
        # What was never closed is noticed lines later, so we point at where it was opened.
        if (
            mark
            and opened
            and opened.line < mark.line
            and (error.context or "").endswith(("flow sequence", "flow mapping", "quoted scalar"))
        ):
            mark, hint = opened, "klammen eller anførselstegnet som åpner her, blir ikke lukket"
        elif opened and error.problem == "could not find expected ':'":
            mark, hint = opened, "her mangler et kolon, eller innrykket er feil"
        elif error.problem == "found character that cannot start any token":
            hint = "en tekst som begynner med et spesialtegn, må stå i anførselstegn: '…'"
        if "\t" in line:
            hint = "linjen har en tabulator; bruk mellomrom til innrykk"
        elif re.search(r": .*: ", line):
            hint = "en tekst med kolon må stå i anførselstegn: '…'"
        return self._refuse(mark, "yaml-form", "fila kan ikke leses som YAML her", hint)

    def _build(self, text: str) -> tuple[Any, Any]:
        # Each open container: (values, node, pending key with its place).
        stack: list[tuple[Any, Node, list[Any]]] = []
        result: tuple[Any, Any] | None = None
        escapes = "\\" in text  # without one, no value holds a letter that the file does not
        event: Any  # each kind of event has its own attributes
        for event in iter(yaml.CBaseLoader(text).get_event, None):
            kind = type(event)
            if kind in STARTS:
                if result is not None and not stack:
                    raise self._refuse(
                        event.start_mark, "flere-dokumenter", "fila har mer enn ett dokument", "fjern linjen med ---"
                    )
                mark = event.start_mark
                if event.anchor is not None or event.tag is not None or (escapes and kind is yaml.ScalarEvent):
                    self._refuse_what_we_do_not_read(event)
                if kind is yaml.ScalarEvent:
                    value, node = event.value, mark
                elif kind is yaml.MappingStartEvent:
                    value, node = {}, Node(mark, {})
                else:
                    value, node = [], Node(mark, None, [])
                if stack:
                    self._put(stack[-1], value, node, mark)
                else:
                    result = (value, node)
                if kind is not yaml.ScalarEvent:
                    stack.append((value, node, []))
                    if len(stack) > MAX_DEPTH:
                        raise self._refuse(
                            mark, "for-dyp", f"innholdet ligger mer enn {MAX_DEPTH} nivåer dypt", "gjør det flatere"
                        )
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
            elif kind is yaml.AliasEvent:
                raise self._refuse(
                    event.start_mark, "alias", f"her står et alias (*{event.anchor})", "skriv innholdet ut"
                )
        if result is None:
            raise self._refuse(None, "tom-fil", "fila er tom", "slett den, eller skriv posten som skal stå her")
        return result

    def _refuse_what_we_do_not_read(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._refuse(
                event.start_mark,
                "alias",
                f"her står et anker (&{event.anchor})",
                "fjern ankeret og skriv innholdet ut",
            )
        if type(event) is yaml.ScalarEvent and (unseen := UNSEEN.search(event.value)):
            code = named(unseen.group())
            raise self._refuse(
                event.start_mark,
                "usynlig-tegn",
                f"teksten har et usynlig tegn skrevet som kode ({code})",
                "fjern koden som begynner med \\",
            )
        if event.tag is not None and event.tag != "!":
            raise self._refuse(
                event.start_mark,
                "tagg",
                f"her står en tagg ({event.tag.replace('tag:yaml.org,2002:', '!!')[:40]})",
                "fjern taggen; alle verdier leses som tekst",
            )

    def _put(self, parent: tuple[Any, Node, list[Any]], value: Any, node: Any, mark: Any) -> None:
        values, parent_node, pending = parent
        if parent_node.keys is None:
            assert parent_node.items is not None
            values.append(value)
            parent_node.items.append(node)
        elif not pending:
            if not isinstance(value, str):
                raise self._refuse(
                    mark, "yaml-form", "en nøkkel må være en enkel tekst", "se etter { eller [ foran kolonet"
                )
            if value in values:
                first = parent_node.keys[value][0].line + 1
                raise self._refuse(
                    mark,
                    "dobbel-nokkel",
                    f"«{value}» står to ganger",
                    f"den første står på linje {first}; behold én av dem",
                )
            pending.append((value, node))
        else:
            key, key_node = pending.pop()
            values[key] = value
            parent_node.keys[key] = (key_node, node)
