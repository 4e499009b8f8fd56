"""Everything read and asked: the catalogue, what is wrong, and what could not be asked because of it."""

from dataclasses import dataclass

from generator.catalogue import Catalogue, files, read
from generator.checks import LATE
from generator.every_rule import RULES, check
from generator.layout import Layout
from generator.problems import Problem


@dataclass(frozen=True)
class Examined:
    """What came of reading and asking everything."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    files: frozenset[str]
    """Every file that was read, sound or not."""
    skipped: frozenset[str]
    """The rules that were not asked, since what they rest on is not sound."""


def examined(layout: Layout) -> Examined:
    """Read everything and find every problem; rules across files run on sound files only."""
    catalogue, problems = read(layout)
    names = frozenset(path.relative_to(layout.root).as_posix() for path in files(layout))
    if problems:
        # One broken file must not cause a page of follow-on problems.
        return Examined(catalogue, tuple(sorted(problems)), names, frozenset(RULES))
    found = check(catalogue)
    too_early = any(problem.is_error and problem.kode not in LATE for problem in found)
    return Examined(catalogue, tuple(found), names, frozenset(LATE) if too_early else frozenset())
