"""How much the nginx of drift/ can take on this machine, with all of the site; a measure, not a test.

    python -m tests.benchmarks.last_test [site] [--seconds 5] [--readers 100]

Needs a built site (`bin/site --bygg`), nginx and wrk (Debian: nginx, wrk). Reader and server share the machine,
so the figures are the least it can do.
"""

import argparse
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.web_server import Served, nginx

PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
ADDRESSES = ("/", "/tilbud/introduksjonsprogram/", "/kart/", "/skript/finn.js", "/data/sok.json", "/finnes-ikke/")
WAYS = (
    ("packed beforehand, connections kept", True, False),
    ("packed beforehand, a new connection each time", True, True),
    ("packed for each reader, connections kept", False, False),
)


@dataclass(frozen=True)
class Figures:
    """What `wrk` measured for one address."""

    a_second: float
    half: str
    most: str
    broken: int


def measure(served: Served, address: str, is_closed: bool, options: argparse.Namespace) -> Figures:
    """Ask for one address again and again, over kept connections or a new one each time."""
    command = ["wrk", "-t", "2", "-c", str(options.readers), "-d", f"{options.seconds}s", "--latency"]
    command += ["-H", "Accept-Encoding: gzip", *(["-H", "Connection: close"] if is_closed else [])]
    command.append(f"http://127.0.0.1:{served.port}{address}")
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    errors = re.search(r"connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return Figures(
        float(re.findall(r"Requests/sec: +([\d.]+)", said)[0]),
        re.findall(r"50% +(\S+)", said)[0],
        re.findall(r"99% +(\S+)", said)[0],
        sum(map(int, errors.groups())) if errors else 0,
    )


def pack(site: Path) -> None:
    """Pack each text file beforehand, as the container does."""
    names = [str(path) for path in site.rglob("*") if path.suffix in PACKED and path.stat().st_size > 1024]
    subprocess.run(["gzip", "-9", "--keep", "--no-name", *names], check=True)


def main() -> None:
    """Print a table for each way of serving."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", nargs="?", type=Path, default=Path("site"), help="the built site (usual: site)")
    parser.add_argument("--seconds", type=int, default=5, metavar="N", help="how long each address is asked for")
    parser.add_argument("--readers", type=int, default=100, metavar="N", help="how many ask at a time")
    options = parser.parse_args()
    for title, is_packed, is_closed in WAYS:
        with nginx(options.site) as served:
            if is_packed:
                pack(served.folder / "site")
            print(f"\n{title}: {options.readers} at a time for {options.seconds} s")
            print(f"{'address':32} {'bytes':>8} {'a second':>9} {'half':>9} {'99 %':>9} {'broken':>7}")
            for address in ADDRESSES:
                sent = len(served.ask(address, headers={"Accept-Encoding": "gzip"})[2])
                f = measure(served, address, is_closed, options)
                print(f"{address:32} {sent:8} {f.a_second:9.0f} {f.half:>9} {f.most:>9} {f.broken:7}", flush=True)


if __name__ == "__main__":
    main()
