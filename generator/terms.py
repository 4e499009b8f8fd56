"""Explains the words of the field where they are first used: a link to the term, once on each page."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from generator.catalogue import Catalogue
from generator.search import fold

# Where statements stand, and what inside them is left alone: links, headings, answers at the top, what diagrams are held to.
TEXT = {"p", "li", "dd", "td"}
ALONE = {"a", "abbr", "button", "code", "dt", "figure", "label", "select", "strong", "summary", "svg", "th"}
ALONE_CLASSES = re.compile(
    r'class="(?:[^"]* )?(?:sti|svar|belegg|vei|merke|funnart|innhold|ingress__over|ingress__navn|datoer)(?:[ "_])'
)
VOID = {"br", "hr", "img", "input", "meta", "wbr"}
PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+|<")
WORD = re.compile(r"[^\W_](?:[\w-]*\w)?")
# «integreringsplanen» is a form of «integreringsplan».
ENDINGS = ("", "en", "et", "a", "e", "er", "ene", "n", "s", "t", "ens", "ets")
# Pages whose statements are read by counsellors; indexes, look-ups and the editors' own explain themselves.
EXPLAINED = re.compile(
    r"(tilbud|livsopphold|personas|reiser|overganger|hendelser)/[a-z0-9-]+/$"
    r"|(livsopphold|kombinasjoner|stotteordninger|opphold|aret-rundt|utdanning-fra-utlandet|sprak|aktorer|forskning)/$"
)


@dataclass(frozen=True)
class Form:
    """A form of a term: its words folded, and as written when it is an abbreviation, which only itself is."""

    ord: tuple[str, ...]
    id: str
    forkortelse: str = ""


@dataclass(frozen=True)
class Terms:
    """Each form of each term, by its first word; the longest first."""

    forms: dict[str, tuple[Form, ...]]


def terms_of(catalogue: Catalogue) -> Terms:
    """The forms an editor has chosen to explain, with their inflections."""
    found: dict[str, list[Form]] = defaultdict(list)
    for term in catalogue.all("begrep"):
        for written in term.former:
            *before, last = fold(written).split()
            short = written if written.isupper() else ""
            for ending in [""] if short else ENDINGS:
                words = (*before, last + ending)
                found[words[0]].append(Form(words, term.id, short))
    return Terms(
        {first: tuple(sorted(forms, key=lambda form: (-len(form.ord), form.ord))) for first, forms in found.items()}
    )


def explained(body: str, terms: Terms, rot: str, own: Iterable[str]) -> str:
    """The body of a page with the first use of each term linked; `own` are the names the page itself goes by."""
    named = {fold(name) for name in own}
    seen = {form.id for forms in terms.forms.values() for form in forms if " ".join(form.ord) in named}
    open_: list[tuple[str, bool]] = []
    pieces: list[str] = []
    for match in PIECE.finditer(body):
        piece, closing, tag, rest = match[0], match[1], match[2], match[3]
        if tag is None:
            inside = any(name in TEXT for name, _ in open_) and not any(alone for _, alone in open_)
            pieces.append(_linked(piece, terms, rot, seen) if inside else piece)
            continue
        pieces.append(piece)
        if closing:
            while open_ and open_.pop()[0] != tag:
                pass
        elif tag not in VOID and not rest.endswith("/"):
            alone = tag in ALONE or "data-" in rest or bool(ALONE_CLASSES.search(rest)) or re.fullmatch("h[1-6]", tag)
            open_.append((tag, bool(alone)))
    return "".join(pieces)


def _linked(text: str, terms: Terms, rot: str, seen: set[str]) -> str:
    words = [(fold(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]
    pieces, done, skip = [], 0, 0
    for number, (word, start, _) in enumerate(words):
        if number < skip:
            continue
        for form in terms.forms.get(word, ()):
            run = words[number : number + len(form.ord)]
            end = run[-1][2]
            if form.id in seen or not _is(text, run, form):
                continue
            pieces += [text[done:start], f'<a class="begrep" href="{rot}begreper/#{form.id}">{text[start:end]}</a>']
            seen.add(form.id)
            done, skip = end, number + len(form.ord)
            break
    return "".join([*pieces, text[done:]])


def _is(text: str, run: list[tuple[str, int, int]], form: Form) -> bool:
    """Whether the words are the form, with nothing but spaces between them."""
    if tuple(found for found, _, _ in run) != form.ord:
        return False
    if form.forkortelse:
        return text[run[0][1] : run[-1][2]] == form.forkortelse
    return all(not text[one[2] : other[1]].strip() for one, other in pairwise(run))
