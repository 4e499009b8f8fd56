"""What a web server sends with the site, and the files that servers and search engines ask for."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from generator.files import File

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
# The one place these are written for our own servers; drift/mulighetskart.conf says the same, and a test compares them.
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# A page that search engines should leave alone: the error page, or one that only leads on to another.
HIDDEN = re.compile(r'<meta name="robots" content="noindex')


def address_of(name: str, base_address: str) -> str:
    """Where the page in this file stands, as `tilbud/kvp/index.html` below `https://eksempel.no/kart/`."""
    return base_address.rstrip("/") + "/" + name.removesuffix("index.html")


def server_files(site: Path, base_address: str) -> Iterator[File]:
    """The files beside the pages; no list of addresses where the address is not known."""
    rows = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    yield File("_headers", f"/*\n{rows}")
    where = f"\nSitemap: {base_address.rstrip('/')}/sitemap.xml\n" if base_address else ""
    yield File("robots.txt", f"User-agent: *\nAllow: /\n{where}")
    if base_address:
        yield File("sitemap.xml", _sitemap(site, base_address))


def _sitemap(site: Path, base_address: str) -> str:
    # Without the day of the build, so that two builds give the same bytes.
    names = (path.relative_to(site).as_posix() for path in site.rglob("index.html") if not _is_hidden(path))
    urls = [html.escape(address_of(name, base_address)) for name in names]
    rows = "".join(f"<url><loc>{url}</loc></url>\n" for url in sorted(urls))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'


def _is_hidden(path: Path) -> bool:
    return HIDDEN.search(path.read_text(encoding="utf-8")) is not None
