"""The first use of a word of the field leads to its explanation, once on a page, and nothing else is touched."""

from pathlib import Path

import pytest

from generator.catalogue import read
from generator.layout import Layout
from generator.terms import EXPLAINED, Form, Terms, explained, terms_of

TERMS = Terms(
    {
        "fov": (Form(("fov",), "fov", "FOV"),),
        "g": (Form(("g",), "g", "G"),),
        "integreringsplan": (Form(("integreringsplan",), "plan"),),
        "integreringsplanen": (Form(("integreringsplanen",), "plan"),),
        "kollektiv": (Form(("kollektiv", "beskyttelse"), "kollektiv"),),
    }
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>Om FOV og FOV.</p>", '<p>Om <a class="begrep" href="../begreper/#fov">FOV</a> og FOV.</p>'),
        ("<li>Integreringsplanen gjelder.</li>", '<li><a class="begrep" href="../begreper/#plan">Integreringsplanen</a> gjelder.</li>'),
        ("<p>Kollektiv\nbeskyttelse</p>", '<p><a class="begrep" href="../begreper/#kollektiv">Kollektiv\nbeskyttelse</a></p>'),
        ("<p>kollektiv, beskyttelse</p>", "<p>kollektiv, beskyttelse</p>"),
        ("<p>Gå 2 g, fov</p>", "<p>Gå 2 g, fov</p>"),
        ("<p><a href='x'>FOV</a> <strong>FOV</strong> <code>FOV</code></p>", "<p><a href='x'>FOV</a> <strong>FOV</strong> <code>FOV</code></p>"),
        ('<dl class="svar"><dd><p>FOV</p></dd></dl>', '<dl class="svar"><dd><p>FOV</p></dd></dl>'),
        ('<p><span data-navn="1">FOV</span><br>FOV</p>', '<p><span data-navn="1">FOV</span><br><a class="begrep" href="../begreper/#fov">FOV</a></p>'),
        ("## FOV {#fov}\n\nFOV", "## FOV {#fov}\n\nFOV"),
        ("<p>a &lt;FOV&gt; < b</p>", '<p>a &lt;<a class="begrep" href="../begreper/#fov">FOV</a>&gt; < b</p>'),
    ],
)  # fmt: skip
def test_the_first_use_is_linked_and_nothing_else(body: str, shown: str) -> None:
    assert explained(body, TERMS, "../", ()) == shown


def test_a_page_does_not_explain_its_own_name() -> None:
    assert explained("<p>FOV</p>", TERMS, "../", ("fov",)) == "<p>FOV</p>"


def test_forms_are_inflected_but_abbreviations_are_not() -> None:
    catalogue, _ = read(Layout(Path(__file__).parent.parent))
    forms = terms_of(catalogue).forms
    assert {
        form.id for word in ("integreringsplan", "integreringsplanen", "integreringsplaner") for form in forms[word]
    } == {"integreringsplan"}
    assert "fover" not in forms and "ga" not in forms


@pytest.mark.parametrize(
    ("address", "is_read"),
    [("tilbud/fov/", True), ("livsopphold/", True), ("tilbud/", False), ("begreper/", False), ("redaktor/status/", False), ("", False)],
)  # fmt: skip
def test_pages_counsellors_read_are_explained(address: str, is_read: bool) -> None:
    assert bool(EXPLAINED.match(address)) == is_read
