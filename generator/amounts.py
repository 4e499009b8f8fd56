"""What a rate comes to in a month, the same wherever it is asked: on the pages and in the proof of a journey."""

from fractions import Fraction

from generator.model.ytelse import Sats

WEEKS_A_MONTH = Fraction(52, 12)


def a_month(rate: Sats, base: int | None, days: int | None = None) -> Fraction | None:
    """Kroner a month.

    `base` is the basic amount (G) in kroner, and `days` the days a week a daily amount is paid for when the rate does
    not say. Nothing when the rate is paid once, or when what is needed to work it out is not known.
    """
    paid = (rate.dager_uke or days or 0) * WEEKS_A_MONTH
    times = {"år": Fraction(1, 12), "måned": Fraction(1), "uke": WEEKS_A_MONTH, "dag": paid}
    if not times.get(rate.per):
        return None
    if rate.g is None:
        return None if rate.kroner is None else rate.kroner * times[rate.per]
    return (
        None
        if base is None
        else Fraction(rate.g.replace(",", ".")) * Fraction(rate.andel or 1) * base * times[rate.per]
    )


def whole(amount: Fraction) -> int:
    """Rounded to the nearest krone, halves up."""
    return int(amount + Fraction(1, 2))
