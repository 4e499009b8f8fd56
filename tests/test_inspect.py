"""The check of the finished site finds each fault it is there for."""

from pathlib import Path

import pytest

from generator.inspect_site import inspect
from generator.serving import POLICY

META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
FIGURE = """
<figure data-diagram="d"><svg><g data-bane="Norsk">
<g data-node="a" data-fra="0" data-til="3"><text>Kurs</text></g>
<g data-node="b" data-fra="3" data-til="6"><text>Jobb</text></g></g></svg></figure>
<ol data-tekst-for="d">
<li data-node="a" data-bane="Norsk" data-fra="0" data-til="3"><b data-navn>Kurs</b></li>
<li data-node="b" data-bane="Norsk" data-fra="3" data-til="6"><b data-navn>Jobb</b></li></ol>
"""
NETWORK = """
<figure data-diagram="n"><svg><path data-fra="a" data-til="b"/>
<g data-node="a"><text>Kurs</text></g><g data-node="b"><text>Jobb</text></g></svg></figure>
<ul data-tekst-for="n"><li data-fra><a href="annen/">Kurs</a>: <a href="annen/" data-til>Jobb</a></li></ul>
"""
HANDOVER = """
<figure data-diagram="o"><svg>
<g data-node="k"><text>Kommunen</text></g><g data-node="n"><text>Nav</text></g>
<g data-edge="1" data-fra="k" data-til="n"><text>Planen </text><text>1</text></g></svg></figure>
<table data-tekst-for="o"><tr data-edge="1"><td data-fra>Kommunen</td><td data-til>Nav</td><td data-navn>Planen</td></tr></table>
"""
TREE = """
<figure class="diagram diagram--veivalgstre" data-diagram="t"><svg><title>Kurs</title>
<path data-fra="0" data-til="1"/><path data-fra="1" data-til="2"/><path data-fra="1" data-til="3"/>
<path data-fra="2" data-til="4"/><path data-fra="3" data-til="4"/><path data-fra="4" data-til="5"/>
<path data-fra="0" data-til="6"/>
<g class="boks boks--hvem" data-node="0"><text>Voksne fra </text><text>2027 </text></g>
<g class="boks boks--valg" data-node="1"><text>minst ett av dette gjelder </text></g>
<g class="boks boks--vilkår" data-node="2"><text>a </text></g>
<g class="boks boks--vilkår" data-node="3"><text>b </text></g>
<g class="boks boks--skjønn" data-node="4"><text>om c </text><text>– vurderes av Nav </text></g>
<g class="boks boks--ende boks--rett" data-node="5"><text>Rett </text><text>loven § 1 </text></g>
<g class="boks boks--ellers" data-node="6"><text>Ellers: ikke etter denne regelen </text></g></svg></figure>
<div class="regel" id="t"><p class="regel__hode"><span class="merke merke--rett">Rett</span> <span class="regel__tid">fra 2027</span></p>
<p class="regel__hvem">Voksne <span class="belegg">(<a href="annen/">loven § 1</a>)</span></p>
<details><summary>Vilkårene</summary><ul class="tre"><li>minst ett av dette gjelder: <span class="belegg">(§ 2)</span>
<ul><li>a</li><li><a href="annen/">b</a> <span class="belegg">(§ 3)</span></li></ul></li></ul>
<p class="regel__ellers">Ellers: ikke etter denne regelen.</p></details>
<ul class="regel__vurderes"><li>om c – vurderes av Nav</li></ul></div>
"""

FAULTS = {
    "brutt-lenke": '<a href="borte/">x</a>',
    "brutt-anker": '<a href="annen/#borte">x</a>',
    "dobbel-id-i-side": '<p id="x"></p><p id="x"></p>',
    "overskrift": "<h1>En til</h1>",
    "fremmed-opphav": '<img src="https://eksempel.no/x.png" alt="">',
    "fremmed-lenke": '<a href="javascript:alert(1)">x</a>',
    "innebygd-skript": "<script>1</script>",
    "innebygd-stil": '<p style="color:red">x</p>',
    "forbudt-element": '<iframe src="annen/"></iframe>',
    "diagram-uten-tekst": FIGURE.replace('data-tekst-for="d"', ""),
    "diagram-uten-tekst ": TREE.replace('id="t"', ""),
}
DIFFERENCES = {
    "another name in the picture": FIGURE.replace("<text>Jobb</text>", "<text>Skole</text>"),
    "another month in the text": FIGURE.replace(
        'data-bane="Norsk" data-fra="3" data-til="6"', 'data-bane="Norsk" data-fra="3" data-til="7"'
    ),
    "a missing edge": NETWORK.replace('<path data-fra="a" data-til="b"/>', ""),
    "an edge too many": NETWORK.replace("<path", '<path data-fra="b" data-til="a"/><path'),
    "a mark in another lane": FIGURE.replace('data-node="b" data-bane="Norsk"', 'data-node="b" data-bane="Ansvar"'),
    "a missing row": FIGURE.split('<li data-node="b"')[0] + "</ol>",
    "an arrow the other way": HANDOVER.replace('data-fra="k" data-til="n"', 'data-fra="n" data-til="k"'),
    "other words on an arrow": HANDOVER.replace("<text>Planen </text>", "<text>Søknaden </text>"),
    "a condition in another order": TREE.replace("<li>a</li>", "").replace(
        "</li></ul></li>", "</li><li>a</li></ul></li>"
    ),
    "a condition on another level": TREE.replace("<li>a</li>", "").replace(
        "</ul></li></ul>", "</ul></li><li>a</li></ul>"
    ),
    "all that is enough one of": TREE.replace(">minst ett av dette gjelder:", ">alt dette gjelder:"),
    "a condition that only the drawing has": TREE.replace("<li>a</li>", ""),
    "judgement drawn as a condition": TREE.replace("boks--skjønn", "boks--vilkår"),
    "another end": TREE.replace("<text>Rett </text>", "<text>Rett og plikt </text>"),
    "another paragraph": TREE.replace("<text>loven § 1 ", "<text>loven § 2 "),
    "another time": TREE.replace("fra 2027", "til 2027"),
    "a way past the fork": TREE.replace('data-fra="1" data-til="3"', 'data-fra="0" data-til="3"'),
    "an arrow only in the text": HANDOVER.replace(
        "</table>",
        '<tr data-edge="2"><td data-fra>Nav</td><td data-til>Kommunen</td><td data-navn>Svar</td></tr></table>',
    ),
}


