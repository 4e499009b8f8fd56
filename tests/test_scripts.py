"""The browser's scripts keep the types they are written with."""

import subprocess
from pathlib import Path

BROWSER = Path(__file__).parent / "browser"


def test_every_script_passes_the_type_check() -> None:
    command = [
        "node",
        str(BROWSER / "node_modules" / "typescript" / "bin" / "tsc"),
        "-p",
        str(BROWSER / "tsconfig.json"),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_script_is_asked_about() -> None:
    listed = (BROWSER / "tsconfig.json").read_text(encoding="utf-8")
    root = BROWSER.parents[1]
    scripts = [*root.glob("content/skript/*.js"), *root.glob("generator/vis/*.js")]
    assert len(scripts) >= 3
    assert [path.name for path in scripts if path.name not in listed] == []
