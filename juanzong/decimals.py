"""Exact numbers as people read them: scores with up to four decimals, shares in per cent."""

from fractions import Fraction

_PLACES = 4
_LEAST = 2


def decimal(value: Fraction, places: int = _PLACES, least: int = _LEAST) -> str:
    """A number rounded half up to `places` decimals, of which at least `least` are shown: 87.42, 0.8333.

    Halves are rounded away from zero, so that a loss and the gain that makes up for it look the same.
    """
    scaled = int(abs(value) * 10**places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**places)
    digits = f"{rest:0{places}d}"
    shown = digits[:least] + digits[least:].rstrip("0")
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}.{shown}" if shown else f"{sign}{whole}"


def percent(value: Fraction) -> str:
    """A share of one in per cent, with up to two decimals: 87.5 %, 93.31 %."""
    return f"{decimal(value * 100, 2, 0)}%"