HEAD = f'{META}<meta name="description" content="Én setning."><title>x</title>'
OTHER = HEAD.replace("<title>x", "<title>y")
CANONICAL = '<link rel="canonical" href="https://eksempel.no/kart/{}">'
# Each fault of a page's head, as the code and what stands there.
HEADS = [
    ("mangler-policy", HEAD.removeprefix(META)),
    ("mangler-policy", HEAD.replace("script-src 'self'", "script-src *")),
    ("sidetittel", HEAD.replace("<title>x", "<title>")),
    ("sidetittel", HEAD.replace("<title>x", "<title> y ")),
    ("sidebeskrivelse", HEAD.replace('<meta name="description" content="Én setning.">', "")),
    ("sidebeskrivelse", HEAD.replace("Én setning.", " ")),
    ("sidebeskrivelse", HEAD.replace("Én setning.", "Setning. " * 36)),
    ("sidens-adresse", HEAD + CANONICAL.format("")),
]


def codes(folder: Path, body: str, head: str = HEAD, base: str = "", other: str = OTHER, lang: str = "nb") -> list[str]:
    """The codes of what is found in a site of two pages, the first with this body."""
    page = '<!doctype html><html lang="{}"><head><meta charset="utf-8">{}</head><body><h1>x</h1>{}</body></html>'
    (folder / "annen").mkdir()
    (folder / "index.html").write_text(page.format(lang, head, body), encoding="utf-8")
    (folder / "annen" / "index.html").write_text(page.format("nb", other, '<p id="sted">y</p>'), encoding="utf-8")
    return [problem.kode for problem in inspect(folder, base) if problem.fil == "site/index.html"]


def test_a_sound_page_has_nothing_to_remark(tmp_path: Path) -> None:
    body = (
        '<a href="annen/">x</a><a href="annen/#sted">y</a><a href="https://lovdata.no/">z</a>'
        + FIGURE
        + NETWORK
        + HANDOVER
        + TREE
    )
    assert codes(tmp_path, body) == []


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_found(tmp_path: Path, code: str) -> None:
    assert codes(tmp_path, FAULTS[code]) == [code.strip()]


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_a_diagram_that_says_something_else_than_its_text_is_found(tmp_path: Path, difference: str) -> None:
    assert codes(tmp_path, DIFFERENCES[difference]) == ["diagram-og-tekst"]


@pytest.mark.parametrize(("code", "head"), HEADS)
def test_each_fault_of_a_head_is_found(tmp_path: Path, code: str, head: str) -> None:
    assert codes(tmp_path, "", head) == [code]


def test_another_language_is_found(tmp_path: Path) -> None:
    assert codes(tmp_path, "", lang="en") == ["sidespråk"]


@pytest.mark.parametrize(
    ("canonical", "found"),
    [
        (CANONICAL.format(""), []),
        ("", ["sidens-adresse"]),
        (CANONICAL.format("index.html"), ["sidens-adresse"]),
        (CANONICAL.format("annen/"), ["sidens-adresse"]),
        (CANONICAL.format("") * 2, ["sidens-adresse"]),
    ],
)
def test_where_the_address_is_known_each_page_says_its_own(tmp_path: Path, canonical: str, found: list[str]) -> None:
    assert codes(tmp_path, "", HEAD + canonical, "https://eksempel.no/kart/") == found


def test_a_page_search_engines_leave_alone_needs_nothing_of_its_own_for_them(tmp_path: Path) -> None:
    hidden = META + '<title>Siden har flyttet</title><meta name="robots" content="noindex">'
    leads_on = hidden + '<link rel="canonical" href="../annen/">'
    assert codes(tmp_path, "", leads_on, "https://eksempel.no/", other=hidden) == []
