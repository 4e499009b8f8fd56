"""The last good site stands whatever happens: killed at any stage, failed in any way; and two builds give the same bytes."""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator import swap
from generator.layout import Layout
from generator.site import SiteToolFailed, build

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 21)

# Each point of the build at which it is killed, as the function that is never reached or never left.
KILLED = [
    "generator.site.compile_site",
    "generator.site.write_tree",
    "generator.site.run_tool",
    "generator.site.finish",
    "generator.site.inspect",
    "generator.swap.exchange",
    "generator.swap.remove",
]
HARNESS = """
import os, signal, sys
from datetime import date
from importlib import import_module
from pathlib import Path
from generator.layout import Layout
where, when = sys.argv[2], sys.argv[3]
module, name = where.rsplit(".", 1)
module = import_module(module)
real = getattr(module, name)
def stop(*arguments, **named):
    if when == "midt i" and name == "write_tree":
        arguments = (arguments[0], list(arguments[1])[:20])
    if when != "før":
        real(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(module, name, stop)
import generator.swap
if when == "uten bytte":
    generator.swap._exchange_at_once = lambda new, site: False
    os_rename, calls = os.rename, []
    def rename(a, b):
        os_rename(a, b)
        calls.append(a)
        os.kill(os.getpid(), signal.SIGKILL)
    os.rename = rename
    setattr(module, name, real)
from generator.site import build
build(Layout(Path(sys.argv[1])), date(2026, 11, 21))
"""


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder and what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def small_project(root: Path) -> Layout:
    """The miniature content with the real settings, styles and overrides."""
    shutil.copytree(ROOT / "tests" / "example" / "pathways", root / "pathways")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return Layout(root)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A small project with a good site."""
    layout = small_project(tmp_path_factory.mktemp("prosjekt"))
    result = build(layout, TODAY)
    assert result.is_sound, result.problems
    return layout


def copy_of(built: Layout, root: Path) -> Layout:
    """The project with its good site, and a change waiting to be built."""
    shutil.copytree(built.root, root, dirs_exist_ok=True)
    page = root / "content" / "om.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nEn ny setning.\n", encoding="utf-8")
    return Layout(root)


@pytest.mark.parametrize("when", ["før", "etter"])
@pytest.mark.parametrize("where", KILLED)
def test_killed_anywhere_the_site_stands_whole(built: Layout, tmp_path: Path, where: str, when: str) -> None:
    layout = copy_of(built, tmp_path)
    old = fingerprint(layout.site)
    killed(layout, where, when)
    now = fingerprint(layout.site)
    swapped = where in ("generator.swap.remove",) or (where, when) == ("generator.swap.exchange", "etter")
    if swapped:
        assert "En ny setning" in (layout.site / "om" / "index.html").read_text(encoding="utf-8")
        assert now.keys() == old.keys()
    else:
        assert now == old
    assert build(layout, TODAY).is_sound, "and the next build goes through"


def test_killed_halfway_through_writing(built: Layout, tmp_path: Path) -> None:
    layout = copy_of(built, tmp_path)
    old = fingerprint(layout.site)
    killed(layout, "generator.site.write_tree", "midt i")
    assert fingerprint(layout.site) == old


def test_where_two_folders_cannot_be_swapped_at_once_a_kill_is_mended(built: Layout, tmp_path: Path) -> None:
    layout = copy_of(built, tmp_path)
    old = fingerprint(layout.site)
    killed(layout, "generator.swap.exchange", "uten bytte")
    assert not layout.site.exists(), "killed between the two renames"
    swap.mend(layout.site)
    assert fingerprint(layout.site) == old


def test_in_two_renames_the_new_site_comes_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "_exchange_at_once", lambda new, site: False)
    for name, text in (("site", "gammel"), ("ny", "ny")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text)
    swap.exchange(tmp_path / "ny", tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "ny"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


@pytest.mark.parametrize("refused", ["site", "ny"])
@pytest.mark.parametrize("times", [3, 99])
def test_a_folder_that_is_being_read_is_waited_for_and_never_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str, times: int
) -> None:
    monkeypatch.setattr(swap, "_exchange_at_once", lambda new, site: False)
    monkeypatch.setattr(swap, "WAITS", (0.0,) * 5)
    left, rename = {"times": times}, os.rename

    def refusing(path: Path, to: Path) -> None:
        if path.name == refused and left["times"]:
            left["times"] -= 1
            raise PermissionError(13, "i bruk", str(path))
        rename(path, to)

    monkeypatch.setattr(os, "rename", refusing)
    for name, text in (("site", "gammel"), ("ny", "ny")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text, encoding="utf-8")
    if times == 3:
        swap.exchange(tmp_path / "ny", tmp_path / "site")
    else:
        with pytest.raises(PermissionError):
            swap.exchange(tmp_path / "ny", tmp_path / "site")
    stands = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert stands == ("ny" if times == 3 else "gammel")


def killed(layout: Layout, where: str, when: str) -> None:
    """Run a build in a process of its own that is killed at this point."""
    done = subprocess.run(
        [sys.executable, "-c", HARNESS, str(layout.root), where, when], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == -9, done.stderr


def test_a_fault_in_the_content_leaves_the_site_alone(built: Layout, tmp_path: Path) -> None:
    layout = copy_of(built, tmp_path)
    old = fingerprint(layout.site)
    (layout.pathways / "kategorier.yml").write_text("- id: [", encoding="utf-8")
    result = build(layout, TODAY)
    assert not result.is_sound and result.problems[0].kode == "yaml-form"
    assert fingerprint(layout.site) == old


def test_a_fault_in_the_finished_pages_leaves_the_site_alone(built: Layout, tmp_path: Path) -> None:
    layout = copy_of(built, tmp_path)
    old = fingerprint(layout.site)
    page = layout.content / "om.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[borte](../finnes-ikke/)\n", encoding="utf-8")
    try:
        assert [problem.kode for problem in build(layout, TODAY).problems] == ["brutt-lenke"]
    except SiteToolFailed as error:
        assert "finnes-ikke" in str(error)
    assert fingerprint(layout.site) == old


def test_two_builds_in_two_places_give_the_same_bytes(tmp_path: Path) -> None:
    prints = []
    for seed in ("1", "2"):
        root = tmp_path / f"sted {seed}"
        for name in ("pathways", "content"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "mkdocs.yml", root)
        os.utime(root / "content" / "om.md", (0, 0))
        # Sets come in another order in each process; nothing that is written may follow it.
        command = [sys.executable, "-m", "generator.cli", "bygg", "--dato", TODAY.isoformat()]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
        prints.append(fingerprint(root / "site"))
    assert prints[0] == prints[1]
    assert len(prints[0]) > 100


def test_in_a_subfolder_the_map_of_the_site_and_the_error_page_know_the_address(built: Layout, tmp_path: Path) -> None:
    layout = copy_of(built, tmp_path)
    assert build(layout, TODAY, "https://eksempel.no/kart/").is_sound
    assert "<loc>https://eksempel.no/kart/tilbud/</loc>" in (layout.site / "sitemap.xml").read_text(encoding="utf-8")
    lost = (layout.site / "404.html").read_text(encoding="utf-8")
    assert 'href="/kart/tilbud/"' in lost and 'data-rot="/kart/' in lost
    assert "Loven er lest slik den var" in lost


def test_reports_go_where_the_settings_of_the_handbook_say(built: Layout, tmp_path: Path) -> None:
    layout = copy_of(built, tmp_path)
    chapter = (ROOT / "content" / "redaktor" / "publisering.md").read_text(encoding="utf-8")
    said = chapter[chapter.index("extra:\n") : chapter.index("```", chapter.index("extra:\n"))]
    settings = (layout.root / "mkdocs.yml").read_text(encoding="utf-8")
    (layout.root / "mkdocs.yml").write_text(settings[: settings.index("extra:\n")] + said, encoding="utf-8")
    assert build(layout, TODAY).is_sound
    foot = (layout.site / "tilbud" / "kurs" / "index.html").read_text(encoding="utf-8").partition("<footer")[2]
    assert 'href="mailto:redaksjonen@eksempel.no?subject=Mulighetskart' in foot
    assert 'href="https://eksempel.no/mulighetskart/edit/main/pathways/tilbud/kurs.yml"' in foot
    assert "Meldingen åpnes uten adresse" not in foot
