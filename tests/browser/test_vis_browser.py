"""`mulighetskart vis` as an editor sees it: save, and the page follows; a mistake is shown over the last good page."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SLOW = 60_000  # milliseconds a build may take on a busy machine
EXAMPLE = ROOT / "tests" / "example" / "pathways"
RECORD = Path("tilbud") / "kurs.yml"
NAME = "navn: Kurset\n"


@dataclass
class Project:
    """A copy of the project with `vis` running in it."""

    root: Path
    address: str
    process: subprocess.Popen[str]

    def save(self, line: str) -> None:
        """Save the record with this line in the place of its name."""
        text = (EXAMPLE / RECORD).read_text(encoding="utf-8")
        assert text.count(NAME) == 1
        (self.root / "pathways" / RECORD).write_text(text.replace(NAME, line), encoding="utf-8")


def start(root: Path) -> Project:
    """Start `vis` on a free port, and wait until it says where."""
    command = [sys.executable, "-m", "generator.cli", "vis", "--port", "0", "--dato", "2026-11-21"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return Project(root, found[0], process)
    raise AssertionError(said)


def stop(project: Project) -> None:
    """End the server, which ends well."""
    project.process.terminate()
    project.process.communicate(timeout=30)
    assert project.process.returncode == 0


def copy(folder: Path) -> Path:
    """A copy of what an editor edits, with few records: what they say does not matter here."""
    shutil.copytree(EXAMPLE, folder / "pathways")
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The copy, built and served for all the tests here."""
    made = start(copy(tmp_path_factory.mktemp("vis")))
    yield made
    stop(made)


@pytest.fixture
def project(running: Project) -> Project:
    """The same, with the sources as they are."""
    running.save(NAME)
    return running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that may not complain in the console, nor keep anything."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    yield page
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    context.close()
    assert kept == [0, 0, ""]
    assert messages == []


def box(page: Page) -> Locator:
    """The box of faults."""
    return page.get_by_role("alertdialog", name="Siden er ikke oppdatert")


def test_what_is_saved_is_shown_in_every_tab_at_the_same_place(project: Project, page: Page) -> None:
    tabs = [page, *(page.context.new_page() for _ in range(3))]
    for tab in tabs:
        tab.goto(f"{project.address}tilbud/kurs/")
    page.evaluate("scrollTo(0, 400)")
    project.save("navn: Programmet til prøve\n")
    for tab in tabs:
        expect(tab.locator("h1")).to_have_text("Programmet til prøve", timeout=SLOW)
    page.wait_for_function("scrollY === 400")
    assert "__vis" not in (project.root / "site" / "tilbud" / "kurs" / "index.html").read_text(encoding="utf-8")


def test_the_page_of_what_is_saved_comes_first_and_once_and_the_others_with_the_site(
    project: Project, page: Page
) -> None:
    index = page.context.new_page()
    index.goto(f"{project.address}tilbud/")
    page.goto(f"{project.address}tilbud/kurs/")
    expect(page.locator("h1")).to_have_text("Kurset", timeout=SLOW)
    project.save("navn: Kurset som er nytt\n")
    expect(page.locator("h1")).to_have_text("Kurset som er nytt", timeout=SLOW)
    page.evaluate("document.documentElement.dataset.samme = ''")
    expect(index.get_by_role("link", name="Kurset som er nytt").first).to_be_attached(timeout=SLOW)
    assert page.locator("html[data-samme]").count() == 1


def test_a_fault_is_shown_over_the_last_good_page_until_it_is_mended(project: Project, page: Page) -> None:
    page.goto(f"{project.address}tilbud/kurs/")
    expect(page.locator("h1")).to_have_text("Kurset", timeout=SLOW)
    project.save("navnet: <img src=x>\n")
    place = re.compile(r"^pathways/tilbud/kurs\.yml:\d+:\d+: feil\[[a-z-]+\] ")
    expect(box(page).get_by_role("listitem").first).to_contain_text(place, timeout=SLOW)
    expect(box(page)).to_contain_text("navnet: <img src=x>")
    expect(box(page).get_by_role("heading", level=2)).to_be_visible()
    expect(box(page).get_by_role("button", name="Lukk")).to_be_focused()
    expect(page.locator("h1")).to_have_text("Kurset")
    project.save(NAME)
    expect(box(page)).to_have_count(0, timeout=SLOW)
    expect(page.locator("h1")).to_have_text("Kurset")


def test_the_box_can_be_closed_and_comes_back_with_the_next_fault_and_the_next_page(
    project: Project, page: Page
) -> None:
    page.goto(f"{project.address}tilbud/kurs/")
    project.save("navn: [\n")
    expect(box(page)).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")
    expect(box(page)).to_be_hidden()
    project.save("navnet: Noe\n")
    expect(box(page)).to_contain_text("navnet: Noe", timeout=SLOW)
    box(page).get_by_role("button", name="Lukk").click()
    expect(box(page)).to_be_hidden()
    page.goto(f"{project.address}kart/")
    expect(box(page)).to_contain_text("navnet: Noe")


def test_a_failing_site_tool_is_shown_too(project: Project, page: Page) -> None:
    page.goto(f"{project.address}om/")
    (project.root / "mkdocs.yml").write_text("docs_dir: [\n", encoding="utf-8")
    expect(box(page)).to_contain_text("maskinen: ", timeout=SLOW)
    shutil.copy(ROOT / "mkdocs.yml", project.root)
    expect(box(page)).to_have_count(0, timeout=SLOW)


def test_without_any_site_the_faults_stand_alone_until_there_is_one(tmp_path: Path, browser: Browser) -> None:
    record = copy(tmp_path) / "pathways" / RECORD
    record.write_text(record.read_text(encoding="utf-8").replace(NAME, ""), encoding="utf-8")
    project = start(tmp_path)
    page = browser.new_page()
    page.goto(f"{project.address}tilbud/kurs/")
    expect(page.locator("h1")).to_have_text("Nettstedet er ikke bygget ennå")
    expect(box(page)).to_contain_text("pathways/tilbud/kurs.yml:")
    project.save(NAME)
    expect(page.locator("h1")).to_have_text("Kurset", timeout=SLOW)
    page.close()
    stop(project)
