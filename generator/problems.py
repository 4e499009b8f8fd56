"""What an author of a content file should know, as a value, and the ways to print it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """Something the author of a content file should know."""

    fil: str
    """Path from the root of the project, with forward slashes."""
    linje: int
    """From 1."""
    kolonne: int
    """From 1, in characters."""
    kode: str
    """What to search for in the handbook."""
    melding: str
    """One terse sentence, true without its hint."""
    hint: str = ""
    """What to do about it."""
    alvor: str = "feil"
    """`feil` stops the build, `advarsel` does not."""
    kilde: str = ""
    """The author's own line, as it stands in the file."""

    @property
    def is_error(self) -> bool:
        """Whether the build must stop."""
        return self.alvor == "feil"


def as_text(problem: Problem) -> str:
    """Print one problem: where and what, the author's line with the place marked, and the hint."""
    lines = [f"{problem.fil}:{problem.linje}:{problem.kolonne}: {problem.alvor}[{problem.kode}] {problem.melding}"]
    if problem.kilde.strip():
        number = str(problem.linje)
        shown = problem.kilde[:160].replace("\t", " ")
        lines.append(f"  {number} | {shown}")
        if problem.kolonne <= len(shown) + 1:
            lines.append(f"  {' ' * len(number)} | {' ' * (problem.kolonne - 1)}^")
    if problem.hint:
        lines.append(f"  hint: {problem.hint}")
    return "\n".join(lines)


def as_json(problems: Iterable[Problem]) -> str:
    """All problems as a JSON list, in the form `sjekk --json` promises."""
    keys = ("fil", "linje", "kolonne", "kode", "alvor", "melding", "hint")
    rows = [{key: asdict(problem)[key] for key in keys} for problem in problems]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the closest known word, or nothing."""
    closest = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"mente du «{closest[0]}»?" if closest else ""
