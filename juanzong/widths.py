"""How much room text takes when it is set."""

from unicodedata import east_asian_width


def ems(text: str) -> float:
    """The width of a line in ems: an ideograph is one, a Latin letter or a digit about half of one."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.55 for char in text)
