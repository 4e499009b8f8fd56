"""The report: what it says of the example, in text, as data and as a page; and the page of news."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_freshness import change, project

from generator.build import compile_site, examine
from generator.catalogue import read
from generator.cli import main
from generator.layout import Layout
from generator.readability import lix, readability, running_text, sentences
from generator.render import render
from generator.views.nytt import Nytt, nytt_page
from generator.views.shown import Showing

__all__ = ["project"]

ROOT = Path(__file__).parent.parent
COURSE = "tilbud/kurs.yml"
LAW = "regelverk/lov-2001-01-01-1.yml"
PRINT = "fingeravtrykk: a5a1b474c9f6c2371ead7fdae4074db0252529ca861d8f2d6e5cfeea42c11faa"


def told(capsys: pytest.CaptureFixture[str], *options: str, day: str = "2026-11-21") -> str:
    """What the report says on a day; line breaks count as spaces."""
    assert main(["rapport", "--dato", day, *options]) == 0
    return " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())


def data(capsys: pytest.CaptureFixture[str], *options: str, day: str = "2026-11-21") -> Any:
    """The report as data."""
    assert main(["rapport", "--json", "--dato", day, *options]) == 0
    return json.loads(capsys.readouterr().out)


def news(project: Path, day: str) -> tuple[Nytt, str]:
    """The page of news on a day, as a value and as text."""
    catalogue, problems = examine(Layout(project))
    assert problems == []
    page = nytt_page(Showing(catalogue, date.fromisoformat(day)))
    return page.data, render(page, "2. juli 2026").data.decode().replace("\u00a0", " ")


def test_the_text_says_what_is_old_and_when_the_next_is_due(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh = told(capsys)
    assert fresh.startswith("Rapport for 21. november 2026 Lest på nytt i tide: 12 av 12 poster. Laveste ferskhet: 1 ")
    assert "Neste frist er 2. januar 2027." in fresh and "Les på nytt" not in fresh
    old = told(capsys, day="2027-10-02")
    assert "Laveste ferskhet: 0,5 " in old and "Les på nytt; det mest hviler på, står først: regelverk lov-" in old
    assert "tilbud kurs: lest 2. juli 2026, ferskhet 0,5, " in old and "(pathways/tilbud/kurs.yml:46)" in old


def test_rules_that_have_run_out_and_dates_to_come_are_told_apart(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coming = "Kommer: 31. desember 2030: Siste dag: Voksne som bor i kommunen. (pathways/tilbud/kurs.yml:23)"
    gone = coming.replace("Kommer:", "Utløpt: ta dem bort, eller rett datoen:")
    for day, said, unsaid in (
        ("2026-11-21", coming, gone),
        ("2030-12-31", coming, gone),
        ("2031-01-01", gone, coming),
    ):
        text = told(capsys, day=day)
        assert said in text and unsaid not in text
    assert "Utløpte regler: 1. Datoer som kommer: 0." in told(capsys, day="2031-01-01")


def test_a_change_of_law_that_has_come_into_force_unread_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        project, LAW, PRINT, f"{PRINT}\n  varsel:\n  - Endres ved lov 12 juni 2026 nr. 22 (i kraft 1 sep 2026).\n"
        "  - Endres ved lov 12 juni 2026 nr. 23 (i kraft 1 jan 2027).\n"
        "  - Endres ved lov 12 juni 2026 nr. 24 (i kraft fra den tid Kongen bestemmer)."
    )  # fmt: skip
    report = data(capsys)
    assert [one["dag"] for one in report["uleste_lovendringer"]] == ["2026-09-01"]
    assert [one["dag"] for one in report["kommer"] if one["slag"] == "lovendring"] == ["2027-01-01"]
    assert [one["tekst"].split("nr. ")[1][:2] for one in report["uten_dato"]] == ["24"]
    assert "Lovendringer i kraft som vi ikke har lest: 1 1. september 2026: Kursloven § 2: Endres" in told(capsys)


def test_what_has_no_source_no_link_and_no_answer_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(project, COURSE, "    overgang: kurs-til-kafe", "    overgang: kurs-til-kafe\n    tekst: når man vil")
    report = data(capsys)
    # What only shows the way on states nothing; all else the model refuses without a source.
    assert report["utsagn"]["uten"] == []
    assert [one["id"] for one in report["uten_offisiell_lenke"]] == ["kurs-kveld", "sprakkafe", "kursstonad"]
    gaps = {(one["id"], one["tekst"], one["linje"]) for one in report["utsagn"]["hull"]}
    assert {("kurs-kveld", "Varierer.", 15), ("kurs-kveld", "Ikke undersøkt.", 17)} <= gaps
    counts = report["utsagn"]
    assert counts["antall"] == counts["med_hjemmel"] + counts["med_kilde"] + len(counts["uten"]) + len(counts["hull"])
    text = told(capsys)
    assert "Tilbud og ytelser med lenke til en offisiell side: 1 av 4" in text
    assert "tilbud kurs-kveld (pathways/tilbud/kurs-kveld.yml) linje 15, varighet 1: Varierer." in text


def test_each_gap_is_one_a_reader_sees() -> None:
    catalogue, _ = read(Layout(ROOT))
    written = sum(
        len(re.findall(r"^[ \-]*ukjent:|[{,] ?ukjent:", path.read_text(encoding="utf-8"), re.M))
        for path in (ROOT / "pathways").rglob("*.yml")
        if path.parent.name not in ("regelverk", "pathways")
    )
    from generator.coverage import statements

    found = [gap for gap in statements(catalogue).hull if "/" in gap.fil.removeprefix("pathways/")]
    assert len(found) == written > 200


def test_rows_of_the_reports_nobody_rests_on_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (project / "pathways" / "evidens.yml").read_text(encoding="utf-8")
    rows += "- {id: 'eksempel-rapport#K-03', navn: Et krav ingen har tatt opp, kilde: eksempel-rapport}\n"
    rows += "- {id: 'eksempel-rapport#funn', navn: Et funn, kilde: eksempel-rapport}\n"
    (project / "pathways" / "evidens.yml").write_text(rows, encoding="utf-8")
    report = data(capsys)
    assert report["krav"] == [
        {
            "kilde": "eksempel-rapport",
            "antall": 3,
            "dekket": 1,
            "mangler": ["eksempel-rapport#K-02", "eksempel-rapport#K-03"],
        }
    ]
    assert report["evidens"][0]["mangler"] == ["eksempel-rapport#funn"]
    text = told(capsys)
    assert "eksempel-rapport: 1 av 3 eksempel-rapport, ikke møtt: K-02 En annen rad" in text


def test_domains_are_counted_and_their_links_told_as_last_seen(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert data(capsys, "--domener") == [{"domene": "eksempel.no", "adresser": 1}]
    assert told(capsys, "--domener") == "eksempel.no 1 1 domener, 1 adresser."
    assert data(capsys)["lenker"]["utfall"] == {"ikke sett": 1}
    seen = {"utfall": "død", "sett": "2026-11-20", "grunn": "status 404", "feil": ["2026-11-18"]}
    (project / "lenker.json").write_text(json.dumps({"https://eksempel.no/kurs": seen}), encoding="utf-8")
    assert data(capsys)["lenker"] == {
        "utfall": {"død": 1},
        "adresser": [{"adresse": "https://eksempel.no/kurs", "utfall": "død", "sett": "2026-11-20"}],
    }
    text = told(capsys)
    assert "Lenker ut: 1 (1 død)." in text and "https://eksempel.no/kurs (pathways/tilbud/kurs.yml:51)" in text


def test_the_law_is_compared_when_a_source_is_given(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(ROOT / "tests" / "example" / "lov", project / "lov")
    law = project / "lov" / "lov-2001-01-01-1.md"
    law.write_text(law.read_text(encoding="utf-8").replace("18 og 55", "18 og 60"), encoding="utf-8")
    text = told(capsys, "--kilde", str(law))
    assert "Lovsjekk Endret ordlyd (1)" in text and "[-55-] {+60+}" in text
    assert data(capsys, "--kilde", str(law))["lovsjekk"]["antall"]["endret"] == 1
    assert "lovsjekk" not in data(capsys)


def test_the_report_finds_no_fault_but_cannot_be_made_of_faulty_content(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "lenker.json").write_text("tull", encoding="utf-8")
    assert main(["rapport"]) == 2
    assert "lenker.json er ikke skrevet av denne kommandoen" in capsys.readouterr().err
    compiled = compile_site(Layout(project), date(2026, 11, 21))
    assert compiled.is_sound and [(p.fil, p.alvor) for p in compiled.problems] == [("lenker.json", "advarsel")]
    (project / "lenker.json").unlink()
    change(project, COURSE, "tilbud: sprakkafe\n    tekst", "tilbud: sprakkafeen\n    tekst")
    assert main(["rapport"]) == 2
    assert "Rapporten kan ikke lages før de er rettet." in capsys.readouterr().out


def test_the_page_of_status_says_the_same_as_the_report(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {file.path: file.data.decode() for file in compile_site(Layout(project), date(2027, 10, 2)).files}
    report = data(capsys, day="2027-10-02")
    assert json.loads(files["data/status.json"]) == report
    page = files["redaktor/status/index.md"].replace("\u00a0", " ")
    for name, value in (
        ("Laveste ferskhet", "0,5"),
        ("Hull", str(len(report["utsagn"]["hull"]))),
        ("Tilbud og ytelser med offisiell lenke", "1 av 4"),
        ("Lenker ut", "1 ikke sett"),
    ):
        assert f"<dt>{name}</dt><dd>{value}</dd>" in page
    assert page.count("(over fristen)") == len(report["ferskhet"]["forfalt"]) == 11
    rows = re.findall(r'<tr><th scope="row"><a href="../../([^"]+)/">(.*?)<td>(\d+)</td></tr>', page)
    order = [("over fristen" not in row, -int(weight)) for _, row, weight in rows]
    assert order == sorted(order) and rows[0][0] == "regelverk/lov-2001-01-01-1"
    assert "Linje 15: Varierer." in page and '<a href="../../tilbud/sprakkafe/">Språkkafé</a>' in page


def test_the_page_shows_text_as_text(project: Path) -> None:
    change(project, "tilbud/kurs-kveld.yml", "ukjent: Varierer.", "ukjent: <script>alert(1)</script> & *slikt*")
    files = {file.path: file.data.decode() for file in compile_site(Layout(project), date(2026, 11, 21)).files}
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in files["redaktor/status/index.md"]
    assert "<script>" not in files["redaktor/status/index.md"]


def test_reading_ease_is_that_of_the_known_measure() -> None:
    assert lix(["En katt satt der."]) == 4
    assert lix(["Kommunen behandler søknaden. Deltakeren venter."]) == pytest.approx(5 / 2 + 100 * 4 / 5)
    assert lix(["Fra 1. juli 2026 gjelder § 8, jf. kap. 3."]) == lix(["Fra juli gjelder jf kap."])
    assert lix([]) == 0


def test_names_and_citations_are_not_read_as_text() -> None:
    catalogue, _ = read(Layout(ROOT / "tests" / "example"))
    text = list(sentences(catalogue.get("tilbud", "kurs")))
    assert "Et kurs på dagtid." in text
    assert not [one for one in text if "lov/" in one or "https" in one]
    found = readability(catalogue, ROOT / "content")
    assert [one.lix for one in found] == sorted((one.lix for one in found), reverse=True)


def test_pages_by_hand_and_shared_pages_are_read_too_but_not_their_code() -> None:
    catalogue, _ = read(Layout(ROOT / "tests" / "example"))
    pages = {one.id: one for one in readability(catalogue, ROOT / "content") if one.art == "side"}
    assert {"om", "redaktor", "redaktor/publisering", "begreper", "aktorer"} <= set(pages)
    assert pages["redaktor/publisering"].fil == "content/redaktor/publisering.md"
    page = "# Tittel her\n\nDette er [en lenke](a/b.md) til\n`kode`.\n\n- Første punkt står her.\n- Andre punkt står her.\n"
    page += "\n```sh\nmulighetskart sjekk og mer\n```\n\n| a | b | c | d |\n"
    assert running_text(page) == [
        "Dette er [en lenke] til .",
        "- Første punkt står her.",
        "- Andre punkt står her.",
    ]


def test_what_comes_is_told_apart_from_what_has_come(project: Path) -> None:
    change(project, COURSE, "gjelder_fra: 2021-01-01", "gjelder_fra: 2026-07-01")
    change(project, COURSE, "gjelder_til: 2030-12-31", "gjelder_til: 2027-06-30")
    page, text = news(project, "2026-11-21")
    assert [(day.iso, [one.når.replace("\u00a0", " ") for one in day.nyheter]) for day in page.kommer] == [
        ("2027-06-30", ["Siste dag er 30. juni 2027"])
    ]
    assert [day.iso for day in page.endret] == ["2026-11-21", "2026-07-01", "2026-05-01"][: len(page.endret)]
    assert "Fra 1. juli 2026: Voksne som bor i kommunen." in text
    assert text.index("Siste dag er 30. juni 2027") < text.index("Fra 1. juli 2026")
    page, text = news(project, "2026-06-30")
    assert [day.iso for day in page.kommer] == ["2026-07-01", "2027-06-30"]
    page, text = news(project, "2027-07-01")
    assert page.kommer == () and "Siste dag var 30. juni 2027: Voksne som bor" in text


def test_pages_that_are_changed_stand_on_the_day_they_were(project: Path) -> None:
    change(project, "tilbud/sprakkafe.yml", "redigert: 2026-11-21", "redigert: 2026-11-30")
    page, text = news(project, "2026-12-01")
    assert page.endret[0].iso == "2026-11-30"
    assert [link.sti for link in page.endret[0].sider] == ["tilbud/sprakkafe/"]
    assert "1 side skrevet eller endret" in text
    assert "tilbud/sprakkafe/" not in [link.sti for day in page.endret[1:] for link in day.sider]


def test_what_is_older_than_last_year_is_no_longer_news(project: Path) -> None:
    page, _ = news(project, "2028-01-01")
    assert page.siden == 2027 and page.endret == ()


def test_a_page_says_how_long_what_it_rests_on_keeps(project: Path) -> None:
    files = {file.path: file.data.decode() for file in compile_site(Layout(project), date(2026, 11, 21)).files}
    marked = {name for name, text in files.items() if 'data-fersk-til="2027-01-02" data-utslitt="2028-07-02"' in text}
    loading = {name for name, text in files.items() if name.endswith(".md") and "\ndateres: true\n" in text}
    assert marked == loading and {name.split("/")[0] for name in marked} == {
        "tilbud",
        "livsopphold",
        "overganger",
        "hendelser",
        "reiser",
        "kombinasjoner",
        "opphold",
        "stotteordninger",
    }
