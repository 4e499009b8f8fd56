"""`mulighetskart vis` when a record is saved: its page at once, the same as the full build makes it."""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator import changes
from generator.build import OWN_PAGE
from generator.catalogue import Catalogue, read
from generator.examined import examined
from generator.layout import Layout
from generator.model import KINDS
from generator.model.hendelse import Hendelse
from generator.problems import as_text
from generator.site import build
from generator.vis.quick import SHARED_PAGE, Quick

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 21)
# The first text of its own that the page of a record shows, whatever its kind calls it.
TEXT = re.compile(r"^(- |  )?(navn|om|  - tekst|kort|utgiver|forklaring): (?![>|{'\"])(.+)$", re.M)


def project(root: Path) -> Layout:
    """The example, with the pages and styles of the real project."""
    shutil.copytree(ROOT / "tests" / "example" / "pathways", root / "pathways")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    return Layout(root)


def rewrite(path: Path, old: str, new: str) -> list[Path]:
    """Save the file with one thing changed."""
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    later = path.stat().st_mtime_ns + 1_000_000
    os.utime(path, ns=(later, later))
    return [path]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Layout, Quick]:
    """The project, read once for all the tests here; each leaves it sound."""
    layout = project(tmp_path_factory.mktemp("vis"))
    quick = Quick(layout, TODAY)
    assert quick.begin().faults == ()
    return layout, quick


def _saves(layout: Layout) -> Iterator[tuple[Path, str]]:
    """A file of each kind that has pages, with a text to change there."""
    catalogue, _ = read(layout)
    for kind in KINDS:
        if kind.name in OWN_PAGE or kind.name in SHARED_PAGE:
            path = layout.root / next(iter(catalogue.placed[kind.name].values())).document.fil
            found = TEXT.search(path.read_text(encoding="utf-8"))
            assert found, path
            yield path, found[0]


def test_each_page_is_the_one_the_full_build_makes(tmp_path: Path) -> None:
    layout = project(tmp_path)
    quick = Quick(layout, TODAY)
    quick.begin()
    saved = [path for path, text in _saves(layout) for path in rewrite(path, text, f"{text} til prøve")]
    by_hand = [layout.content / name for name in ("om.md", "redaktor/index.md")]
    for path in by_hand:
        saved += rewrite(path, "\n\n", "\n\nEt nytt avsnitt.\n\n")
    rewrite(layout.pathways / "tilbud" / "kurs.yml", "alder: {fra: 18, til: 55}", "alder: {fra: 21, til: 55}")
    pages = quick.look(saved).pages or {}
    folders = {address.partition("/")[0] for address in pages}
    assert folders == {
        *("tilbud", "livsopphold", "personas", "reiser", "overganger", "hendelser"),
        *("aktorer", "sprak", "begreper", "kilder", "om", "redaktor"),
    }
    assert re.search(r"\b21\b[^0-9<]{1,40}\b55\b", pages["tilbud/kurs/"].decode())
    result = build(layout, TODAY)
    assert result.is_sound, result.problems[:3]
    built = {address: (layout.site / address / "index.html").read_bytes() for address in pages}
    assert [address for address in pages if pages[address] != built[address]] == []


def test_only_what_was_changed_has_its_page_made(begun: tuple[Layout, Quick]) -> None:
    layout, quick = begun
    path = layout.pathways / "tilbud" / "kurs.yml"
    pages = quick.look(rewrite(path, "navn: Kurset\n", "navn: Det nye kurset\n")).pages or {}
    assert list(pages) == ["tilbud/kurs/"] and b"Det nye kurset" in pages["tilbud/kurs/"]
    assert quick.look(rewrite(path, "navn: Det", "# Et notat\nnavn: Det")).pages == {}
    back = quick.look(rewrite(path, "# Et notat\nnavn: Det nye kurset\n", "navn: Kurset\n")).pages or {}
    assert list(back) == ["tilbud/kurs/"] and b"Det nye kurset" not in back["tilbud/kurs/"]


def test_a_fault_is_told_in_the_words_of_the_full_build_and_is_gone_when_it_is_mended(
    begun: tuple[Layout, Quick],
) -> None:
    layout, quick = begun
    path = layout.pathways / "tilbud" / "kurs.yml"
    for faulty in ("navnet: Kurset\n", "navn: [\n", "navn: Kurset\nvariant_av: finnes-ikke\n"):
        told = quick.look(rewrite(path, "navn: Kurset\n", faulty))
        assert told.faults and told.pages is None
        assert told.faults == tuple(map(as_text, examined(layout).problems))
        assert quick.look(rewrite(path, faulty, "navn: Kurset\n")).pages == {}


def test_what_takes_long_to_prove_is_left_to_the_full_build_unless_it_is_asked_for(begun: tuple[Layout, Quick]) -> None:
    layout, quick = begun
    path = layout.pathways / "tilbud" / "kurs.yml"
    never, text = "alder: {fra: 18, til: 55}", "alder: {fra: 56, til: 60}"
    saved = rewrite(path, never, text)
    assert quick.look(saved).faults == ()
    assert quick.look(saved, thorough=True).faults == tuple(map(as_text, examined(layout).problems)) != ()
    assert quick.look(rewrite(path, text, never), thorough=True).faults == ()


def test_a_changed_rule_moves_what_events_lead_to_and_a_changed_text_does_not(
    begun: tuple[Layout, Quick], monkeypatch: pytest.MonkeyPatch
) -> None:
    layout, quick = begun
    asked: list[str] = []
    real = changes.worked_out

    def counted(catalogue: Catalogue, event: Hendelse, today: date) -> Iterator[changes.Utregning]:
        asked.append(event.id)
        return real(catalogue, event, today)

    monkeypatch.setattr(changes, "worked_out", counted)
    path = layout.pathways / "tilbud" / "kurs.yml"
    quick.look(rewrite(path, "navn: Kurset\n", "navn: Kurset nå\n"))
    assert asked == []
    quick.look(rewrite(path, "til: 55}", "til: 54}"))
    assert asked != []
    rewrite(path, "navn: Kurset nå\n", "navn: Kurset\n")
    quick.look(rewrite(path, "til: 54}", "til: 55}"))
