"""Made-up people's numbers for tests, valid by their rules, and the ways in which they are written."""

from datetime import date

from hypothesis import strategies as st

LATEST = date(2026, 12, 15)
AREAS = ("110101", "130102", "210102", "320102", "440103", "510104", "620102", "650102")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_of(area: str, born: date, order: int) -> str:
    """The resident ID with its check digit."""
    digits = f"{area}{born:%Y%m%d}{order:03d}"
    return digits + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, digits, strict=True)) % 11]


def card_of(digits: str) -> str:
    """A card number with its check digit (Luhn)."""
    total = sum(sum(divmod(int(d) * (2 - n % 2), 10)) for n, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


ID = id_of("110101", date(1990, 3, 7), 123)
ID_X = next(i for n in range(1, 99) if (i := id_of("320102", date(1985, 11, 30), n)).endswith("X"))
MOBILE = "13912345678"
CARD = card_of("622202123456789012")

ids = st.builds(
    id_of,
    st.sampled_from(AREAS),
    st.dates(date(1930, 1, 1), date(2020, 1, 1)),
    st.integers(1, 999),
)
mobiles = st.builds(
    lambda head, tail: f"{head}{tail:08d}",
    st.sampled_from(["130", "139", "147", "150", "159", "166", "173", "188", "199"]),
    st.integers(1, 99999999),
)


def wide(text: str) -> str:
    """In full width."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


ID_FORMS = {
    "plain": lambda n: n,
    "small x": str.lower,
    "full width": wide,
    "6-8-4": lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
    "hyphens": lambda n: f"{n[:6]}-{n[6:14]}-{n[14:]}",
    "6-4-4-4": lambda n: f"{n[:6]} {n[6:10]} {n[10:14]} {n[14:]}",
    "every digit spaced": " ".join,
    "every digit a cell": "\t".join,
    "every digit wide and spaced": lambda n: "　".join(wide(n)),
    "three cells": lambda n: f"{n[:6]}\t{n[6:14]}\t{n[14:]}",
    "broken early": lambda n: f"{n[:3]}\n{n[3:]}",
    "broken late": lambda n: f"{n[:17]}\n{n[17:]}",
    "broken in the middle with a blank": lambda n: f"{n[:10]} \n {n[10:]}",
    "groups and a broken line": lambda n: f"{n[:6]} {n[6:10]}\n{n[10:14]} {n[14:]}",
    "torn between columns": lambda n: f"{n[:14]} 男 云泽湖社区\n说明 {n[14:]} 李某某",
    "glued": lambda n: f"身份证{n}的居民",
    "behind an underscore": lambda n: f"张某_{n}",
    "behind Latin letters": lambda n: f"ID{n}",
}
MOBILE_FORMS = {
    "plain": lambda n: n,
    "full width": wide,
    "3-4-4": lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
    "hyphens": lambda n: f"{n[:3]}-{n[3:7]}-{n[7:]}",
    "country": lambda n: f"+86 {n}",
    "country glued": lambda n: f"+86{n}",
    "broken": lambda n: f"{n[:7]}\n{n[7:]}",
    "every digit a cell": "\t".join,
    "glued": lambda n: f"联系电话{n}李某",
    "in an address": lambda n: f"{n}@example.com",
    "in a file's name": lambda n: f"张某_{n}",
    "numbered": lambda n: f"1.{n}",
}
