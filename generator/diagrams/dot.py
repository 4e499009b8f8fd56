"""The only place that runs Graphviz: graphs in its language become places, each kept by what it was made from."""

import hashlib
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

POINTS = 72.0
TIME_LIMIT = 30


class LayoutFailed(Exception):
    """Graphviz is missing, failed or took too long: a fault of the machine, not of the content."""


def laid_out(dots: Sequence[str], cache: Path) -> list[dict[str, Any]]:
    """Where Graphviz puts the nodes and edges of each graph; those not kept are laid out in one process."""
    kept = [cache / f"graf-{hashlib.sha256(dot.encode()).hexdigest()[:32]}.json" for dot in dots]
    missing = {path: dot for dot, path in zip(dots, kept, strict=True) if not path.is_file()}
    if missing:
        cache.mkdir(parents=True, exist_ok=True)
        for path, result in zip(missing, _run_dot(list(missing.values())), strict=True):
            path.write_text(json.dumps(result), encoding="utf-8")
    return [json.loads(path.read_text(encoding="utf-8")) for path in kept]


def _run_dot(dots: list[str]) -> list[dict[str, Any]]:
    # Called directly rather than through the package, which has no time limit.
    try:
        done = subprocess.run(
            ["dot", "-Tjson0"],
            input="\n".join(dots),
            capture_output=True,
            encoding="utf-8",
            timeout=TIME_LIMIT,
            check=True,
        )
    except FileNotFoundError:
        raise LayoutFailed(
            "programmet «dot» (Graphviz) finnes ikke; installer Graphviz, og se etter at det ligger i PATH"
        ) from None
    except subprocess.TimeoutExpired:
        raise LayoutFailed(f"Graphviz brukte mer enn {TIME_LIMIT} sekunder") from None
    except subprocess.CalledProcessError as error:
        raise LayoutFailed(f"Graphviz stanset: {error.stderr.strip()[:200]}") from None
    decoder, text, results = json.JSONDecoder(), done.stdout.strip(), []
    while text:
        value, end = decoder.raw_decode(text)
        results.append(value)
        text = text[end:].lstrip()
    return results


def curve(pos: str, high: float, digits: int = 1) -> tuple[str, str]:
    """Graphviz's `e,x,y x,y …` as an SVG path in a picture of this height, and the arrow's tip."""
    parts = pos.split()
    tip = ""
    points = []
    for part in parts:
        if part.startswith("e,"):
            tip = _point(part[2:], high, digits)
        elif not part.startswith("s,"):
            points.append(_point(part, high, digits))
    return f"M{points[0]}C{' '.join(points[1:])}" + (f" L{tip}" if tip else ""), tip


def _point(text: str, high: float, digits: int) -> str:
    x, y = text.split(",")
    return f"{float(x):.{digits}f},{high - float(y):.{digits}f}"
