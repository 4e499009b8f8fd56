"""The rules as the browser's evaluator reads them: facts, trees and words, small enough to send.

`content/skript/vurder.js` gives the same answers from this file as `evaluate` gives from the catalogue.
"""

import json
from collections.abc import Iterable
from typing import Any

from generator import words
from generator.evaluate import spoken
from generator.files import File
from generator.model.regler import Betingelse, Faktum, Skjønn, Test, Vilkår
from generator.model.samsvar import Samsvar
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse
from generator.views.finn import facts_for_sheet, own_dates
from generator.views.shown import Showing

Json = dict[str, Any]


class _Cited:
    """The paragraphs cited, each once; rules name them by number."""

    def __init__(self, show: Showing) -> None:
        self.show = show
        self.numbers: dict[str, int] = {}

    def __call__(self, citations: Iterable[str]) -> list[int]:
        return [self.numbers.setdefault(text, len(self.numbers)) for text in citations]

    def table(self) -> list[list[str]]:
        return [[link.tekst, link.sti] for link in self.show.cited(self.numbers)]


def finder_data(show: Showing) -> File:
    """Every fact with its question, and every offer and benefit with its rules, as `data/finn.json`."""
    cited = _Cited(show)
    records = [*show.catalogue.all("tilbud"), *show.catalogue.all("ytelse")]
    posts = [_post(record, show, cited) for record in sorted(records, key=lambda record: record.id)]
    data: Json = {
        "fakta": [_fact(fact, show, cited) for fact in show.catalogue.all("faktum")],
        "poster": posts,
        "datoer": [
            _said(hva=what, lov=law, når=_tree(whom, show, cited, set()) if whom else None)
            for what, law, whom in own_dates(show)
        ],
        "samsvar": [_agreement(item, show, cited) for item in show.catalogue.all("samsvar")],
        "hjemler": cited.table(),
    }
    return File("data/finn.json", json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")


def _said(**fields: Any) -> Json:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], ())}


def _fact(fact: Faktum, show: Showing, cited: _Cited) -> Json:
    return _said(
        spørresIkke=1 if fact.spørres == "nei" else None,
        når=_tree(fact.spørres_når, show, cited, set()) if fact.spørres_når else None,
        id=fact.id,
        type=fact.type,
        navn=fact.navn,
        spørsmål=fact.spørsmål,
        hjelp=fact.hjelp,
        finnes=fact.finnes_hos,
        kjerne=fact.kjerne,
        enhet=fact.enhet,
        en=words.SINGULAR.get(fact.enhet or ""),
        minst=fact.minst,
        størst=fact.største,
        endres=fact.kan_endres,
        verdier=[_said(id=value.id, navn=value.navn, hjelp=value.hjelp) for value in fact.verdier],
    )


def _post(record: Tilbud | Ytelse, show: Showing, cited: _Cited) -> Json:
    offer = isinstance(record, Tilbud)
    return _said(
        id=record.id,
        slag="tilbud" if offer else "ytelse",
        navn=record.navn,
        kort=record.kort,
        enkelt=record.enkelt,
        sti=f"{'tilbud' if offer else 'livsopphold'}/{record.id}/",
        felt=record.kategori if isinstance(record, Tilbud) else "livsopphold",
        avgjør=list(dict.fromkeys(words.lower_first(link.tekst) for link in show.deciders(record))),
        ark=_sheet(facts_for_sheet(record, show)),
        regler=[_rule(rule, show, cited) for rule in record.vilkår],
    )


def _sheet(rows: tuple[tuple[str, tuple[str, ...]], ...]) -> Json:
    return {name: list(values) for name, values in rows if values}


def _rule(rule: Vilkår, show: Showing, cited: _Cited) -> Json:
    return _said(
        m=rule.modalitet,
        hvem=rule.hvem,
        fra=rule.gjelder_fra.isoformat() if rule.gjelder_fra else None,
        til=rule.gjelder_til.isoformat() if rule.gjelder_til else None,
        vedtatt=1 if rule.status == "vedtatt" else None,
        h=cited(rule.hjemmel),
        hvis=_tree(rule.hvis, show, cited, {id(part) for part in spoken(rule.hvis)}) if rule.hvis else None,
        s=[_judged(item, show, cited) for item in rule.skjønn],
        note=rule.merknad,
    )


def _agreement(item: Samsvar, show: Showing, cited: _Cited) -> Json:
    tree = _tree(item.umulig, show, cited, set()) if item.umulig else None
    return _said(hvorfor=item.hvorfor, umulig=tree, ikke_over=item.ikke_over, pluss=item.pluss or None)


def _judged(item: Skjønn, show: Showing, cited: _Cited) -> Json:
    return _said(t=item.tekst, h=cited(item.hjemmel), av=words.lower_first(show.aktør(item.vurderes_av).tekst))


def _tree(tree: Betingelse, show: Showing, cited: _Cited, aloud: set[int]) -> Json:
    """A tree; the parts that are said one by one carry their words (`o`)."""
    said = words.sentence(tree, show.facts) if id(tree) in aloud else None
    own = {"o": said, "h": cited(tree.hjemmel)}
    if tree.faktum is not None and tree.test is not None:
        return _said(f=tree.faktum, **_test(tree.test, show.facts[tree.faktum]), **own)
    if tree.ikke is not None:
        return _said(ikke=_tree(tree.ikke, show, cited, aloud), **own)
    name = "alle" if tree.alle else "minst_en"
    return _said(**{name: [_tree(part, show, cited, aloud) for part in tree.alle or tree.minst_en]}, **own)


def _test(test: Test, fact: Faktum) -> Json:
    if fact.type != "tall":
        return {"v": [value for _, value in test.values()]}
    return _said(n=list(test.same), g=[list(bound) for bound in test.bounds])
