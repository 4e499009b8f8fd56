"""How long a build takes and how big the site gets with more tilbud than we have, stage by stage; a measure, not a test.

    python tests/benchmarks/build_time.py [--tilbud 50 250 1000] [--rounds 3] [--json]

The site tool runs on the same machine in the same minute, so it is the yardstick: what we do around it
may cost half of what it costs, and four times the pages five times the time. Seconds are those one waits, so measure
on a machine that does nothing else; --rounds takes the fastest of several.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml

from generator import swap
from generator.build import compile_site, keeping_everything
from generator.files import write_tree
from generator.finish import finish
from generator.inspect_site import inspect
from generator.layout import Layout
from generator.problems import as_text
from generator.site import run_tool

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
LINKS = ("fører_til", "krever", "utelukker", "kombineres")
TEXTS = {"tekst", "kort", "hvem", "merknad", "hindring", "hjelper", "påstand", "gjelder", "ukjent", "finner"}
MAX_SHARE = 0.5
MAX_GROWTH = 5 / 4  # of the time, for each time the pages grow


@dataclass
class Measured:
    """Seconds of each stage of one build, and what came of it."""

    tilbud: int
    pages: int = 0
    megabytes: float = 0.0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def own(self) -> float:
        """What we do ourselves before and after the site tool."""
        return sum(self.seconds[stage] for stage in ("compile", "finish", "check"))

    @property
    def total(self) -> float:
        """The whole build."""
        return sum(self.seconds.values())

    @property
    def share(self) -> float:
        """Our own time in terms of the site tool's."""
        return self.own / self.seconds["tool"]

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add the time of what happens inside."""
        start = _spent()
        yield
        self.seconds[stage] = _spent() - start


def _spent() -> float:
    """Seconds of work by this process and the programs it has run (the site tool, Graphviz)."""
    return time.perf_counter()


def main() -> int:
    """Measure each size, print the table, and tell whether the bars hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tilbud", type=int, nargs="+", default=[50, 250, 1000], metavar="N")
    parser.add_argument(
        "--rounds", type=int, default=1, metavar="N", help="build each size so many times, and show the fastest"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    # A process of its own for each build: nothing is warm that would be cold.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        rounds = [list(pool.map(measure, options.tilbud)) for _ in range(options.rounds)]
    results = [min(same, key=lambda m: m.total) for same in zip(*rounds, strict=True)]
    print(as_json(results) if options.json else as_table(results))
    return 1 if faults(results) else 0


@keeping_everything()
def measure(tilbud: int) -> Measured:
    """Generate a project and build it as `generator.site.build` does, with a clock on each stage."""
    with tempfile.TemporaryDirectory(prefix="mulighetskart-") as folder:
        layout, result = Layout(Path(folder)), Measured(tilbud)
        generate(layout, tilbud)
        with result.timed("compile"):
            compiled = compile_site(layout, TODAY)
            write_tree(layout.docs, compiled.files)
        if not compiled.is_sound:
            raise SystemExit("\n".join(map(as_text, compiled.problems[:10])))
        with result.timed("tool"):
            run_tool(layout)
        with result.timed("finish"):
            finish(layout.staged)
        with result.timed("check"):
            found = inspect(layout.staged)
        if found:
            raise SystemExit("\n".join(map(as_text, found[:10])))
        with result.timed("swap"):
            swap.exchange(layout.staged, layout.site)
        files = [path for path in layout.site.rglob("*") if path.is_file()]
        result.pages = sum(path.suffix == ".html" for path in files)
        result.megabytes = sum(path.stat().st_size for path in files) / 1e6
        return result


def generate(layout: Layout, tilbud: int) -> None:
    """The real project with its tilbud multiplied: new ids, names and words, and as many links from each as before."""
    shutil.copytree(ROOT / "pathways", layout.pathways)
    shutil.copytree(ROOT / "content", layout.content)
    shutil.copy(ROOT / "mkdocs.yml", layout.root)
    folder = layout.pathways / "tilbud"
    real = [
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) for path in sorted(folder.glob("*.yml"))
    ]
    for number in range(tilbud - len(real)):
        round_, place = divmod(number, len(real))
        last = [record["id"] for record in real[: tilbud - len(real) - round_ * len(real)]]
        copy = _another(real[place], f"{round_ + 2}", set(last), random.Random(number))
        text = yaml.dump(copy, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
        (folder / f"{copy['id']}.yml").write_text(text, encoding="utf-8")


def _another(record: dict[str, Any], suffix: str, siblings: set[str], chance: random.Random) -> dict[str, Any]:
    """A record like this one; it links to others of its own round, where they are."""

    def moved(id: str) -> str:
        return f"{id}-{suffix}" if id in siblings else id

    copy: dict[str, Any] = _reworded(record, chance)
    copy |= {"id": f"{record['id']}-{suffix}", "navn": f"{record['navn']} {suffix}"}
    if "variant_av" in copy:
        copy["variant_av"] = moved(copy["variant_av"])
    if "også_kalt" in copy:
        copy["også_kalt"] = [f"{name} {suffix}" for name in _listed(copy["også_kalt"])]
    for key in LINKS:
        for link in _listed(copy.get(key, [])):
            if "tilbud" in link:
                link["tilbud"] = moved(link["tilbud"])
    return copy


def _reworded(value: Any, chance: random.Random, key: str = "") -> Any:
    """The same with the words of every sentence in another order, so that no two texts are alike."""
    if isinstance(value, dict):
        return {name: _reworded(item, chance, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_reworded(item, chance, key) for item in value]
    if key in TEXTS:
        words = value.split()
        return " ".join(chance.sample(words, len(words)))
    return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class _Plain(yaml.CSafeDumper):
    """Writes no anchors, which our loader refuses."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def growth(results: list[Measured]) -> list[tuple[Measured, Measured, float, float]]:
    """From each size to the next: how much pages and time grow. Fixed costs would flatter the smallest."""
    return [(a, b, b.pages / a.pages, b.own / a.own) for a, b in pairwise(results) if a.tilbud >= 250]


def faults(results: list[Measured]) -> list[str]:
    """The bars that do not hold."""
    slow = [
        f"{m.tilbud} tilbud: our own time is {m.share:.2f} of the tool's, at most {MAX_SHARE}"
        for m in results
        if m.share > MAX_SHARE
    ]
    steep = [
        f"{a.tilbud} → {b.tilbud}: {pages:.2f} × pages, {took:.2f} × time"
        for a, b, pages, took in growth(results)
        if took > pages * MAX_GROWTH
    ]
    return slow + steep


def as_table(results: list[Measured]) -> str:
    """A row for each size, the growth between them, and the bars that do not hold."""
    stages = ("compile", "tool", "finish", "check", "swap")
    head = (
        f"{'tilbud':>7}{'pages':>7}"
        + "".join(f"{stage:>9}" for stage in stages)
        + f"{'total':>9}{'own/tool':>10}{'site MB':>9}"
    )
    lines = [head]
    for m in results:
        times = "".join(f"{m.seconds[stage]:>9.2f}" for stage in stages)
        lines.append(f"{m.tilbud:>7}{m.pages:>7}{times}{m.total:>9.2f}{m.share:>10.2f}{m.megabytes:>9.1f}")
    for a, b, pages, took in growth(results):
        each = ", ".join(f"{stage} {b.seconds[stage] / a.seconds[stage]:.2f}" for stage in stages[:4])
        lines.append(
            f"{a.tilbud} → {b.tilbud}: {pages:.2f} × pages, {took:.2f} × our own time ({each}), {b.total / a.total:.2f} × the total"
        )
    return "\n".join([*lines, *(f"TOO SLOW: {fault}" for fault in faults(results))])


def as_json(results: list[Measured]) -> str:
    """The same for a program to read."""
    rows = [{**asdict(m), "total": m.total, "share": m.share} for m in results]
    steps = [{"from": a.tilbud, "to": b.tilbud, "pages": pages, "own": took} for a, b, pages, took in growth(results)]
    return json.dumps({"results": rows, "growth": steps, "faults": faults(results)}, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    sys.exit(main())
