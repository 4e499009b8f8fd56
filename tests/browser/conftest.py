"""The site built once into a folder of its own, served with its own headers, and a browser to look at it with."""

import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, sync_playwright

from generator.layout import Layout
from generator.site import build

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"),
]
# Pages that are looked at once do not win back what it costs to optimise their scripts; measures of speed do without this.
LOOKED_AT_ONCE = ["--js-flags=--no-turbofan --no-maglev"]


@dataclass(frozen=True)
class Served:
    """A built site and where it is served."""

    folder: Path
    address: str

    @property
    def pages(self) -> list[str]:
        """Every page's address from the root."""
        found = sorted(self.folder.rglob("index.html"))
        return [path.parent.relative_to(self.folder).as_posix().replace(".", "", 1) for path in found]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Served]:
    """The real content, built once for all workers and served on a port of this worker's own."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    root = shared / "prosjekt"
    with FileLock(str(shared / "bygg.lock")):
        if not (root / "site").is_dir():
            for name in ("pathways", "content"):
                shutil.copytree(ROOT / name, root / name)
            shutil.copy(ROOT / "mkdocs.yml", root)
            result = build(Layout(root), date(2026, 11, 21))
            assert result.is_sound, result.problems[:5]
    with serve(root / "site") as address:
        yield Served(root / "site", address)


class serve:
    """A small server on a free port that sends the headers the site asks for in `_headers`."""

    def __init__(self, folder: Path) -> None:
        headers = re.findall(r"^  ([\w-]+): (.*)$", (folder / "_headers").read_text(encoding="utf-8"), re.M)

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *arguments, **named):
                super().__init__(*arguments, directory=str(folder), **named)

            def end_headers(self):
                for name, value in headers:
                    self.send_header(name, value)
                super().end_headers()

            def send_error(self, code, message=None, explain=None):
                if code != 404:
                    return super().send_error(code, message, explain)
                body = (folder / "404.html").read_bytes()
                self.send_response(404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> str:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *LOOKED_AT_ONCE])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site: Served) -> Iterator[Page]:
    """A page at 1280×800 whose addresses are from the site's root; any console message fails the test."""
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    yield page
    context.close()
    assert messages == []
