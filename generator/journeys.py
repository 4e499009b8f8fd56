"""What must hold of every journey, month by month: whatever breaks a proof becomes a problem at its step."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.checks import rule
from generator.problems import Problem
from generator.proof import proofs

# Each rule's code, and the sentence the handbook explains it with.
HOLDS = {
    "reise-vilkar": "Når et steg begynner, er vilkårene for tilbudet eller ytelsen ikke brutt.",
    "reise-antakelse": "Der reglene ikke avgjør et steg, eller det blir forlenget, står det i steget hva som forutsettes.",
    "reise-lengde": "Ingenting varer lenger enn loven åpner for, og ingenting brukes etter tiden det må brukes innen.",
    "reise-samtidig": "Det som utelukker hverandre, går ikke samtidig, og en del av et steg varer ikke lenger enn steget.",
    "reise-livsopphold": "Hver måned har noe å leve av, eller et hull som er sagt høyt, og lønn har en jobb bak seg.",
    "reise-ansvar": "Hver måned har noen ansvaret, og ved hver overlevering er det en som slipper og en som tar imot.",
    "reise-soknad": "Det som må søkes om, er søkt hos den det skal søkes hos, og innen fristen.",
    "reise-fulltid": "Der loven setter timene i uka, går alt som skjer innenfor dem, og timer den krever i snitt, er der.",
    "reise-tid": "Alderen, alderen personen fyller i år og fødselsmåneden passer med dagen reisen begynner.",
}


def _register(code: str, sentence: str) -> None:
    def every_journey_holds(catalogue: Catalogue) -> Iterator[Problem]:
        for id, bevis in catalogue.once(proofs).items():
            document = catalogue.placed["reise"][id].document
            for brudd in bevis.brudd:
                if brudd.kode == code:
                    yield document.problem(brudd.sti, code, brudd.melding, brudd.hint)

    every_journey_holds.__doc__ = sentence
    rule(code, late=True)(every_journey_holds)


for _code, _sentence in HOLDS.items():
    _register(_code, _sentence)
