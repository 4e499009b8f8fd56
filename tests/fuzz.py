"""Breaks the miniature project in every way a file can be broken, and runs the command on what came of it.

Each example runs in a process of its own, whose time, memory and end can be seen from outside; the project is the
same before and after. A long run: `python tests/fuzz.py --antall 20000`.
"""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from generator import cli  # noqa: E402
from tests.git import git  # noqa: E402

EXAMPLE = Path(__file__).parent / "example"
FILES = sorted(path.relative_to(EXAMPLE).as_posix() for path in (EXAMPLE / "pathways").rglob("*.yml"))
MOST_SECONDS, MOST_BYTES, PATIENCE = 1.0, 300_000_000, 30
TOLD_EVERY = 1000  # how often a long run tells how far it has come
BARE = 80_000_000  # bytes the command holds before it has read anything, rounded up
VERBS = (
    ["sjekk"],
    ["sjekk", "--json"],
    ["bygg", "--markdown", "UT"],
    ["vurder", "SITUASJON"],
    ["vurder", "SITUASJON", "--json"],
    ["reise", "ada-til-bokbinder"],
    ["virkning"],
    ["lovsjekk", "--kilde", "LOV"],
)
ODD = (
    "", " ", "~", "null", "ja", "nei", "ukjent", "-1", "0", "1", "18", "1e999", "-1e999", "nan", "inf", "1_0", "٣", "²", "0x1F",
    "9" * 400, "0.0000000001", "1..2", "..", "1..", "18..54..3", "2026-02-30", "9999-12-31", "0001-01-01", "-0001-01-01", "10000-01-01",
    "§", "lov/2001-01-01-1 § 1", "lov/2001-01-01-1 § 999", "lov/2001-01-01-1 § 1 " + "a" * 300, "kurs", "kurs-kveld", "sprakkafe", "kursstonad",
    "flyktning", "familie", "alder", "grunnlag", "bor_her", "ada", "bokbinder", "kurset", "kаfe", "Ω", "😀", "å" * 3000, "../../etc/passwd",
    "https://eksempel.no/", "javascript:alert(1)", "<script>alert(1)</script>", "{{ 1 }}", "{% raw %}", "*a*", "&a", "!!python/object:os.system",
    "a: b: c", "- a", "# a", "'", '"', "\\", "\n", "\t", "\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "%s%n", "1/0", "0/0", "1/3", "§ 1",
)  # fmt: skip
YAML = (
    "\n",
    "\n\n",
    "  ",
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "---\n",
    "...\n",
    "|\n",
    ">\n",
    "? ",
    "<<: ",
    "&a ",
    "*a",
    "!!str ",
    "\r\n",
)
BROKEN_LETTERS = (b"\xff", b"\xc3", b"\xe5", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"[" * 200)
TOKENS = (*(word.encode() for word in (*ODD, *YAML)), *BROKEN_LETTERS)


