"""The content as it was: what git keeps of `pathways/` at a revision, put in a folder of its own."""

import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from generator.layout import Layout


@dataclass(frozen=True)
class Past:
    """The content at a revision, and what to call it."""

    layout: Layout
    navn: str


def past(root: Path, revision: str, folder: Path) -> Past | str:
    """The content of the project at a revision, unpacked in `folder`; or why it cannot be had. Changes nothing in the project."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        if commit.returncode:
            inside = _git(root, "rev-parse", "--is-inside-work-tree")
            return f"«{revision}» finnes ikke i git" if not inside.returncode else _no_repository(inside)
        id = commit.stdout.decode().strip()
        packed = _git(root, "archive", "--format=tar", id, "pathways")
        if packed.returncode:
            return f"det er ingen pathways/ i «{revision}»"
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            _unpack(archive, folder)
    except FileNotFoundError:
        return "git er ikke installert her"
    except tarfile.TarError as error:
        return f"pathways/ i «{revision}» kan ikke pakkes ut: {error}"
    day = _git(root, "show", "--no-patch", "--format=%cs", id).stdout.decode().strip()
    return Past(Layout(folder), f"{revision} ({id[:8]}, {day})")


def _unpack(archive: tarfile.TarFile, folder: Path) -> None:
    # Not `extractall`: Python before 3.11.4 unpacks links too, wherever they lead. Git names nothing outside the folder.
    for member in archive:
        if member.issym():
            raise tarfile.ExtractError(f"«{member.name}» er en lenke")
        content = archive.extractfile(member)
        if content:
            path = folder / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())


def _no_repository(asked: "subprocess.CompletedProcess[bytes]") -> str:
    said = asked.stderr.decode(errors="replace").strip().split("\n")[0]
    return f"prosjektet ligger ikke i et git-lager ({said})" if said else "prosjektet ligger ikke i et git-lager"


def _git(root: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
