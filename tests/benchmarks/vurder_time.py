"""How long it takes to answer for one situation, over everything we have rules for; a measure, not a test.

    python tests/benchmarks/vurder_time.py [--rounds 5]

The first answer after start counts most: nothing is remembered then. Every persona and a number of drawn situations
are asked, with everything known, half of it and nothing. At most 100 ms each; prints the figures, and ends with 1
when one is above.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator import proven
from generator.catalogue import Catalogue, read
from generator.evaluate import Situasjon, answers
from generator.layout import Layout

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)
MAX_MS = 100


def main() -> int:
    """Measure, print and tell whether the bar holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--rounds", type=int, default=5, metavar="N", help="ask each so many times, and show the fastest"
    )
    options = parser.parse_args()
    catalogue, problems = read(Layout(ROOT))
    if problems:
        raise SystemExit(f"{problems[0].fil}:{problems[0].linje}: {problems[0].melding}")
    asked = dict(situations(catalogue))
    name = next(iter(asked))
    worst = first = timed(lambda: answers(catalogue, asked[name], TODAY))
    print(f"{'the first after start':34}{first:8.1f} ms")
    for name, situation in asked.items():
        spent = min(timed(lambda s=situation: answers(catalogue, s, TODAY)) for _ in range(options.rounds))
        worst = max(worst, spent)
        print(f"{name:34}{spent:8.1f} ms")
    said = len(answers(catalogue, {}, TODAY))
    print(f"{said} offers and benefits; the slowest {worst:.1f} ms, at most {MAX_MS}")
    return 1 if worst > MAX_MS else 0


def situations(catalogue: Catalogue) -> list[tuple[str, Situasjon]]:
    """Those asked about: the personas, nothing known, and drawn answers to all facts and to half of them."""
    regions = proven.situations(catalogue).regions
    values = {name: [region.answer for region in some] for name, some in regions.items()}
    found: list[tuple[str, Situasjon]] = [(p.navn, p.situasjon) for p in catalogue.all("persona")]
    found.append(("nothing known", {}))
    for number in range(1, 6):
        chance = random.Random(number)
        whole = {name: chance.choice(options) for name, options in values.items()}
        half = {name: value for name, value in whole.items() if chance.random() < 0.5}
        found += [(f"everything known, draw {number}", whole), (f"half known, draw {number}", half)]
    return found


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    sys.exit(main())
