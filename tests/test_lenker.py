"""Outside links: what an answer means, day by day; whom we may ask; and that no look is counted when the machine is cut off."""

import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator import cli, lenker, outside
from generator.catalogue import read
from generator.layout import Layout

ROOT = Path(__file__).parents[1]
FINE, GONE, SILENT, SHUT = (200, ""), (404, "status 404"), (0, lenker.NO_ANSWER), (403, "robots.txt sier nei")


def after(*looks: tuple[int, lenker.Answer]) -> outside.Seen:
    """What is known after these answers, each with the day of the month it came."""
    seen = None
    for day, answer in looks:
        seen = lenker.judged(seen, f"2026-11-{day:02}", answer)
    assert seen
    return seen


@pytest.mark.parametrize(
    ("looks", "outcome"),
    [
        ([(1, FINE)], "virker"),
        ([(1, GONE)], "svikter"),
        ([(1, GONE), (1, GONE), (1, GONE)], "svikter"),
        ([(1, GONE), (2, SILENT)], "svikter"),
        ([(1, GONE), (2, SILENT), (3, (500, ""))], "død"),
        ([(1, GONE), (5, GONE), (9, GONE)], "død"),
        ([(1, GONE), (2, GONE), (3, FINE), (4, GONE)], "svikter"),
        ([(1, GONE), (2, GONE), (3, SHUT)], "får ikke se"),
        ([(1, GONE), (2, GONE), (3, SHUT), (4, GONE)], "død"),
        ([(1, GONE), (2, GONE), (3, GONE), (4, FINE)], "virker"),
        ([(1, (429, ""))], "får ikke se"),
    ],
)
def test_a_link_is_dead_when_it_has_failed_on_three_days(looks: list[tuple[int, lenker.Answer]], outcome: str) -> None:
    assert after(*looks).utfall == outcome


def test_every_link_in_the_records_is_found_with_its_line() -> None:
    catalogue, problems = read(Layout(ROOT))
    found = outside.links(catalogue)
    assert not problems and len(found) > 20
    for link in found:
        for place in link.steder:
            file, line = place.split(":")
            assert link.adresse in (ROOT / file).read_text(encoding="utf-8").split("\n")[int(line) - 1], place
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pathways").rglob("*.yml"))
    assert sum(len(link.steder) for link in found) >= written.count(": https://")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A small site that shuts a part of itself, and what it has been asked for."""
    paths: list[str] = []
    pages = {"/robots.txt": b"User-agent: *\nDisallow: /stengt/\n", "/her": b"ja"}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            if self.path == "/flyttet":
                self.send_response(301)
                self.send_header("Location", "/her")
                return self.end_headers()
            self.send_response(200 if self.path in pages else 404)
            self.end_headers()
            self.wfile.write(pages.get(self.path, b""))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def test_a_site_is_asked_as_it_allows(asked: tuple[str, list[str]]) -> None:
    root, paths = asked
    ask = lenker.Asker(pause=0)
    assert ask(f"{root}/her") == (200, "status 200")
    assert ask(f"{root}/flyttet")[0] == 200
    assert ask(f"{root}/borte") == (404, "status 404")
    assert ask(f"{root}/stengt/side") == (403, "robots.txt sier nei")
    assert paths == ["/robots.txt", "/her", "/flyttet", "/her", "/borte"], "robots.txt once, what is shut never"


def test_a_machine_that_does_not_answer_is_no_crash() -> None:
    assert lenker.Asker(pause=0)("https://127.0.0.1:9/side") == (0, lenker.NO_ANSWER)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that is this one's content."""
    (tmp_path / "pathways").symlink_to(ROOT / "pathways")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, day: int, answers: dict[str, lenker.Answer], otherwise: lenker.Answer) -> int:
    """The command on one day, when addresses answer so."""
    monkeypatch.setattr(lenker, "Asker", lambda: lambda address: answers.get(address, otherwise))
    return cli.main(["lenker", "--dato", date(2026, 11, day).isoformat()])


def test_day_by_day(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    link = outside.links(read(Layout(ROOT))[0])[0]
    for day, status, told in ((1, 0, "Svarer ikke nå"), (2, 0, "Svarer ikke nå"), (3, 1, "Døde lenker")):
        assert run(monkeypatch, day, {link.adresse: GONE}, FINE) == status
        shown = capsys.readouterr().out
        assert told in shown and f"{link.adresse} (status 404, siden 2026-11-01)" in shown and link.steder[0] in shown
    assert run(monkeypatch, 4, {}, FINE) == 0
    assert "Døde" not in capsys.readouterr().out


def test_cut_off_from_the_network_nothing_is_counted(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, 1, {}, SILENT) == 3
    assert "er maskinen på nett?" in capsys.readouterr().err
    assert not (project / "lenker.json").exists()


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', '{"a": {}}', "\x00"])
def test_a_file_of_another_kind_is_left_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (project / "lenker.json").write_text(text, encoding="utf-8")
    assert run(monkeypatch, 1, {}, FINE) == 2
    assert "lenker.json" in capsys.readouterr().err
    assert (project / "lenker.json").read_text(encoding="utf-8") == text


def test_the_build_asks_no_one() -> None:
    users = [path.name for path in (ROOT / "generator").rglob("*.py") if "generator import lenker" in path.read_text()]
    assert users == ["verbs.py"]
    assert [path.name for path in (ROOT / "generator").rglob("*.py") if "urllib.request" in path.read_text()] == [
        "lenker.py"
    ]
