"""The configuration in drift/, tried with Debian's nginx: every page, the headers, what is refused, and a subfolder."""

import gzip
import re
import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from lxml import html as lxml_html

from generator.layout import Layout
from generator.serving import HEADERS, server_files
from generator.site import build
from generator.vis.answers import KINDS
from tests.web_server import Served, nginx

ROOT = Path(__file__).parents[1]
BASE = "https://eksempel.no/kart/"
# What nginx says of itself and of the file, which is no promise of ours.
OF_NGINX = {"server", "date", "content-type", "content-length", "last-modified", "etag", "connection", "accept-ranges"}


def built(root: Path, base: str = "") -> Path:
    """The example built with the real settings, styles and scripts."""
    shutil.copytree(ROOT / "tests" / "example" / "pathways", root / "pathways")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    result = build(Layout(root), date(2026, 11, 21), base)
    assert result.is_sound, result.problems
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site at the root of an address nobody has said."""
    return built(tmp_path_factory.mktemp("rot"))


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[Served]:
    """The site as nginx serves it."""
    with nginx(site) as running:
        # A folder and a file that are not the site's, as an owner may have left them.
        folder = running.folder / "site"
        (folder / "uten-side").mkdir()
        (folder / "uten-side" / "fil.txt").write_text("fil", encoding="utf-8")
        (folder / ".git").mkdir()
        (folder / ".git" / "config").write_text("hemmelig", encoding="utf-8")
        yield running


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site built for a subfolder, and served there."""
    with nginx(built(tmp_path_factory.mktemp("under"), BASE), "kart") as running:
        yield running


