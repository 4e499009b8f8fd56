"""What each address leads to: a file of the site with the client put in, a redirect, or a page that says it is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

OWN = "/__vis/"
CLIENT = ("klient.js", "klient.css")
# Our own table: the machine's own differs from one to the next.
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".yml": "text/plain; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
NOT_BUILT = """<!doctype html>
<html lang="nb">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>Ikke bygget ennå – Mulighetskart</title>
  </head>
  <body>
    <main>
      <h1>Nettstedet er ikke bygget ennå</h1>
      <p>Rett feilene og lagre. Siden kommer av seg selv når alt er bygget.</p>
    </main>
  </body>
</html>
"""


@dataclass(frozen=True)
class Answer:
    """A whole answer to a request, apart from the headers that all have."""

    status: HTTPStatus
    kind: str
    body: bytes
    location: str = ""


def page_at(path: str) -> str:
    """The address of a page from the site's root, however the browser wrote it: `/tilbud/kvp/` is `tilbud/kvp/`."""
    return "".join(f"{part}/" for part in unquote(path).split("/") if part)


def answer(site: Path, address: str, edition: str, ahead: Mapping[str, bytes] | None = None) -> Answer:
    """What stands at the address below `site`, or ahead of it; above it there is nothing."""
    path, _, query = address.partition("?")
    if path.startswith(OWN):
        return _own(path.removeprefix(OWN))
    if ahead and path.endswith("/") and (html := ahead.get(page_at(path))):
        return _page(HTTPStatus.OK, ".html", html, edition)
    parts = [part for part in unquote(path).split("/") if part]
    found = _below(site, parts)
    if found and found.is_dir():
        if not path.endswith("/"):
            return _redirect(parts, query)
        found = _below(site, [*parts, "index.html"])
    elif path.endswith("/"):
        found = None
    body = _read(found)
    if body is None:
        return _missing(site, edition)
    return _page(HTTPStatus.OK, found.suffix if found else "", body, edition)


def with_client(html: bytes, edition: str) -> bytes:
    """The page with our client's script and stylesheet, last in its head."""
    tags = f'<link rel="stylesheet" href="{OWN}klient.css"><script type="module" src="{OWN}klient.js?utgave={edition}"></script>'
    head, end, rest = html.partition(b"</head>")
    return head + tags.encode() + end + rest


def _own(name: str) -> Answer:
    if name not in CLIENT:
        return Answer(HTTPStatus.NOT_FOUND, KINDS[".txt"], b"Finnes ikke.\n")
    file = Path(__file__).parent / name
    return Answer(HTTPStatus.OK, KINDS[file.suffix], file.read_bytes())


def _redirect(parts: list[str], query: str) -> Answer:
    # Made from the parts, so that no address can lead to another machine.
    location = "/" + "".join(quote(part) + "/" for part in parts) + (f"?{query}" if query else "")
    return Answer(HTTPStatus.MOVED_PERMANENTLY, KINDS[".txt"], b"", location)


def _missing(site: Path, edition: str) -> Answer:
    body = _read(site / "404.html")
    if body is None:
        return _page(HTTPStatus.SERVICE_UNAVAILABLE, ".html", NOT_BUILT.encode(), edition)
    return _page(HTTPStatus.NOT_FOUND, ".html", body, edition)


def _page(status: HTTPStatus, suffix: str, body: bytes, edition: str) -> Answer:
    if suffix == ".html":
        body = with_client(body, edition)
    return Answer(status, KINDS.get(suffix, "application/octet-stream"), body)


def _below(site: Path, parts: list[str]) -> Path | None:
    if any(part in (".", "..") or "\\" in part for part in parts):
        return None
    try:
        path = site.joinpath(*parts).resolve(strict=True)
        return path if path.is_relative_to(site.resolve()) else None
    except (OSError, ValueError):  # no such file, or a name no file can have
        return None


def _read(path: Path | None) -> bytes | None:
    try:
        return path.read_bytes() if path else None
    except OSError:  # swapped away while we looked
        return None
