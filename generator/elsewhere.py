"""What our YAML parser takes, and other readers of YAML refuse or read as something else: editors, and tools for schemas."""

import re
from collections.abc import Iterator

import yaml

# Code, message, hint, and the place in the text.
Fault = tuple[str, str, str, int]

# Without any of these there is nothing to look for, and the tokens need not be read.
SUSPECT = re.compile(
    r"""[\[{,:][ ]*\?                                       # a question mark first in braces
      | [\[{,:][ ]*-[\s,\]}]                                # a dash alone
      | ['"\[\]{},|>][-+0-9]?\#                             # a comment right behind something
      | [\[{,:][ ]+\#                                       # a comment where braces may be open
      | [:,\[{-][ ]+(?:'(?:[^'\n]|'')*|"(?:[^"\\\n]|\\.)*)\\?\n  # quotes over more lines than one
      | \n[ ]*[|>]                                          # a folded text that begins on a line of its own
    """,
    re.X,
)
LAST_COMMENT = re.compile(r"^[^#\n]*#", re.M)


def read_otherwise(text: str) -> Fault | None:
    """The first place in a sound file that other readers do not read as we do."""
    if not SUSPECT.search(text) and all(map(_closes, text.split("\n"))):
        return None
    return next(_faults(text), None)


def _closes(line: str) -> bool:
    """Whether the line closes as many braces as it opens."""
    return line.count("[") + line.count("{") == line.count("]") + line.count("}")


def _faults(text: str) -> Iterator[Fault]:
    lines = text.split("\n")
    blocks: list[int] = []  # the columns of the mappings and lists we are inside of
    depth, end, line = 0, 0, 0
    for token in yaml.scan(text, Loader=yaml.CBaseLoader):
        start, kind = token.start_mark, type(token)
        yield from _comment(text, end, start.index)
        column = blocks[-1] if blocks else -1
        if depth and start.line > line and start.column <= column:
            yield _outside(start.index)
        if kind in (yaml.BlockMappingStartToken, yaml.BlockSequenceStartToken):
            blocks.append(start.column)
        elif kind is yaml.BlockEndToken:
            blocks.pop()
        elif kind in (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken):
            depth += 1
        elif kind in (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken):
            depth -= 1
        elif kind is yaml.KeyToken and depth and token.end_mark.index > start.index:
            yield _sign("?", start.index)
        elif isinstance(token, yaml.ScalarToken):
            if depth and token.plain and token.value == "-":
                yield _sign("-", start.index)
            yield from _scalar(text, lines, token, column, depth > 0)
        if kind is not yaml.BlockEndToken:
            end, line = token.end_mark.index, token.end_mark.line


def _scalar(text: str, lines: list[str], token: yaml.ScalarToken, column: int, in_braces: bool) -> Iterator[Fault]:
    """What is odd about one text: its head when it is folded, or where its later lines begin."""
    start = token.start_mark
    if token.style in ("|", ">"):
        head = lines[start.line][start.column :]
        if start.column <= column:
            yield _outside(start.index)
        if "#" in head and not head[head.index("#") - 1].isspace():
            yield _behind(start.index + head.index("#"))
    elif in_braces or not token.plain:
        begins = start.index - start.column + len(lines[start.line]) + 1
        for more in lines[start.line + 1 : token.end_mark.line + 1]:
            indent = len(more) - len(more.lstrip())
            if more.strip() and indent <= column:
                yield _outside(begins + indent)
            begins += len(more) + 1


def _comment(text: str, start: int, end: int) -> Iterator[Fault]:
    """A comment with nothing between itself and what stands before it."""
    for found in LAST_COMMENT.finditer(text[start:end]):
        at = start + found.end() - 1
        if at and not text[at - 1].isspace():
            yield _behind(at)


def _sign(sign: str, at: int) -> Fault:
    message = f"«{sign}» først i en tekst i klammer leses ulikt av ulike programmer"
    return "yaml-ulikt", message, f"sett anførselstegn rundt teksten, som '{sign}', eller slett tegnet", at


def _behind(at: int) -> Fault:
    message = "«#» uten mellomrom foran leses ulikt av ulike programmer"
    return "yaml-ulikt", message, "sett mellomrom foran # når det er en merknad, ellers anførselstegn rundt teksten", at


def _outside(at: int) -> Fault:
    message = "denne linja hører til teksten eller klammen over, men har for lite innrykk"
    return "yaml-ulikt", message, "gi linja mer innrykk, eller skriv alt på én linje", at
