"""`mulighetskart vis` without a browser: what the server answers, what pages are told, and when it builds again."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from generator import vis
from generator.layout import Layout
from generator.problems import Problem, as_text
from generator.serving import POLICY
from generator.site import Result, SiteToolFailed
from generator.vis import Desk, full, serve
from generator.vis.answers import NOT_BUILT, answer, with_client
from generator.vis.board import Board
from generator.vis.full import FullBuild, Outcome, fault, outcome
from generator.vis.quick import Glance
from generator.vis.server import Server, answering, event
from generator.vis.watch import differing, stamps, wait_for_change

PAGE = "<!doctype html><html lang='nb'><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"
PROBLEM = Problem(
    "pathways/tilbud/kvp.yml",
    3,
    8,
    "ukjent-aktor",
    "ingen aktør har id «komune»",
    "mente du «kommune»?",
    kilde="aktør: komune",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of a few files, with something beside it that must not be seen."""
    root = tmp_path / "site"
    for name, title in {"index.html": "Forside", "404.html": "Fant ikke siden", "tilbud/kvp/index.html": "KVP"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(PAGE.format(title), encoding="utf-8")
    (root / "merke.svg").write_text("<svg/>", encoding="utf-8")
    (root / "skript").mkdir()
    (root / "skript" / "sok.js").write_text("export {};", encoding="utf-8")
    (tmp_path / "hemmelig.html").write_text("hemmelig", encoding="utf-8")
    (tmp_path / "site-forrige").mkdir()
    (tmp_path / "site-forrige" / "index.html").write_text("hemmelig", encoding="utf-8")
    return root


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """The server, answering from that site on a free port."""
    with Server(0, site, Board()) as made, answering(made):
        yield made


def ask(server: Server, path: str, method: str = "GET", host: str = "") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, with the path sent exactly as it is written."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.putrequest(method, path, skip_host=bool(host))
    if host:
        connection.putheader("Host", host)
    connection.endheaders()
    response = connection.getresponse()
    return response.status, dict(response.getheaders()), response.read()


def lines(server: Server, edition: str) -> Iterator[str]:
    """The lines of the stream of events, as a page of that edition gets them."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.request("GET", f"/__vis/hendelser?utgave={edition}")
    response = connection.getresponse()
    assert response.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    while line := response.readline():
        yield line.decode("utf-8").rstrip("\n")


def test_a_page_comes_with_the_published_policy_and_is_never_kept(server: Server) -> None:
    status, headers, body = ask(server, "/")
    assert status == 200 and "<h1>Forside</h1>" in body.decode()
    assert headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'self'"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert int(headers["Content-Length"]) == len(body)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/tilbud/kvp/", "text/html; charset=utf-8"),
        ("/merke.svg", "image/svg+xml"),
        ("/skript/sok.js", "text/javascript; charset=utf-8"),
        ("/__vis/klient.js", "text/javascript; charset=utf-8"),
        ("/__vis/klient.css?x=1", "text/css; charset=utf-8"),
    ],
)
def test_each_file_has_its_content_type(server: Server, path: str, kind: str) -> None:
    status, headers, _ = ask(server, path)
    assert (status, headers["Content-Type"]) == (200, kind)


def test_a_folder_without_its_slash_leads_to_the_one_with(server: Server) -> None:
    status, headers, _ = ask(server, "/tilbud/kvp?a=1")
    assert (status, headers["Location"]) == (301, "/tilbud/kvp/?a=1")


def test_a_redirect_never_leads_to_another_machine(site: Path) -> None:
    assert answer(site, "//tilbud//kvp", "1").location == "/tilbud/kvp/"


@pytest.mark.parametrize(
    "path", ["/finnes-ikke/", "/tilbud/", "/merke.svg/", "/index.html/", "/" + "a" * 5000, "/%00", "/%ff%fe"]
)
def test_what_is_not_there_gets_the_sites_own_page(server: Server, path: str) -> None:
    status, headers, body = ask(server, path)
    assert status == 404 and "Fant ikke siden" in body.decode()
    assert headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/../hemmelig.html",
        "/%2e%2e/hemmelig.html",
        "/tilbud/../../hemmelig.html",
        "/..%2fhemmelig.html",
        "/%2e%2e%2fhemmelig.html",
        "/..\\hemmelig.html",
        "/../site-forrige/",
        "/lenke.html",
        "/lenke/",
        "/__vis/../hemmelig.html",
        "/__vis/server.py",
        "/__vis/%2e%2e/cli.py",
    ],
)
def test_nothing_outside_the_site_is_served(server: Server, path: str) -> None:
    (server.site / "lenke.html").symlink_to(server.site.parent / "hemmelig.html")
    (server.site / "lenke").symlink_to(server.site.parent / "site-forrige")
    status, _, body = ask(server, path)
    assert status == 404 and b"hemmelig" not in body and b"import" not in body


def test_a_foreign_name_for_this_machine_is_refused(server: Server) -> None:
    assert ask(server, "/", host="ond.example:8000")[0] == 403
    assert ask(server, "/__vis/hendelser", host="ond.example")[0] == 403
    assert ask(server, "/", host="localhost:9000")[0] == 200


def test_head_has_the_same_headers_and_no_body(server: Server) -> None:
    _, headers, body = ask(server, "/", "HEAD")
    assert body == b"" and int(headers["Content-Length"]) == len(ask(server, "/")[2])
    assert ask(server, "/finnes-ikke", "HEAD")[0] == 404


def test_the_client_is_put_into_pages_and_only_there(server: Server) -> None:
    page = ask(server, "/tilbud/kvp/")[2].decode()
    assert f'<script type="module" src="/__vis/klient.js?utgave={server.board.state.edition}"></script></head>' in page
    assert '<link rel="stylesheet" href="/__vis/klient.css">' in page
    assert b"__vis" not in ask(server, "/merke.svg")[2]
    assert "__vis" not in (server.site / "tilbud/kvp/index.html").read_text()


def test_a_page_without_a_head_gets_the_client_last() -> None:
    assert with_client(b"<p>Hei", "7").startswith(b"<p>Hei<link ")


def test_before_the_first_site_a_small_page_waits_for_it(tmp_path: Path) -> None:
    found = answer(tmp_path / "site", "/tilbud/kvp/", "7")
    assert found.status == 503
    assert found.body == with_client(NOT_BUILT.encode(), "7")


def test_the_client_keeps_nothing_and_writes_text_only() -> None:
    script = (Path(vis.__file__).parent / "klient.js").read_text(encoding="utf-8")
    for word in ("localStorage", "sessionStorage", "indexedDB", "cookie", "innerHTML", "insertAdjacentHTML", "eval("):
        assert word not in script


def test_an_old_page_is_told_to_renew_itself_before_it_hears_of_faults() -> None:
    board = Board()
    old = board.state.edition
    board.built()
    assert event(board.state, old).decode().startswith("id: 1\nevent: ny\n")
    board.failed(("a\nb",))
    assert b"event: ny" in event(board.state, old)
    assert event(board.state, board.state.edition).decode() == 'id: 2\nevent: feil\ndata: ["a\\nb"]\n\n'


def test_a_server_started_again_does_not_know_the_old_pages() -> None:
    assert Board().state.edition != Board().state.edition


class Builds:
    """Full builds that come to what they are told to."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.is_started = False

    def start(self) -> None:
        self.is_started = True

    def stop(self) -> None:
        self.is_started = False

    def take(self) -> Outcome:
        self.is_started = False
        return self.outcomes.pop(0)


class Looks:
    """Quick looks that find what they are told to."""

    def __init__(self, *glances: Glance | Exception) -> None:
        self.glances = list(glances)
        self.thorough: list[bool] = []

    def begin(self) -> Glance:
        return self.look((), thorough=False)

    def look(self, changed: object, *, thorough: bool) -> Glance:
        self.thorough.append(thorough)
        glance = self.glances.pop(0)
        if isinstance(glance, Exception):
            raise glance
        return glance


KVP = "tilbud/kvp/"
GOOD = Outcome(True, 12, ())
BAD = Outcome(False, 0, (as_text(PROBLEM),), is_content=True)
SAVED = [Path("pathways/tilbud/kvp.yml")]


def at_work(site: Path, builds: list[Outcome], *glances: Glance | Exception) -> tuple[Desk, Board, Looks]:
    """A desk where the first site stands already."""
    board, looks = Board(), Looks(Glance(), *glances)
    desk = Desk(site, board, Builds(GOOD, *builds), looks)
    desk.begin()
    return desk, board, looks


def quick(title: str) -> Glance:
    """A quick look that finds one page."""
    return Glance(pages={KVP: PAGE.format(title).encode()})


def test_a_saved_record_is_shown_before_its_site_and_not_again_when_the_site_is_no_other(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, board, _ = at_work(site, [GOOD], quick("Ny"))
    first = board.state
    desk.saved(SAVED)
    now = board.state
    assert now.edition_of(KVP) != first.edition and now.edition_of("") == first.edition
    assert desk.full.is_started
    (site / KVP / "index.html").write_text(PAGE.format("Ny"), encoding="utf-8")
    desk.finish()
    assert board.state.edition_of(KVP) == now.edition_of(KVP)
    assert board.state.edition_of("") == board.state.edition != first.edition
    printed = capsys.readouterr().out
    assert re.search(r"kvp\.yml er lagret\.\n[\d.]+ 1 side vist på 0,\d s\. Bygger resten …", printed)
    assert "12 sider bygget på 0,0 s." in printed


def test_a_page_that_is_another_in_the_site_is_shown_again(site: Path) -> None:
    desk, board, _ = at_work(site, [GOOD], quick("Ny"))
    desk.saved(SAVED)
    desk.finish()
    assert board.state.ahead == {}


def test_a_style_saved_with_a_text_is_seen_when_the_site_stands(site: Path) -> None:
    desk, board, _ = at_work(site, [GOOD], quick("Ny"), Glance(pages={}))
    desk.saved(SAVED)
    desk.saved([Path("content/stil/grunn.css")])
    (site / KVP / "index.html").write_text(PAGE.format("Ny"), encoding="utf-8")
    desk.finish()
    assert board.state.ahead == {}


def test_faulty_records_are_told_of_without_a_build_and_what_is_shown_stays(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, board, looks = at_work(site, [], quick("Ny"), Glance(faults=BAD.texts), quick("Ny"))
    desk.saved(SAVED)
    shown = board.state.edition_of(KVP)
    desk.saved(SAVED)
    assert board.state.faults == BAD.texts and board.state.edition_of(KVP) == shown
    assert not desk.full.is_started
    printed = capsys.readouterr().out
    assert as_text(PROBLEM) in printed and "Ikke bygget. Nettstedet er ikke endret." in printed
    desk.saved(SAVED)
    assert board.state.faults == () and board.state.edition_of(KVP) == shown
    assert looks.thorough == [False, False, False, True]


def test_a_fault_taken_back_is_told_before_the_site_is_built(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk, _, _ = at_work(site, [], Glance(faults=BAD.texts), Glance(pages={}))
    desk.saved(SAVED)
    desk.saved(SAVED)
    assert capsys.readouterr().out.endswith("Ingen feil igjen. Bygger …\n") and desk.full.is_started


def test_what_only_the_full_build_finds_takes_the_hurried_pages_back(site: Path) -> None:
    desk, board, _ = at_work(site, [BAD], quick("Ny"))
    first = board.state.edition
    desk.saved(SAVED)
    desk.finish()
    assert board.state.faults == BAD.texts and board.state.edition_of(KVP) == first


def test_a_fault_no_quick_look_can_see_stands_until_a_build_is_sound(site: Path) -> None:
    broken = Outcome(False, 0, ("maskinen: full",))
    desk, board, _ = at_work(site, [broken, GOOD], quick("Ny"), quick("Nyere"))
    desk.saved(SAVED)
    desk.finish()
    desk.saved(SAVED)
    assert board.state.faults == broken.texts and board.state.ahead == {}
    desk.finish()
    assert board.state.faults == ()


def test_a_quick_look_that_fails_leaves_it_to_the_full_build(site: Path) -> None:
    desk, board, _ = at_work(site, [GOOD], KeyError("navn"))
    before = board.state
    desk.saved(SAVED)
    assert board.state is before and desk.full.is_started


def test_faulty_records_from_the_beginning_need_no_build(site: Path) -> None:
    board = Board()
    desk = Desk(site, board, Builds(), Looks(Glance(faults=BAD.texts)))
    desk.begin()
    assert board.state.faults == BAD.texts and not desk.full.is_started


def test_a_page_ahead_of_its_site_is_served_and_only_its_own_pages_are_told(server: Server) -> None:
    old = server.board.state.edition
    stream, other = lines(server, f"{old}&side=/tilbud/kvp/"), lines(server, f"{old}&side=/")
    assert next(line for line in other if line.startswith("event")) == "event: vel"
    server.board.hurried({KVP: PAGE.format("Ny").encode(), "tilbud/helt-ny/": PAGE.format("Helt ny").encode()})
    assert next(line for line in stream if line.startswith("event: ny"))
    body = ask(server, "/tilbud//kvp/")[2].decode()
    assert "<h1>Ny</h1>" in body and f"utgave={server.board.state.edition_of(KVP)}" in body
    assert ask(server, "/tilbud/helt-ny/")[0] == 200
    assert next(line for line in other if line.startswith("event")) == "event: vel"
    server.board.built()
    assert "<h1>KVP</h1>" in ask(server, "/tilbud/kvp/")[2].decode()
    assert next(line for line in other if line.startswith("event")) == "event: ny"


def full_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, work: str) -> FullBuild:
    """A process that does this in the place of a build."""
    monkeypatch.setattr(full, "BEGIN", work)
    made = FullBuild(Layout(tmp_path), date(2026, 11, 21))
    made.start()
    return made


def test_a_full_build_tells_what_came_of_it_in_its_last_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = json.dumps({"is_sound": True, "pages": 3, "texts": ["Æ"], "is_content": True})
    made = full_build(monkeypatch, tmp_path, f"print('noe'); print({said!r})")
    assert made.take() == Outcome(True, 3, ("Æ",), True)


def test_a_full_build_that_is_cut_off_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert full_build(monkeypatch, tmp_path, "print('noe'); raise SystemExit(1)").take().texts == (full.CUT_OFF,)


def test_a_full_build_is_stopped_with_all_it_has_begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeper = tmp_path / "sover"
    work = f"""import subprocess, sys, pathlib
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path({str(sleeper)!r}).write_text(str(inner.pid))
inner.wait()"""
    made = full_build(monkeypatch, tmp_path, work)
    deadline = time.monotonic() + 30
    while not (sleeper.exists() and sleeper.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    pid = int(sleeper.read_text())
    made.stop()
    assert not made.is_done()
    while _is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(pid)


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_change_is_one_change_until_the_files_have_come_to_rest(tmp_path: Path) -> None:
    source = tmp_path / "a.yml"
    seen = stamps([tmp_path])

    def save_in_steps() -> None:
        for length in range(1, 12):
            source.write_text("x" * length, encoding="utf-8")
            time.sleep(0.02)

    thread = threading.Thread(target=save_in_steps)
    thread.start()
    now = wait_for_change([tmp_path], seen, 0.1, 0.4)
    thread.join()
    assert now == stamps([tmp_path]) and now[str(source)][1] == 11


def test_something_else_can_end_the_wait(tmp_path: Path) -> None:
    seen = stamps([tmp_path])
    assert wait_for_change([tmp_path], seen, 0.01, or_when=lambda: True) is seen


def test_what_differs_is_named_also_when_it_is_new_or_gone() -> None:
    assert differing({"a": (1, 1), "b": (1, 1), "c": (1, 1)}, {"a": (1, 1), "b": (2, 1), "d": (1, 1)}) == {
        Path("b"),
        Path("c"),
        Path("d"),
    }


def test_an_editors_own_files_are_no_change(tmp_path: Path) -> None:
    for name in (".kvp.yml.swp", "kvp.yml~", "#kvp.yml#"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert stamps([tmp_path, tmp_path / "finnes-ikke.yml"]) == {}


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (SiteToolFailed("WARNING - lenke"), "maskinen: WARNING - lenke"),
        (OSError(28, "No space left on device", "build/docs"), "maskinen: No space left on device: build/docs"),
        (
            KeyError("navn"),
            "programmet: KeyError: 'navn'\n  hint: «mulighetskart bygg» viser hvor i programmet det stoppet",
        ),
    ],
)
def test_a_failing_machine_is_shown_and_does_not_end_the_server(error: Exception, text: str) -> None:
    def fail() -> Result:
        raise error

    assert outcome(fail) == Outcome(False, 0, (text,))


@pytest.mark.parametrize(
    "text", ["Tittel\n{% if %}\n", "Tittel\n{{ side.navn.finnes.ikke }}\n", "Tittel\n{{ 1 + 'a' }}\n"]
)
def test_a_faulty_template_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(full, "TEMPLATES", tmp_path)
    (tmp_path / "tilbud.md").write_text(text, encoding="utf-8")
    with pytest.raises(Exception) as caught:
        Environment(loader=FileSystemLoader(tmp_path)).get_template("tilbud.md").render(side={})
    assert fault(caught.value).startswith("generator/templates/tilbud.md:2:1: feil[mal] ")


def test_a_port_in_use_is_said_in_norwegian(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve(Layout(tmp_path), date(2026, 11, 1), port) == 3
    assert capsys.readouterr().err.startswith(f"maskinen: port {port} er i bruk av et annet program")


def test_a_port_that_cannot_be_is_a_matter_of_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(Layout(tmp_path), date(2026, 11, 1), 70000) == 2
    assert "70000 er ikke en port" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_faulty_sources_and_stops_when_told_to(tmp_path: Path, number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(vis.__file__).parents[2])}
    command = [sys.executable, "-m", "generator.cli", "vis", "--port", "0"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        said = [process.stdout.readline()]
        while said[-1] and not said[-1].startswith("Viser "):
            said.append(process.stdout.readline())
        assert said[0].startswith("pathways:1:1: feil[mangler-mappe]")
        assert said[-1].startswith("Viser Mulighetskart på http://127.0.0.1:") and said[-1].endswith(
            "/ – stopp med Ctrl+C\n"
        )
        process.send_signal(number)
        assert process.stdout.read() == "\nStoppet.\n"
        assert process.wait(5) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout and process.stdout.close()
