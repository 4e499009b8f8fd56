"""What must hold of every journey, month by month: whatever breaks a proof becomes a problem at its step."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.checks import rule
from generator.problems import Problem
from generator.proof import proofs


def _broken(code: str, catalogue: Catalogue) -> Iterator[Problem]:
    for id, bevis in catalogue.once(proofs).items():
        document = catalogue.placed["reise"][id].document
        for brudd in bevis.brudd:
            if brudd.kode == code:
                yield document.problem(brudd.sti, code, brudd.melding, brudd.hint)


@rule("reise-vilkar", late=True)
def every_step_has_its_conditions(catalogue: Catalogue) -> Iterator[Problem]:
    """Når et steg begynner, er vilkårene for tilbudet eller ytelsen ikke brutt."""
    yield from _broken("reise-vilkar", catalogue)


@rule("reise-antakelse", late=True)
def what_is_undecided_is_assumed_aloud(catalogue: Catalogue) -> Iterator[Problem]:
    """Der reglene ikke avgjør et steg, eller det blir forlenget, står det i steget hva som forutsettes."""
    yield from _broken("reise-antakelse", catalogue)


@rule("reise-lengde", late=True)
def nothing_outlasts_its_maximum(catalogue: Catalogue) -> Iterator[Problem]:
    """Ingenting varer lenger enn loven åpner for, og ingenting brukes etter tiden det må brukes innen."""
    yield from _broken("reise-lengde", catalogue)


@rule("reise-samtidig", late=True)
def what_excludes_one_another_is_not_parallel(catalogue: Catalogue) -> Iterator[Problem]:
    """Det som utelukker hverandre, går ikke samtidig, og en del av et steg varer ikke lenger enn steget."""
    yield from _broken("reise-samtidig", catalogue)


@rule("reise-livsopphold", late=True)
def every_month_has_a_living_or_a_gap(catalogue: Catalogue) -> Iterator[Problem]:
    """Hver måned har noe å leve av, eller et hull som er sagt høyt, og lønn har en jobb bak seg."""
    yield from _broken("reise-livsopphold", catalogue)


@rule("reise-ansvar", late=True)
def someone_is_responsible_and_receives(catalogue: Catalogue) -> Iterator[Problem]:
    """Hver måned har noen ansvaret, og ved hver overlevering er det en som slipper og en som tar imot."""
    yield from _broken("reise-ansvar", catalogue)


@rule("reise-soknad", late=True)
def applications_are_sent_in_time(catalogue: Catalogue) -> Iterator[Problem]:
    """Det som må søkes om, er søkt hos den det skal søkes hos, og innen fristen."""
    yield from _broken("reise-soknad", catalogue)


@rule("reise-fulltid", late=True)
def full_time_is_full_time(catalogue: Catalogue) -> Iterator[Problem]:
    """Der loven setter timene i uka, går alt som skjer innenfor dem, og timer den krever i snitt, er der."""
    yield from _broken("reise-fulltid", catalogue)


@rule("reise-tid", late=True)
def ages_fit_the_start(catalogue: Catalogue) -> Iterator[Problem]:
    """Alderen, alderen personen fyller i år og fødselsmåneden passer med dagen reisen begynner."""
    yield from _broken("reise-tid", catalogue)
