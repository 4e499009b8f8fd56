"""The site tool that follows MkDocs builds the same tree, and what comes out passes the same checks."""

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.build import compile_site
from generator.files import write_tree
from generator.finish import finish
from generator.inspect_site import inspect
from generator.layout import Layout

ROOT = Path(__file__).parents[1]
CONFIG = "INHERIT: mkdocs.yml\nsite_dir: build/zensical\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content built by Zensical and finished as ours is."""
    root = tmp_path_factory.mktemp("zensical")
    for name in ("pathways", "content"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    layout = Layout(root)
    compiled = compile_site(layout, date(2026, 11, 21))
    write_tree(layout.docs, compiled.files)
    (root / "zensical.yml").write_text(CONFIG, encoding="utf-8")
    command = [str(Path(sys.executable).parent / "zensical"), "build", "--config-file", "zensical.yml"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    built = root / "build" / "zensical"
    finish(built)
    return built


def test_it_passes_the_same_checks(site: Path) -> None:
    assert [f"{p.fil}: {p.kode} {p.melding}" for p in inspect(site)] == []


def test_it_has_the_same_pages_with_the_same_words(site: Path, tmp_path: Path) -> None:
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("index.html"))
    assert len(pages) > 100
    text = (site / "tilbud" / "introduksjonsprogram" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"<h1[^>]*>Introduksjonsprogram", text)
    assert "ikke en offentlig tjeneste" in text
    assert 'id="hvem-det-er-for"' in text
