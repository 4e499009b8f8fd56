"""Puts the keys of a file in the model's order, folds long text and drops needless quotes, and loses nothing.

Whole pieces of the author's own text are moved, never written anew; a piece that cannot be moved without a doubt about
where its comments belong, stays. What comes out is read back: other values or other comments, and the file is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.files import File
from generator.keys import inside, place
from generator.layout import Layout
from generator.load import load
from generator.model import KINDS, Kind
from generator.model.base import Record
from generator.problems import Problem

WIDTH = 120
ROUNDS = 20
# What some reader of YAML takes for a number, a date or a time keeps its quotes.
LIKE_A_NUMBER = re.compile(r"[-+.]?[0-9][0-9a-fA-FxXoO_.,:+TZ-]*")
Model = type[Record] | None


@dataclass(frozen=True)
class Mapping:
    """A mapping in the file with the class that reads it."""

    node: Any
    model: Model


@dataclass(frozen=True)
class Text:
    """A text in the file: whether it stands inside brackets, and the column its container begins at."""

    node: Any
    in_flow: bool
    column: int


def formatted(text: str, kind: Kind) -> str:
    """The text of a sound file in the form we write; itself when nothing is to be done, or nothing can be done safely."""
    ending = "\r\n" if "\r\n" in text else "\n"
    source = text.replace("\r\n", "\n")
    now = source if source.endswith("\n") else source + "\n"
    for _ in range(ROUNDS):
        before, now = now, _ordered(_folded(_unquoted(now, kind), kind), kind)
        if now == before:
            break
    else:
        return text
    return now.replace("\n", ending) if _same(source, now) else text


def _same(before: str, after: str) -> bool:
    """Whether both hold the same values and the same comments."""
    try:
        values = [yaml.load(text, yaml.CBaseLoader) for text in (before, after)]
    except yaml.YAMLError:
        return False
    return bool(values[0] == values[1]) and sorted(comments(before)) == sorted(comments(after))


def comments(text: str) -> list[str]:
    """Every comment of a file, without the white space around it."""
    letters = list(text)
    for token in yaml.scan(text, Loader=yaml.CBaseLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark.index, token.end_mark.index
            if token.style in ("|", ">"):  # a comment may follow the sign that opens the text
                start = text.index("\n", start) if "\n" in text[start:end] else end
            letters[start:end] = "\n".join("x" * len(line) for line in text[start:end].split("\n"))
    found = re.findall(r"(?:^|(?<=\s))#.*", "".join(letters), re.M)
    return [comment.strip() for comment in found]


def _walk(text: str, kind: Kind) -> list[Mapping | Text]:
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    return list(_inner(root, kind.type, False, -1)) if root is not None else []


def _inner(node: Any, model: Model, in_flow: bool, column: int) -> Iterator[Mapping | Text]:
    """Every mapping and text, the innermost first; files are at most twenty levels deep."""
    if isinstance(node, yaml.ScalarNode):
        yield Text(node, in_flow, column)
        return
    in_flow = in_flow or bool(node.flow_style)
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _inner(item, model, in_flow, node.start_mark.column)
        return
    for key, value in node.value:
        yield from _inner(value, inside(model, key.value) if model else None, in_flow, node.start_mark.column)
    yield Mapping(node, model)


# Quotes


def _unquoted(text: str, kind: Kind) -> str:
    lines = text.split("\n")
    for found in reversed([part for part in _walk(text, kind) if isinstance(part, Text)]):
        node = found.node
        row, start, end = node.start_mark.line, node.start_mark.column, node.end_mark.column
        if node.style in ("'", '"') and node.end_mark.line == row and _needs_no_quotes(node.value):
            lines[row] = lines[row][:start] + node.value + lines[row][end:]
    return "\n".join(lines)


def _needs_no_quotes(value: str) -> bool:
    """Whether the text means itself without quotes, wherever it stands and whoever reads it."""
    # With `#` it would mean itself until someone sets a space before it.
    if len(value) < 2 or "#" in value or LIKE_A_NUMBER.fullmatch(value) or value != value.strip() or "\n" in value:
        return False
    try:
        inside = f"[{{a: {value}, b: c}}]"
        # The two readers differ: a question mark within braces is text to the one and a fault to the other.
        return all(
            yaml.load(inside, reader) == [{"a": value, "b": "c"}] for reader in (yaml.CSafeLoader, yaml.SafeLoader)
        )
    except (yaml.YAMLError, ValueError):
        return False


# Long lines


def _folded(text: str, kind: Kind) -> str:
    lines = text.split("\n")
    texts = [part for part in _walk(text, kind) if isinstance(part, Text)]
    for found in sorted(texts, key=lambda part: part.node.start_mark.line, reverse=True):
        if not found.in_flow and _can_be_folded(found.node.value):
            _fold(lines, found)
    return "\n".join(lines)


def _can_be_folded(value: str) -> bool:
    """A text of one paragraph with single spaces comes back the same from wherever it is broken; an address has none."""
    return " " in value and not re.search(r"\s\s|[^\S ]|^\s|\s$", value)


def _fold(lines: list[str], found: Text) -> None:
    node, first = found.node, found.node.start_mark.line
    head = lines[first][: node.start_mark.column]
    if node.style == ">":
        if lines[first][node.start_mark.column :].rstrip() != ">-":
            return
        last = _last_line_of_block(lines, first)
    else:
        last = node.end_mark.line
        if lines[last][node.end_mark.column :].strip() or not head.strip():
            return
    if node.style == "|" or all(len(line) <= WIDTH for line in lines[first : last + 1]):
        return
    indent = " " * (found.column + 2)
    lines[first : last + 1] = [head + ">-", *(indent + row for row in _rows(node.value, WIDTH - len(indent)))]


def _last_line_of_block(lines: list[str], first: int) -> int:
    last, indent = first, 0
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        width = len(line) - len(line.lstrip(" "))
        indent = indent or width
        if width < indent:
            break
        last = number
    return last


def _rows(text: str, width: int) -> list[str]:
    rows: list[str] = []
    for word in text.split(" "):
        if rows and len(rows[-1]) + 1 + len(word) <= width:
            rows[-1] += " " + word
        else:
            rows.append(word)
    return rows


# Order


def _ordered(text: str, kind: Kind) -> str:
    for _ in range(ROUNDS):
        lines = text.split("\n")
        moved: list[range] = []
        for found in _walk(text, kind):
            if not isinstance(found, Mapping) or found.model is None:
                continue
            node = found.node
            reach = range(node.start_mark.line, node.end_mark.line + 1)
            # Only one mapping of those that stand on the same lines is moved in a round; the rest have shifted.
            if any(reach.start < other.stop and other.start < reach.stop for other in moved):
                continue
            if _move(lines, node, found.model):
                moved.append(reach)
        if not moved:
            return text
        text = "\n".join(lines)
    return text


def _move(lines: list[str], node: Any, model: type[Record]) -> bool:
    """Put the keys of one mapping in order, on the lines where it stands; whether anything was done."""
    places = [place(model, key.value) for key, _ in node.value]
    if None in places:
        return False  # a key nobody knows: the author is asked about it first
    wanted = sorted(range(len(places)), key=lambda index: (places[index], index))
    if wanted == list(range(len(places))):
        return False
    return _move_in_brackets(lines, node, wanted) if node.flow_style else _move_lines(lines, node, wanted)


def _move_in_brackets(lines: list[str], node: Any, wanted: list[int]) -> bool:
    row = node.start_mark.line
    if node.end_mark.line != row:
        return False
    spans = [(key.start_mark.column, value.end_mark.column) for key, value in node.value]
    parts = [lines[row][start:end] for start, end in spans]
    for (start, end), index in reversed(list(zip(spans, wanted, strict=True))):
        lines[row] = lines[row][:start] + parts[index] + lines[row][end:]
    return True


def _move_lines(lines: list[str], node: Any, wanted: list[int]) -> bool:
    column = node.start_mark.column
    starts = [key.start_mark.line for key, _ in node.value]
    if len(set(starts)) < len(starts) or any(key.start_mark.column != column for key, _ in node.value):
        return False
    stop = node.end_mark.line + (node.end_mark.column > column)
    ends = [_end(lines, start, following, column) for start, following in zip(starts, [*starts[1:], stop], strict=True)]
    leads = [[], *(lines[end:start] for end, start in zip(ends, starts[1:], strict=False))]
    bodies = [lines[start:end] for start, end in zip(starts, ends, strict=True)]
    prefix = lines[starts[0]][:column]
    told = [any(line.strip() for line in lead) for lead in leads]  # whether a comment leads the key
    if told[wanted[0]] or (wanted[0] != 0 and _follows_a_comment(lines, starts[0])):
        return False
    rows: list[str] = []
    for slot, index in enumerate(wanted):
        # A comment goes with its key; empty lines alone keep their place.
        rows += leads[index] if told[index] else leads[slot] if not told[slot] else []
        rows += [(prefix if slot == 0 else " " * column) + bodies[index][0][column:], *bodies[index][1:]]
    lines[starts[0] : ends[-1]] = _padded(rows, ends[-1] - starts[0])
    return True


def _padded(rows: list[str], count: int) -> list[str]:
    """The same number of lines as before, so that the marks of the rest of the file still hold."""
    missing = count - len(rows)
    return rows + [""] * missing if missing >= 0 else rows[:]


def _end(lines: list[str], start: int, stop: int, column: int) -> int:
    """The line after the last one that belongs to a key: comments at its own level lead what follows."""
    end = min(stop, len(lines))
    while end > start + 1:
        line = lines[end - 1]
        shallow = len(line) - len(line.lstrip(" ")) <= column
        if line.strip() and not (line.lstrip().startswith("#") and shallow):
            break
        end -= 1
    return end


def _follows_a_comment(lines: list[str], start: int) -> bool:
    above = lines[start - 1].strip() if start else ""
    return above.startswith("#") and not above.startswith("# yaml-language-server:")


def format_files(layout: Layout, paths: list[Path]) -> tuple[list[File], list[Problem]]:
    """The files among these that are to be written anew, and what keeps others from being read."""
    files, problems = [], []
    for path in paths or _all(layout):
        name = path.relative_to(layout.root).as_posix() if path.is_relative_to(layout.root) else path.as_posix()
        kind = kind_of(path, layout.pathways)
        if kind is None or kind.name == "regelverk":
            why = "paragrafene skrives av «mulighetskart hjemler»" if kind else "fila hører ikke til en post"
            problems.append(Problem(name, 1, 1, "ukjent-fil", why, "velg en annen fil under pathways/"))
            continue
        document, found = load(path, name)
        problems += found
        if document is not None:
            text = path.read_bytes().decode("utf-8-sig")
            new = formatted(text, kind)
            files += [File(name, new)] if new != text else []
    return files, problems


def _all(layout: Layout) -> list[Path]:
    kinds = [kind for kind in KINDS if kind.name != "regelverk"]
    places = [layout.pathways / kind.place for kind in kinds]
    return [path for place in places for path in (sorted(place.glob("[!.]*.yml")) if place.is_dir() else [place])]


def kind_of(path: Path, pathways: Path) -> Kind | None:
    """The kind a file holds, by where it lies."""
    try:
        name = path.resolve().relative_to(pathways.resolve())
    except ValueError:
        return None
    where = name.parent.as_posix() if len(name.parts) == 2 else name.as_posix()
    return next((kind for kind in KINDS if kind.place == where), None)
