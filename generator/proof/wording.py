"""The outcome of a step and the money of a month in words, the same on the page and in the terminal."""

from generator import words
from generator.catalogue import Catalogue
from generator.evaluate import Svar
from generator.proof.bevis import Lengde, Måned, Snitt, StegBevis
from generator.proof.hours import hours


def outcome(bevis: StegBevis, catalogue: Catalogue) -> str:
    """What the rules say of a step, never stronger than they do."""
    if bevis.vedtatt_før:
        return "vedtatt før reisen begynner"
    if extended(bevis):
        return f"forlengelsen må vedtas – {words.joined(deciders(bevis, catalogue))} avgjør"
    if bevis.fortsetter:
        return "følger det som alt er prøvd"
    if bevis.svar is None:
        return "ingen regel å prøve"
    if bevis.svar.utfall == "ikke_oppfylt":
        return "vilkårene er ikke oppfylt"
    if bevis.svar.utfall == "uavklart":
        return f"uavklart, {hangs_on(bevis.svar, catalogue)}"
    if _assessed(bevis, catalogue):
        right = ", og det er en rett når vilkårene er oppfylt" if _may_be_right(bevis.svar) else ""
        return f"må søkes om – {words.joined(deciders(bevis, catalogue))} vurderer behovet{right}"
    if bevis.svar.modalitet == "kan":
        names = deciders(bevis, catalogue)
        decided = f" – {words.joined(names)} avgjør" if names else ""
        return f"kan gis{decided}{', og kan også være en rett' if bevis.svar.kan_bli else ''}"
    if is_wage(bevis, catalogue):
        return "følger av jobben, og vilkårene for å arbeide ser ut til å være oppfylt"
    return "vilkårene ser ut til å være oppfylt"


def extended(bevis: StegBevis) -> bool:
    """Whether a step goes on from another by being extended, which someone must decide."""
    return bool(bevis.fortsetter and bevis.lengde and bevis.lengde.forlenget)


def hangs_on(svar: Svar, catalogue: Catalogue) -> str:
    """What an undecided answer hangs on: what is not known, and who judges."""
    parts = []
    if svar.mangler:
        parts.append(f"kommer an på {words.joined(catalogue.get('faktum', name).navn for name in svar.mangler)}")
    if svar.skjønn:
        judges = dict.fromkeys(catalogue.get("aktør", item.vurderes_av).navn for item in svar.skjønn)
        parts.append(f"vurderes av {words.joined(judges)}")
    return " og ".join(parts) or "kan ikke avgjøres"


def _assessed(bevis: StegBevis, catalogue: Catalogue) -> bool:
    """Whether it is a benefit whose need is judged each time, so that nothing of it is ever settled beforehand."""
    return bevis.slag == "ytelse" and catalogue.get("ytelse", bevis.id or "").art == "behovsprøvd"


def is_wage(bevis: StegBevis, catalogue: Catalogue) -> bool:
    """Whether it is a wage, which a job gives and no authority decides on."""
    return bevis.slag == "ytelse" and catalogue.get("ytelse", bevis.id or "").art == "lønn"


def _may_be_right(svar: Svar) -> bool:
    return svar.modalitet == "kan" and any(item.modalitet != "kan" for item in svar.kan_bli)


def cited(bevis: StegBevis, catalogue: Catalogue) -> tuple[str, ...]:
    """The paragraphs an outcome rests on; for what is assessed, the right that is open and not what else may be given."""
    if bevis.svar is None:
        return ()
    benefit = catalogue.get("ytelse", bevis.id or "") if _assessed(bevis, catalogue) else None
    asked: tuple[str, ...] = benefit.søkes.hjemmel if benefit and benefit.søkes else ()
    if asked and _may_be_right(bevis.svar):
        return asked
    return tuple(dict.fromkeys((*asked, *bevis.svar.hjemmel)))


def deciders(bevis: StegBevis, catalogue: Catalogue) -> list[str]:
    """The names of those who decide on what a step is: who judges by the rule, or else who decides on the offer."""
    if bevis.slag is None or bevis.id is None:
        return []
    actors = [item.vurderes_av for item in bevis.svar.skjønn] if bevis.svar else []
    if not actors:
        actors = [item.aktør for item in catalogue.get(bevis.slag, bevis.id).ansvar if "vedtar" in item.rolle]
    return [catalogue.get("aktør", id).navn for id in dict.fromkeys(actors)]


def used(lengde: Lengde) -> str:
    """How much of the longest the law allows is used when a step ends."""
    said = [lengde.gjelder[:1].lower() + lengde.gjelder[1:], "med forlengelse" if lengde.forlenget else ""]
    about = ", ".join(filter(None, said))
    return f"{lengde.brukt} av høyst {lengde.maks} måneder{f' ({about})' if about else ''}"


def on_average(snitt: Snitt) -> str:
    """How much of the week is work on average, against what law asks for."""
    return f"rettet mot arbeid i snitt fra måned {snitt.fra_mnd}: {hours(snitt.timer)} i uka, og kravet er minst {hours(snitt.minst)}"


def living(month: Måned, catalogue: Catalogue) -> str:
    """What a month is lived on, and what it comes to; what must be applied for is never an amount."""
    kinds = {id: catalogue.get("ytelse", id) for id in month.livsopphold}
    sure = [benefit.navn for benefit in kinds.values() if benefit.art not in ("behovsprøvd", "tillegg")]
    asked = [benefit.navn for benefit in kinds.values() if benefit.art == "behovsprøvd"]
    parts = []
    if sure:
        amount = f"{words.kroner(month.kroner)} i måneden" if month.kroner is not None else "beløpet er ikke kjent"
        parts.append(f"{words.joined(sure)}: {amount}")
    if asked:
        parts.append(f"{words.joined(asked)} må søkes om og vurderes")
    return ". ".join(parts) or "ingenting på plass"
