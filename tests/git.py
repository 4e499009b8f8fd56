"""Git as the tests run it: as someone whose own settings, and whose folder, do not matter."""

import os
import subprocess
from pathlib import Path

WHO = ("-c", "user.name=A", "-c", "user.email=a@eksempel.no", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder; fails when it does."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *WHO, *arguments], cwd=folder, env=clean, check=True, capture_output=True)