@dataclass(frozen=True)
class Broken:
    """What one example does: the bytes of one file, and the verb that reads them."""

    fil: str
    data: bytes
    verb: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How the command ended, what it said, and what it cost."""

    status: int
    said: str
    seconds: float
    memory: int

    def fault(self) -> str | None:
        """What is not as promised, if anything."""
        if self.status not in (0, 1, 2):
            return f"avsluttet med {self.status}"
        if "Traceback" in self.said:
            return "feilmelding fra Python"
        if self.status and not self.said.strip():
            return "sier ingenting"
        if self.seconds > MOST_SECONDS:
            return f"bruker mer enn {MOST_SECONDS:g} sekund"
        return f"bruker mer enn {MOST_BYTES // 10**6} MB" if self.memory > MOST_BYTES else None


class Project:
    """A copy of the miniature project, and the bytes it must still have afterwards."""

    def __init__(self, folder: Path) -> None:
        self.root = Path(shutil.copytree(EXAMPLE, folder / "prosjekt"))
        self.beside = folder / "ved siden av"
        self.beside.mkdir()
        (self.beside / "situasjon.yml").write_text("alder: '30'\ngrunnlag: flyktning\nbor_her: ja\n", encoding="utf-8")
        git(self.root, "init", "-q", "-b", "main")
        git(self.root, "add", ".")
        git(self.root, "commit", "-q", "-m", "x")
        self.before = self.contents()

    def contents(self) -> dict[str, bytes]:
        """Every file of the project but what git and the cache keep for themselves."""
        hidden = (str(self.root / ".git"), str(self.root / "build" / "cache"))
        walked = ((Path(folder), files) for folder, _, files in os.walk(self.root) if not folder.startswith(hidden))
        paths = [folder / name for folder, files in walked for name in files]
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths if path.is_file()}

    def run(self, broken: Broken) -> tuple[Outcome, str | None]:
        """Run the command on the broken project; tell what is not as promised, and mend the project."""
        path = self.beside / "situasjon.yml" if broken.fil == "situasjon.yml" else self.root / broken.fil
        old = path.read_bytes() if path.exists() else None
        path.write_bytes(broken.data)
        outcome = self.command(broken.verb)
        unchanged = self.contents() | {broken.fil: b""} == self.before | {broken.fil: b""}
        path.unlink() if old is None else path.write_bytes(old)
        return outcome, outcome.fault() or (
            None if unchanged or (old is None and broken.fil == "situasjon.yml") else "noe er skrevet i prosjektet"
        )

    def command(self, verb: tuple[str, ...] | list[str]) -> Outcome:
        """Run one verb in a process of its own."""
        places = {"SITUASJON": self.beside / "situasjon.yml", "UT": self.beside / "ut", "LOV": self.root / "lov"}
        arguments = [str(places.get(word, word)) for word in verb]
        said = self.beside / "sagt.txt"
        sys.stdout.flush()
        # The process begins with what this one holds, which in a run of all the tests is more than the command's own.
        held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
        process = os.fork()
        if not process:
            os._exit(_child(self.root, arguments, said))
        _, status, used = os.wait4(process, 0)
        ended = os.waitstatus_to_exitcode(status)
        text = said.read_text(encoding="utf-8", errors="replace")
        return Outcome(ended, text, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 - held + BARE)


def _child(root: Path, arguments: list[str], said: Path) -> int:
    """What the process does: as the command line does it, with an end to its patience."""
    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    os.chdir(root)
    with said.open("w", encoding="utf-8") as out:
        sys.stdout = sys.stderr = out
        try:
            return cli.main(arguments)
        except SystemExit as ended:
            return int(ended.code or 0)
        except BaseException:
            import traceback

            traceback.print_exc(file=out)
            return 99


@cache
def _data(fil: str) -> Any:
    return yaml.load((EXAMPLE / fil).read_text(encoding="utf-8"), yaml.CBaseLoader)


def _places(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything in a record."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [at, *(place for key, value in inside for place in _places(value, (*at, key)))]


def _at(data: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        data = data[step]
    return data


def _with(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    """The same with another value at a place."""
    if not place:
        return value
    step, *rest = place
    if isinstance(data, dict):
        return {key: _with(inner, tuple(rest), value) if key == step else inner for key, inner in data.items()}
    return [_with(inner, tuple(rest), value) if n == step else inner for n, inner in enumerate(data)]


TEXTS = st.sampled_from(ODD) | st.text(max_size=30)
ANYTHING = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)
LEAVES = st.one_of(
    st.fixed_dictionaries({"alder": st.dictionaries(st.sampled_from(["er", "en_av", "fra", "til", "minst", "under", "over"]), st.integers(-2, 120).map(str), min_size=1, max_size=3)}),
    st.fixed_dictionaries({"grunnlag": st.sampled_from(["flyktning", "familie", "arbeid"]) | st.fixed_dictionaries({"en_av": st.lists(st.sampled_from(["flyktning", "familie", "arbeid"]), min_size=1, max_size=4)})}),
    st.fixed_dictionaries({"bor_her": st.sampled_from(["ja", "nei"])}),
)  # fmt: skip
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"alle": st.lists(inner, min_size=1, max_size=5)}),
        st.fixed_dictionaries({"minst_en": st.lists(inner, min_size=1, max_size=5)}),
        st.fixed_dictionaries({"ikke": inner}),
    ),
    max_leaves=40,
)


@st.composite
def structures(draw: st.DrawFn) -> Broken:
    """A record of the miniature project with some of its values, keys and nesting changed."""
    fil = draw(st.sampled_from(FILES))
    data = _data(fil)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(_places(data)))
        here = _at(data, place)
        change = draw(st.sampled_from(("verdi", "tre", "borte", "nøkkel", "pakket", "gjentatt", "flyttet", "annet")))
        if change == "verdi":
            data = _with(data, place, draw(TEXTS))
        elif change == "tre":
            trees = [p for p in _places(data) if p and p[-1] in ("hvis", "når", "umulig")]
            data = _with(data, draw(st.sampled_from(trees)) if trees else place, draw(TREES))
        elif change == "borte" and isinstance(here, dict) and here:
            gone = draw(st.sampled_from(sorted(here)))
            data = _with(data, place, {key: value for key, value in here.items() if key != gone})
        elif change == "nøkkel" and isinstance(here, dict):
            data = _with(data, place, {**here, draw(TEXTS): draw(ANYTHING)})
        elif change == "pakket":
            data = _with(data, place, draw(st.sampled_from(([here], {"id": here}, {"alle": [here]}, [[here]]))))
        elif change == "gjentatt" and isinstance(here, list):
            data = _with(data, place, here * draw(st.integers(0, 40)))
        elif change == "flyttet":
            data = _with(data, place, _at(data, draw(st.sampled_from(_places(data)))))
        else:
            data = _with(data, place, draw(ANYTHING))
    text = yaml.dump(data, Dumper=_Plain, allow_unicode=draw(st.booleans()), default_flow_style=draw(st.booleans()))
    return Broken(fil, text.encode("utf-8", "surrogatepass"), tuple(draw(st.sampled_from(VERBS))))


class _Plain(yaml.CSafeDumper):
    """Writes what stands twice twice, since anchors are refused at once."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@cache
