"""The look of a diagram outside the site: what our stylesheets say of it in light colours, as attributes of its own.

A piece stands alone: no stylesheet follows it, and a policy or a publishing tool may refuse one inside it. Attributes
are refused nowhere, and leak into no page around them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Element = Any  # lxml's elements have no types of their own

# What is carried along; everything else a rule says is about the page the diagram stood on.
CARRIED = frozenset(
    "fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin paint-order font-size font-weight "
    "font-style text-decoration text-anchor opacity fill-opacity stroke-opacity display visibility color".split()
)
SIMPLE = re.compile(
    r"(?P<tag>^[a-zA-Z][\w-]*|^\*)|\.(?P<klasse>[\w-]+)|\[(?P<attr>[\w-]+)(?:=\"?(?P<verdi>[^\"\]]*)\"?)?\]"
    r"|:nth-of-type\((?P<nth>even|odd)\)|(?P<rot>:root)|::(?P<pseudo>before)"
)
VARIABLE = re.compile(r"var\((--[\w-]+)(?:,\s*([^()]*))?\)")


@dataclass(frozen=True)
class Ledd:
    """One part of a selector: what an element must be, and whether its parent must be the part before."""

    tag: str
    klasser: frozenset[str]
    attributter: tuple[tuple[str, str | None], ...]
    nth: str
    er_rot: bool
    rett_under: bool


@dataclass(frozen=True)
class Regel:
    """A rule for one selector."""

    ledd: tuple[Ledd, ...]
    pseudo: str
    vekt: tuple[int, int, int]
    sier: tuple[tuple[str, str], ...]


class Stil:
    """Rules read from stylesheets, asked about elements; what only holds on hover, in print or in the dark is left out."""

    def __init__(self, *sheets: str) -> None:
        rules = [
            rule
            for number, sheet in enumerate(sheets)
            for rule in _rules(sheet, number * 10_000)
            if rule.pseudo or any(name in CARRIED or name.startswith("--") for name, _ in rule.sier)
        ]
        self.rules = sorted(rules, key=lambda rule: rule.vekt)
        self.root = {
            name: value
            for rule in self.rules
            if rule.ledd[0].er_rot and len(rule.ledd) == 1
            for name, value in rule.sier
        }
        self._by_class: dict[str, list[int]] = {}
        self._by_tag: dict[str, list[int]] = {}
        for number, rule in enumerate(self.rules):
            last = rule.ledd[-1]
            if last.klasser:
                self._by_class.setdefault(min(last.klasser), []).append(number)
            elif not last.er_rot:
                self._by_tag.setdefault(last.tag, []).append(number)

    def said(self, element: Element, pseudo: str = "") -> dict[str, str]:
        """Every declaration that holds for an element, as written; later and weightier ones have won."""
        numbers = {*self._by_tag.get("", ()), *self._by_tag.get(local(element), ())}
        for name in element.get("class", "").split():
            numbers.update(self._by_class.get(name, ()))
        found: dict[str, str] = {}
        for rule in (self.rules[number] for number in sorted(numbers)):
            if rule.pseudo == pseudo and _matches(rule.ledd, element):
                found.update(rule.sier)
        return found

    def variables(self, element: Element, around: Mapping[str, str]) -> dict[str, str]:
        """The variables that hold inside an element, given those that hold around it."""
        own = {name: value for name, value in self.said(element).items() if name.startswith("--")}
        return {**around, **own}


def resolved(value: str, variables: Mapping[str, str]) -> str:
    """A value with its variables put in; empty when one of them is not known."""
    for _ in range(8):
        match = VARIABLE.search(value)
        if not match:
            return value
        known = variables.get(match[1], match[2])
        if known is None:
            return ""
        value = value[: match.start()] + known.strip() + value[match.end() :]
    return ""


def dress(element: Element, style: Stil, around: Mapping[str, str]) -> None:
    """Give an element and all inside it what the stylesheets say of them, as attributes."""
    said = style.said(element)
    variables = {**around, **{name: value for name, value in said.items() if name.startswith("--")}}
    for name, value in said.items():
        if name in CARRIED and (worth := resolved(value, variables)):
            element.set(name, worth.removesuffix("px") if re.fullmatch(r"[\d.]+px", worth) else worth)
    for child in element:
        if isinstance(child.tag, str):
            dress(child, style, variables)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _rules(sheet: str, before: int) -> Iterator[Regel]:
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    order = before
    for head, body in _blocks(sheet):
        if head.startswith("@"):
            continue
        said = tuple(_declarations(body))
        for selector in _listed(head):
            order += 1
            rule = _rule(selector, said, order)
            if rule:
                yield rule


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """Each head with what stands between its braces; a block inside a block belongs to the outer one."""
    place = 0
    while (start := sheet.find("{", place)) >= 0:
        depth, end = 1, start + 1
        while depth and end < len(sheet):
            depth += {"{": 1, "}": -1}.get(sheet[end], 0)
            end += 1
        yield sheet[place:start].strip(), sheet[start + 1 : end - 1]
        place = end


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), " ".join(value.replace("!important", "").split())


def _listed(head: str) -> Iterator[str]:
    """The selectors of a list; commas inside parentheses are of one selector."""
    depth, start = 0, 0
    for place, letter in enumerate(head):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            yield head[start:place].strip()
            start = place + 1
    yield head[start:].strip()


def _rule(selector: str, said: tuple[tuple[str, str], ...], order: int) -> Regel | None:
    """The rule of one selector; None for what cannot hold of a picture that stands still."""
    parts = re.findall(r">|[^\s>]+", selector)
    found, pseudo, directly = [], "", False
    for part in parts:
        if part == ">":
            directly = True
            continue
        simple = list(SIMPLE.finditer(part))
        if "".join(match.group() for match in simple) != part:
            return None
        pseudo = next((match["pseudo"] for match in simple if match["pseudo"]), pseudo)
        found.append(
            Ledd(
                next((match["tag"] for match in simple if match["tag"] and match["tag"] != "*"), ""),
                frozenset(match["klasse"] for match in simple if match["klasse"]),
                tuple((match["attr"], match["verdi"]) for match in simple if match["attr"]),
                next((match["nth"] for match in simple if match["nth"]), ""),
                any(match["rot"] for match in simple),
                directly,
            )
        )
        directly = False
    classes = sum(len(one.klasser) + len(one.attributter) + bool(one.nth) + one.er_rot for one in found)
    return Regel(tuple(found), pseudo, (classes, sum(bool(one.tag) for one in found), order), said) if found else None


def _matches(parts: tuple[Ledd, ...], element: Element) -> bool:
    if not _is(parts[-1], element):
        return False
    if len(parts) == 1:
        return True
    parent = element.getparent()
    while parent is not None:
        if _matches(parts[:-1], parent):
            return True
        if parts[-1].rett_under:
            return False
        parent = parent.getparent()
    return False


def _is(part: Ledd, element: Element) -> bool:
    if part.er_rot or (part.tag and part.tag != local(element)):
        return False
    if part.klasser and not part.klasser <= set(element.get("class", "").split()):
        return False
    if any(
        element.get(name) is None or (value is not None and element.get(name) != value)
        for name, value in part.attributter
    ):
        return False
    if part.nth:
        same = 1 + sum(1 for other in element.itersiblings(element.tag, preceding=True))
        return (same % 2 == 0) == (part.nth == "even")
    return True
