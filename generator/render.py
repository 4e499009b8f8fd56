"""A view and its template become a finished file."""

import html
import json
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined

from generator import words
from generator.files import File
from generator.search import fold
from generator.terms import EXPLAINED, Terms, explained
from generator.views.shown import Side

# The style and the script that only pages of one template load, by name in `stil/` and `skript/`.
OWN_FILES = {
    "finn.md": {"stil": "finn", "skript": "finn"},
    "kart.md": {"stil": "kart", "skript": "kart"},
    "reise.md": {"stil": "reise", "skript": "reise"},
    "del.md": {"stil": "del", "skript": "del"},
    "utdanning-fra-utlandet.md": {"skript": "oppslag"},
}
# The characters Markdown lets a backslash disarm.
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!])")


@cache
def _environment() -> Environment:
    environment = Environment(
        bytecode_cache=_kept_beside_the_templates(),
        loader=PackageLoader("generator", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        comment_start_string="{##",  # since {#…} is how Markdown names a heading
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        md=as_markdown,
        og=words.joined,
        stor=words.capital,
        liten=lambda text: text[:1].lower() + text[1:],
        dag=words.day,
        smal=words.breakable,
        ascii=fold,
    )
    return environment


def _kept_beside_the_templates() -> FileSystemBytecodeCache | None:
    """Compiled templates are kept as Python keeps its own modules; where that may not be written, they are not."""
    folder = Path(__file__).parent / "templates" / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def as_markdown(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return MARKDOWN.sub(r"\\\1", html.escape(text, quote=False))


def front_matter(values: Mapping[str, Any]) -> str:
    """The block at the top of a page; JSON, which is YAML too, so that no text can break out of it."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "---\n" + "\n".join(lines) + "\n---\n"


def render(side: Side, law_read: str, terms: Terms | None = None) -> File:
    """One page as Markdown, with the words of the field explained where it is read by counsellors."""
    body = _environment().get_template(side.mal).render(side=side)
    if terms and EXPLAINED.match(side.sti):
        body = explained(body, terms, side.rot, (side.tittel, *getattr(side.data, "også_kalt", ())))
    body = re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"
    head = front_matter(
        {
            "title": side.tittel,
            "description": side.beskrivelse,
            "hide": ["navigation", "toc"],
            "fil": side.fil,
            "lov_lest": law_read,
            **({"dateres": True} if side.lest else {}),
            **OWN_FILES.get(side.mal, {}),
        }
    )
    return File(f"{side.sti}index.md", head + "\n" + body)


def drawn(template: str, macro: str, drawing: Any, root: str) -> str:
    """A drawing by itself, with its links from `root`."""
    make = getattr(_environment().get_template(template).module, macro)
    return str(make(drawing, root) if "rot" in make.arguments else make(drawing)).strip()


def fragment(template: str, **values: Any) -> str:
    """A piece of HTML that is no page of the site."""
    text = _environment().get_template(template).render(**values)
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip()) + "\n"


def breadcrumbs(side: Side) -> str:
    """The way to a page, for pages that are written by hand."""
    return str(_environment().get_template("macros.html").module.sti(side)).strip()  # type: ignore[attr-defined]