def files(folder: Path) -> list[str]:
    """Every file of the site that readers may ask for, but the error page."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [name for name in names if name not in ("_headers", "404.html")]


def test_every_page_and_every_file_comes_whole_with_its_kind_and_exactly_these_headers(
    site: Path, served: Served
) -> None:
    names = files(site)
    assert len([name for name in names if name.endswith("index.html")]) > 20
    for name in names:
        status, headers, body = served.ask("/" + name.removesuffix("index.html"))
        assert (status, body) == (200, (site / name).read_bytes()), name
        assert headers["content-type"] == KINDS[Path(name).suffix], name
        rest = {key: value for key, value in headers.items() if key not in OF_NGINX and key != "vary"}
        kept = rest.pop("cache-control")
        assert rest == {key.lower(): value for key, value in HEADERS.items()}, name
        assert kept == lifetime(name), name
        assert headers["server"] == "nginx"


def lifetime(name: str) -> str:
    """How long a file may be used without asking again."""
    if re.search(r"\.[0-9a-f]{8}\.min\.css$", name):
        return "public, max-age=31536000, immutable"
    return "public, max-age=86400" if name.endswith((".svg", ".png", ".ico")) else "no-cache"


def test_the_lifetimes_are_all_met(site: Path) -> None:
    assert len({lifetime(name) for name in files(site)}) == 3


def test_the_kinds_are_those_of_our_own_server() -> None:
    text = (ROOT / "drift" / "mulighetskart.conf").read_text(encoding="utf-8")
    (block,) = re.findall(r"types \{(.*?)\}", text, re.S)
    rows = [row.split() for row in block.replace(";", "").strip().split("\n")]
    kinds = {f".{suffix}": kind for kind, *suffixes in rows for suffix in suffixes}
    assert kinds == {suffix: kind.partition(";")[0] for suffix, kind in KINDS.items()}


def test_what_a_reader_already_has_is_not_sent_again(served: Served) -> None:
    _, headers, _ = served.ask("/tilbud/")
    status, again, body = served.ask("/tilbud/", headers={"If-None-Match": headers["etag"]})
    assert (status, body) == (304, b"")
    assert again["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["", "stil/grunn.css", "skript/finn.js", "data/sok.json"])
def test_text_is_packed_for_those_who_can_unpack(site: Path, served: Served, name: str) -> None:
    whole = (site / (name or "index.html")).read_bytes()
    status, headers, body = served.ask(f"/{name}", headers={"Accept-Encoding": "gzip"})
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "gzip", "Accept-Encoding")
    assert gzip.decompress(body) == whole and len(body) < len(whole)


def test_a_server_in_front_that_asks_the_old_way_gets_it_packed_too(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as asking:
        asking.sendall(b"GET /om/ HTTP/1.0\r\nHost: eksempel.no\r\nVia: 1.0 eksempel\r\nAccept-Encoding: gzip\r\n\r\n")
        answer = b"".join(iter(lambda: asking.recv(65536), b""))
    assert b"Content-Encoding: gzip\r\n" in answer


def test_what_is_packed_beforehand_is_sent_as_it_is(site: Path) -> None:
    with nginx(site) as running:
        packed = gzip.compress(b"pakket")
        (running.folder / "site" / "om" / "index.html.gz").write_bytes(packed)
        status, headers, body = running.ask("/om/", headers={"Accept-Encoding": "gzip"})
        assert (status, body, headers["content-type"]) == (200, packed, "text/html; charset=utf-8")
        assert running.ask("/om/")[2] == (site / "om" / "index.html").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/finnes-ikke",
        "/finnes-ikke/",
        "/tilbud/finnes-ikke/?a=1",
        "/om/index.html/",
        "/404.html",
        "/_headers",
        "/skript/",
        "/uten-side/",
        "/.git/config",
        "/.git/",
        "/../nginx.conf/",
        "/%2e%2e/nginx.conf",
        "/om/..%2f..%2fnginx.conf",
        "/tilbud/%00",
        "//eksempel.org/index.html",
        "//eksempel.org",
    ],
)
def test_what_is_not_there_gives_our_own_page_or_nothing(site: Path, served: Served, path: str) -> None:
    status, headers, body = served.ask(path)
    if status == 400:  # an address nginx itself will not read
        assert path in ("/../nginx.conf/", "/%2e%2e/nginx.conf", "/om/..%2f..%2fnginx.conf", "/tilbud/%00")
    else:
        assert (status, body) == (404, (site / "404.html").read_bytes())
    assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    assert "location" not in headers


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/tilbud", "/tilbud/"),
        ("/tilbud?a=1", "/tilbud/?a=1"),
        ("/index.html", "/"),
        ("/tilbud/index.html", "/tilbud/"),
        ("/tilbud/index.html?a=1", "/tilbud/"),
        ("//tilbud", "/tilbud/"),
    ],
)
def test_a_page_has_one_address(served: Served, path: str, to: str) -> None:
    status, headers, _ = served.ask(path)
    assert (status, headers["location"]) == (301, to)


@pytest.mark.parametrize(
    "path", ["//eksempel.org/index.html", "/\\eksempel.org/index.html", "///eksempel.org/index.html"]
)
def test_no_address_leads_to_another_machine(served: Served, path: str) -> None:
    assert served.ask(path)[0] == 404


def test_a_folder_without_a_page_shows_nothing_of_what_it_holds(served: Served) -> None:
    assert served.ask("/uten-side")[1]["location"] == "/uten-side/"
    assert b"fil.txt" not in served.ask("/uten-side/")[2]
    assert served.ask("/uten-side/fil.txt")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FINNESIKKE"])
def test_the_site_can_only_be_read(served: Served, method: str) -> None:
    status, headers, _ = served.ask("/om/", method)
    assert status == 405
    # nginx refuses TRACE by itself, before it knows what we say.
    assert headers.get("allow") == "GET, HEAD" or method == "TRACE"


def test_the_head_is_that_of_the_page(served: Served) -> None:
    status, headers, body = served.ask("/om/", "HEAD")
    assert (status, body) == (200, b"")
    same = served.ask("/om/")[1]
    assert {k: v for k, v in headers.items() if k != "date"} == {k: v for k, v in same.items() if k != "date"}


def test_nothing_is_written_down_about_the_reader(served: Served) -> None:
    served.ask("/finnes-ikke", headers={"User-Agent": "leser"})
    written = [path for path in served.folder.rglob("*") if path.is_file() and "site" not in path.parts]
    assert {path.name for path in written} == {"nginx.conf", "mulighetskart.conf", "sagt", "mulighetskart-nginx.pid"}
    assert (served.folder / "sagt").read_text(encoding="utf-8") == ""


def test_in_a_subfolder_every_page_and_all_it_asks_for_is_there(below: Served) -> None:
    folder = below.folder / "site" / "kart"
    wanted: set[str] = set()
    for name in files(folder):
        address = f"/kart/{name.removesuffix('index.html')}"
        status, headers, body = below.ask(address)
        assert (status, headers["content-type"]) == (200, KINDS[Path(name).suffix]), name
        assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
        if name.endswith(".html"):
            wanted |= {urljoin(address, link) for link in asked_for(body)}
    assert len(wanted) > 30
    assert all(address.startswith("/kart/") for address in wanted), sorted(wanted)
    assert [address for address in sorted(wanted) if below.ask(address)[0] != 200] == []


def asked_for(page: bytes) -> set[str]:
    """Links, scripts, styles and pictures of a page on its own site, without the anchors; and where its search looks."""
    tree = lxml_html.document_fromstring(page)
    found = set(
        tree.xpath("//a/@href | //link[not(@rel='canonical')]/@href | //script/@src | //img/@src | //form/@action")
    )
    found |= {root + "data/sok.json" for root in tree.xpath("//@data-rot")}
    return {link.partition("#")[0] for link in found if not urlsplit(link).scheme and not link.startswith("#")}


def test_in_a_subfolder_each_page_says_its_own_address_and_the_map_of_the_site_has_them_all(below: Served) -> None:
    folder = below.folder / "site" / "kart"
    said = {
        canonical
        for path in folder.rglob("index.html")
        if b'http-equiv="refresh"' not in path.read_bytes()  # a page that only leads on
        for canonical in lxml_html.document_fromstring(path.read_bytes()).xpath("//link[@rel='canonical']/@href")
    }
    listed = [
        element.text for element in ElementTree.fromstring(below.ask("/kart/sitemap.xml")[2]).iter() if element.text
    ]
    listed = [text for text in listed if text.strip()]
    assert set(listed) == said and len(listed) == len(said) > 20
    for address in said:
        assert address.startswith(BASE) and below.ask(urlsplit(address).path)[0] == 200
    assert f"Sitemap: {BASE}sitemap.xml" in below.ask("/kart/robots.txt")[2].decode().split("\n")


@pytest.mark.parametrize("path", ["/kart/finnes-ikke/", "/kart/skript/", "/kart/_headers", "/kart/404.html", "/"])
def test_in_a_subfolder_what_is_not_there_gives_a_page_with_links_that_work(below: Served, path: str) -> None:
    status, _, body = below.ask(path)
    assert status == 404
    links = {urljoin(path, link) for link in asked_for(body)}
    assert len(links) > 10 and [link for link in sorted(links) if below.ask(link)[0] != 200] == []


def test_where_no_address_is_known_none_is_said(site: Path) -> None:
    assert not (site / "sitemap.xml").exists()
    assert (site / "robots.txt").read_text(encoding="utf-8") == "User-agent: *\nAllow: /\n"
    assert "canonical" not in (site / "om" / "index.html").read_text(encoding="utf-8")


def test_search_engines_are_asked_to_leave_the_error_page_alone(site: Path) -> None:
    assert '<meta name="robots" content="noindex">' in (site / "404.html").read_text(encoding="utf-8")


def test_a_page_that_leads_on_is_not_in_the_map_of_the_site(tmp_path: Path) -> None:
    for name, head in (("ny", ""), ("gammel", '<meta name="robots" content="noindex">')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(f"<head>{head}</head>", encoding="utf-8")
    made = {file.path: str(file.content) for file in server_files(tmp_path, BASE)}
    assert re.findall("<loc>(.*)</loc>", made["sitemap.xml"]) == [f"{BASE}ny/"]


def test_the_headers_file_says_what_nginx_says(site: Path) -> None:
    rows = re.findall(r"^  ([\w-]+): (.*)$", (site / "_headers").read_text(encoding="utf-8"), re.M)
    conf = (ROOT / "drift" / "mulighetskart.conf").read_text(encoding="utf-8")
    ours = re.findall(r'^    add_header ([\w-]+) "(.*)" always;$', conf, re.M)
    assert rows == ours == list(HEADERS.items())
    # One `add_header` inside a location would take all the others away there.
    assert not re.search(r"^ {8,}add_header", conf, re.M)


def test_the_container_takes_what_is_there_and_runs_as_nobody_special() -> None:
    lines = (ROOT / "drift" / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ").split("\n")
    steps = [line.split() for line in lines if line and not line.startswith("#")]
    copied = [name for step in steps if step[0] == "COPY" and "--from" not in step[1] for name in step[1:-1]]
    assert copied and all((ROOT / name).exists() for name in copied if name != "site/")
    assert [step[1] for step in steps if step[0] == "USER"] == ["33:33"]
    images = [step[1] for step in steps if step[0] == "FROM"]
    assert images and not any("/" in image or image.endswith(":latest") for image in images)
    kept = [line.strip("!") for line in (ROOT / ".dockerignore").read_text().split("\n") if line.startswith("!")]
    assert {name.split("/")[0] for name in copied} == set(kept)


def test_the_icon_for_older_browsers_is_an_icon() -> None:
    icon = (ROOT / "content" / "favicon.ico").read_bytes()
    assert icon[:6] == bytes([0, 0, 1, 0, 1, 0]) and icon[22:30] == b"\x89PNG\r\n\x1a\n" and len(icon) < 4096
