"""Everything read and asked: the catalogue, what is wrong, and what could not be asked because of it."""

from dataclasses import dataclass

from generator.catalogue import Catalogue, Reading, files, read, read_file
from generator.checks import LATE, faults
from generator.every_rule import RULES, check
from generator.layout import Layout
from generator.problems import Problem, few


@dataclass(frozen=True)
class Examined:
    """What came of reading and asking everything."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    files: frozenset[str]
    """Every file that was read, sound or not."""
    skipped: frozenset[str]
    """The rules that were not asked, since what they rest on is not sound."""


def examined(layout: Layout, read_one: Reading = read_file, *, late: bool = True) -> Examined:
    """Read everything and find every problem; rules across files run on sound files only, the late ones if asked for."""
    catalogue, problems = read(layout, read_one)
    names = frozenset(path.relative_to(layout.root).as_posix() for path in files(layout))
    if problems:
        # One broken file must not cause a page of follow-on problems.
        return Examined(catalogue, tuple(sorted(problems)), names, frozenset(RULES))
    found = check(catalogue) if late else few(faults(catalogue))
    too_early = not late or any(problem.is_error and problem.kode not in LATE for problem in found)
    return Examined(catalogue, tuple(found), names, frozenset(LATE) if too_early else frozenset())
