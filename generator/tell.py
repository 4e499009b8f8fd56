"""The ways to print problems that need more than the problems: where to read on, counts, GitHub, GitLab and SARIF."""

import json
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote

from generator.examined import Examined
from generator.feilkoder import address, feilkoder, pages
from generator.problems import Problem, as_json, as_text

FORMS = ("tekst", "json", "github", "gitlab", "sarif")
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def told(found: Examined, form: str) -> str:
    """Everything that was found, in one of the forms."""
    if form == "json":
        return as_json(found.problems)
    if form == "github":
        return "\n".join([*map(as_github, found.problems), counts(found)])
    if form == "gitlab":
        return as_gitlab(found.problems)
    if form == "sarif":
        return as_sarif(found.problems)
    return "\n".join([*([listed(found.problems)] if found.problems else []), counts(found)])


def listed(problems: Iterable[Problem]) -> str:
    """Each problem as text, the first of each code with the page that tells more."""
    lines: list[str] = []
    seen: set[str] = set()
    for problem in problems:
        lines.append(as_text(problem))
        if problem.kode in pages() - seen:
            lines.append(f"  les mer: /{address(problem.kode)}")
        seen.add(problem.kode)
    return "\n".join(lines)


def counts(found: Examined) -> str:
    """How much was read, how much of it is sound, what is wrong, and what was left for later."""
    errors = sum(problem.is_error for problem in found.problems)
    sound = len(found.files - {problem.fil for problem in found.problems if problem.is_error})
    read = f"{_many(len(found.files), 'fil', 'filer')} lest, {_many(sound, 'gyldig', 'gyldige')}."
    wrong = f"{errors or 'Ingen'} feil, {_many(len(found.problems) - errors, 'advarsel', 'advarsler')}"
    left = f"{_many(len(found.skipped), 'kontroll', 'kontroller')} hoppet over"
    return f"{read.capitalize()} {wrong}, {left}{' til feilene er rettet' if found.skipped else ''}."


def _many(number: int, one: str, more: str) -> str:
    return f"{number or 'ingen'} {one if number == 1 else more}"


def as_github(problem: Problem) -> str:
    """An annotation on the line in a proposed change; line breaks are written as GitHub wants them."""
    level = "error" if problem.is_error else "warning"
    where = f"file={_property(problem.fil)},line={problem.linje},col={problem.kolonne},title={_property(problem.kode)}"
    text = f"{problem.melding}\n{problem.hint}" if problem.hint else problem.melding
    return f"::{level} {where}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Iterable[Problem]) -> str:
    """A code quality report, which GitLab shows beside the lines of a proposed change."""
    rows = [
        {
            "description": f"{problem.melding}. {problem.hint}".removesuffix(". "),
            "check_name": problem.kode,
            "fingerprint": sha256(repr(problem).encode()).hexdigest(),
            "severity": "major" if problem.is_error else "minor",
            "location": {"path": problem.fil, "lines": {"begin": problem.linje}},
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_sarif(problems: Iterable[Problem]) -> str:
    """A SARIF 2.1.0 log: the codes as rules, and each problem as a result at its place."""
    problems = list(problems)
    known = {entry.kode: entry for group in feilkoder().values() for entry in group}
    codes = list(dict.fromkeys(problem.kode for problem in problems))
    rules = [
        {
            "id": code,
            "shortDescription": {"text": known[code].regel if code in known else code},
            "help": {"text": known[code].råd if code in known else code},
        }
        for code in codes
    ]
    run = {
        "tool": {"driver": {"name": "mulighetskart", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.kode)) for problem in problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(problem: Problem, rule: int) -> dict[str, object]:
    region: dict[str, object] = {"startLine": problem.linje, "startColumn": problem.kolonne}
    if problem.kilde:
        region["snippet"] = {"text": problem.kilde}
    place = {
        "artifactLocation": {"uri": quote(problem.fil, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"},
        "region": region,
    }
    return {
        "ruleId": problem.kode,
        "ruleIndex": rule,
        "level": "error" if problem.is_error else "warning",
        "message": {"text": f"{problem.melding}. {problem.hint}".removesuffix(". ")},
        "locations": [{"physicalLocation": place}],
    }