def _real() -> list[tuple[str, bytes]]:
    folder = ROOT / "pathways"
    return [
        ("pathways/" + path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(folder.rglob("*.yml"))
    ]


@st.composite
def mutations(draw: st.DrawFn) -> Broken:
    """A real file in the miniature project, with some of its bytes changed."""
    fil, data = draw(st.sampled_from(_real()))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        change = draw(st.sampled_from(("bit", "ord", "borte", "gjentatt", "kuttet", "flyttet")))
        if change == "bit" and start < len(data):
            data = data[:start] + bytes([data[start] ^ 1 << draw(st.integers(0, 7))]) + data[start + 1 :]
        elif change == "ord":
            data = data[:start] + draw(st.sampled_from(TOKENS) | st.binary(max_size=8)) + data[start:]
        elif change == "borte":
            data = data[:start] + data[end:]
        elif change == "gjentatt":
            data = data[:end] + data[start:end] * draw(st.integers(1, 20)) + data[end:]
        elif change == "kuttet":
            data = data[:start]
        else:
            to = draw(st.integers(0, len(data)))
            data = data[:to] + data[start:end] + data[to:]
    return Broken(fil, data, tuple(draw(st.sampled_from(VERBS))))


@st.composite
def situations(draw: st.DrawFn) -> Broken:
    """The file of answers that `vurder` reads."""
    facts = st.sampled_from(("alder", "grunnlag", "bor_her")) | TEXTS
    data = draw(st.dictionaries(facts, TEXTS | st.integers(-1, 200).map(str) | ANYTHING, max_size=4) | ANYTHING)
    text = yaml.dump(data, Dumper=_Plain, allow_unicode=True).encode("utf-8", "surrogatepass")
    return Broken(
        "situasjon.yml", draw(st.sampled_from([text, text[:-3], b"\xef\xbb\xbf" + text])), ("vurder", "SITUASJON")
    )


BROKEN = st.one_of(structures(), structures(), mutations(), mutations(), situations())


@dataclass
class Tally:
    """How the examples ended, the most any of them cost, and each kind of fault with what caused it first."""

    ends: Counter[int]
    seconds: float
    memory: int
    faults: dict[str, tuple[Broken, Outcome]]

    def add(self, broken: Broken, outcome: Outcome, fault: str | None) -> None:
        """Count one more."""
        self.ends[outcome.status] += 1
        self.seconds, self.memory = max(self.seconds, outcome.seconds), max(self.memory, outcome.memory)
        if fault:
            last = outcome.said.strip().split("\n")[-1] if outcome.status == 99 else ""
            self.faults.setdefault(f"{fault} {broken.verb[0]} {last[:80]}", (broken, outcome))

    @property
    def number(self) -> int:
        """How many are counted."""
        return sum(self.ends.values())

    def __str__(self) -> str:
        ends = ", ".join(f"{number} endte med {status}" for status, number in sorted(self.ends.items()))
        return f"{self.number} prøvd: {ends}; høyst {self.seconds:.2f} s og {self.memory / 1e6:.0f} MB"


def fuzz(number: int, folder: Path, seed: int | None = None) -> Tally:
    """Run this many examples; none of them stops the others. Without a seed the examples are always the same."""
    project, tally = Project(folder), Tally(Counter(), 0, 0, {})

    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        derandomize=seed is None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(BROKEN)
    def every_example(broken: Broken) -> None:
        tally.add(broken, *project.run(broken))
        if tally.number % TOLD_EVERY == 0:
            print(tally, file=sys.stderr, flush=True)

    (every_example if seed is None else seeded(seed)(every_example))()
    return tally


def main() -> int:
    """The long run; what is not as promised is left in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--antall", type=int, default=20_000, help="hvor mange ødelagte filer som prøves")
    parser.add_argument("--frø", type=int, default=None, help="et annet tall gir andre filer")
    parser.add_argument("--funn", type=Path, default=Path("/tmp/fuzz-funn"), help="der filene som avdekket noe, legges")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mulighetskart-fuzz-") as folder:
        tally = fuzz(options.antall, Path(folder), options.frø)
    print(tally)
    for number, (fault, (broken, outcome)) in enumerate(tally.faults.items()):
        place = options.funn / str(number)
        place.mkdir(parents=True, exist_ok=True)
        (place / "fil.yml").write_bytes(broken.data)
        (place / "sagt.txt").write_text(
            f"{fault}\n{broken.fil} {broken.verb} {outcome.seconds:.2f} s\n{outcome.said}", encoding="utf-8"
        )
        print(f"{fault}: {broken.fil}, {place}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
