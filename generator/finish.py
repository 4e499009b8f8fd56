"""Mends what the site tool and its theme are known to get wrong, each fault by name."""

import re
from collections.abc import Callable
from pathlib import Path

from generator.files import remove, write_all
from generator.parallel import mapped
from generator.serving import POLICY, server_files

Mend = Callable[[str], str]


def _without(pattern: str, html: str) -> str:
    """The page without what matches, and without the white space before it."""
    # Not `\s*` in the pattern: every run of white space in the page would be tried. From a `<` it is eight times faster.
    *before, last = re.split(pattern, html, flags=re.S)
    return "".join([*(part.rstrip() for part in before), last])


def no_switches(html: str) -> str:
    """The theme's hidden switches for drawer and search: `autocomplete` on checkboxes, a label without a visible field."""
    return _without(r'<label class="md-overlay"[^>]*></label>', _without(r'<input class="md-toggle"[^>]*>', html))


def no_empty_places(html: str) -> str:
    """Empty containers for a skip link, an announcement and a dialog we do not use."""
    html = _without(r'<div data-md-component="(?:skip|announce)">.*?</div>(?=\s*(?:<div|<header))', html)
    return _without(
        r'<div class="md-dialog" data-md-component="dialog"[^>]*>\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>',
        html,
    )


def no_inline_script(html: str) -> str:
    """Inline scripts, which our policy refuses: none of them is needed without the theme's bundle."""
    return _without(r"<script(?![^>]*\bsrc=)[^>]*>.*?</script>", html)


def no_bundle(html: str) -> str:
    """The theme's own scripts, which store settings and search in a way we do not use."""
    return _without(r'<script[^>]*src="[^"]*assets/javascripts/[^"]*"[^>]*></script>', html)


def no_icon_styles(html: str) -> str:
    """Inline style elements, which our policy refuses."""
    return _without(r"<style\b.*?</style>", html)


def one_place_to_skip_to(html: str) -> str:
    """The main part gets the id the skip link leads to, and can take the focus."""
    return re.sub(r'<main class="md-main"[^>]*>', '<main class="md-main" id="innhold" tabindex="-1">', html, count=1)


def policy_in_page(html: str) -> str:
    """The Content-Security-Policy as an element, for servers that send no headers."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    return html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n      {meta}', 1)


def no_class_without_script(html: str) -> str:
    """`no-js` on the root, which the theme's script would have removed."""
    return html.replace(' class="no-js"', "", 1)


MENDS: tuple[Mend, ...] = (
    no_switches,
    no_inline_script,
    no_bundle,
    no_icon_styles,
    no_empty_places,
    one_place_to_skip_to,
    no_class_without_script,
    policy_in_page,
)
# Files that hold the day of the build, or scripts and maps nobody asks for.
UNWANTED = (
    "sitemap.xml",
    "sitemap.xml.gz",
    "assets/javascripts",
    "assets/images",
    "search",
    "search.json",
    "objects.inv",
)


def finish(site: Path, base_address: str = "") -> None:
    """Mend every page of the finished site, and add the files a server wants."""
    list(mapped(_mend, sorted(site.rglob("*.html"))))
    for name in UNWANTED:
        remove(site / name)
    for path in site.rglob("*.map"):
        path.unlink()
    for path in site.glob("assets/stylesheets/*.css"):
        style = re.sub(r"\s*/\*# sourceMappingURL=.*?\*/\s*$", "\n", path.read_text(encoding="utf-8"))
        path.write_text(style, encoding="utf-8", newline="\n")
    write_all(site, list(server_files(site, base_address)))


def _mend(path: Path) -> None:
    path.write_text(mended(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def mended(html: str) -> str:
    """One page without the faults."""
    for mend in MENDS:
        html = mend(html)
    return html
