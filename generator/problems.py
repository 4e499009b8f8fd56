"""What an author of a content file should know, as a value, and the ways to print it."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches

LONGEST_SENTENCE, LONGEST_WORD, MOST_PROBLEMS = 700, 100, 20


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


def clipped(text: str) -> str:
    """A sentence short enough to read, whatever the author wrote where a short word was meant."""
    return text if len(text) <= LONGEST_SENTENCE else f"{text[: LONGEST_SENTENCE - 1]}…"


def few(problems: Iterable[Problem]) -> list[Problem]:
    """The first problems of each file, and one that counts the rest: nobody reads the ten thousandth."""
    shown, rest = [], dict[str, list[Problem]]()
    per_file = Counter[str]()
    for problem in sorted(problems):
        per_file[problem.fil] += 1
        if per_file[problem.fil] <= MOST_PROBLEMS:
            shown.append(problem)
        else:
            rest.setdefault(problem.fil, []).append(problem)
    return sorted([*shown, *(_more(hidden) for hidden in rest.values())])


def _more(hidden: list[Problem]) -> Problem:
    alvor = "feil" if any(problem.is_error for problem in hidden) else "advarsel"
    first, message = hidden[0], f"fila har {len(hidden)} problemer til, fra denne linja og nedover"
    return Problem(
        first.fil,
        first.linje,
        first.kolonne,
        "flere-feil",
        message,
        "rett de første, og kontroller på nytt",
        alvor,
        first.kilde,
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the closest known word, or nothing."""
    if len(word) > LONGEST_WORD:
        return ""
    closest = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"mente du «{closest[0]}»?" if closest else ""
