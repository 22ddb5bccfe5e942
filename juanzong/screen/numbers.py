"""Numbers that tell of a person, in every form in which they are written, printed and read back.

All functions take folded text (`fold`), whose characters stand at the same places as in the original. Rows of
tables are parted by `ROW_END`, so that no number goes on from one row to the next.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import product

Span = tuple[int, int]
"""Where something stands in a text: first character, and the one after the last."""

ROW_END = "\x1e"
"""Parts the rows of a table, whose cells are parted by tabs."""

_AREA = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)"
"""Provinces by the first two digits (GB/T 2260), and 91 for residents from abroad."""

_PREFECTURES = (*range(1, 71), 90)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ID_LENGTH, _MOBILE_LENGTH = 18, 11
_FIRST_YEAR = 1900

_GAP = r"[ \t\n-]{1,3}"
"""What parts the digits of one number: spaces, a hyphen, the end of a line or of a cell."""

_START = r"(?<![0-9])"
_NO_FRACTION = r"(?<![0-9]\.)"
_LONG = re.compile(r"[0-9](?:[ \t\n()-]{0,3}[0-9]){8}")
_ID = re.compile(rf"{_START}(?=([1-9](?:(?:{_GAP})?[0-9]){{16}}(?:{_GAP})?[0-9X])(?![0-9]))")
_ID_SHAPES = frozenset(
    {
        (18,), (6, 8, 4), (6, 4, 4, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4), (3, 3, 8, 4), (6, 8, 3, 1),
        (6, 4, 2, 2, 4), (6, 4, 2, 2, 3, 1), (2, 2, 2, 8, 4), (6, 4, 8), (17, 1),
    }
)  # fmt: skip
_MOBILE = re.compile(rf"{_START}(?<!0\.)(?=(1(?:(?:{_GAP})?[0-9]){{10}})(?![0-9])(?!\.[0-9]))")
_PREFIXED_MOBILE = re.compile(r"(?<![0-9])(?:0086|86)[ -]?(1[0-9]{2}[ -]?[0-9]{4}[ -]?[0-9]{4})(?![0-9])")
_SEGMENT = re.compile(r"1(?:3[0-9]|4[014-9]|5[0-35-9]|6[25-7]|7[0-8]|8[0-9]|9[0-35-9])")
"""The first three digits of mobile numbers in use."""

_MOBILE_SHAPES = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (3, 4, 2, 2)})
_COUNTED = re.compile(r" ?(?:元(?!旦)|%|吨|平方|立方|千瓦|公里)")
"""Behind eleven digits these make an amount of them."""

_NUMBER_THEN_DAY = re.compile(r"[0-9]{3} ?\n ?20[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])")

_CARD = re.compile(rf"{_START}{_NO_FRACTION}(?=([3-69](?:(?:{_GAP})?[0-9]){{14,18}})(?![0-9]))")
_ISSUER = re.compile(
    r"62[0-9]{14,17}|(?:4|5[1-5]|35)[0-9]{14,15}|3[47][0-9]{13}|(?:436742|601382|955[89][0-9]{2})[0-9]{13}"
)
"""Bank cards by issuer and length: 银联, Visa, Mastercard, JCB, Amex, and older cards of Chinese banks."""

_LANDLINE = re.compile(
    r"(?<![0-9-])(?<![0-9]\.)\(?0(?:10|2[0-9]|[3-9][0-9]{2})\)?[ -]{0,2}[2-8][0-9]{6,7}"
    r"(?: ?(?:-|转) ?[0-9]{1,6})?(?![0-9])(?!\.[0-9])"
)
_LOCAL = re.compile(r"(?<![0-9-])[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9])")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}"
)

_LIKE = {**dict.fromkeys("OoDQ", "0"), **dict.fromkeys("lIi|!", "1"), "Z": "2", "z": "2", "S": "5", "s": "5"}
_LIKE |= {"B": "8", "b": "6", "G": "6", "g": "9", "q": "9", "x": "X", "×": "X"}
_UNSURE = f"[0-9X{re.escape(''.join(_LIKE))}]"
_UNSURE_ID = re.compile(rf"(?<!{_UNSURE})(?:{_UNSURE}[ \n-]{{0,2}}){{16,18}}{_UNSURE}(?!{_UNSURE})")
_UNSURE_MOBILE = re.compile(rf"(?<!{_UNSURE})1{_UNSURE}{{10}}(?!{_UNSURE})")
_MOST_UNSURE = 2
_TORN = re.compile(
    rf"{_START}(?P<begun>{_AREA}[0-9]{{4,15}})(?=[^0-9X\t\n{ROW_END}][^\t\n{ROW_END}]{{0,200}}"
    rf"\n(?P<next>[^\t\n{ROW_END}]{{0,400}}))"
)
_PIECE = re.compile(r"(?<![0-9])[0-9]{0,11}[0-9X](?![0-9X])")


def has_numbers(text: str) -> bool:
    """Whether enough digits stand together for any number of a person; most pages of prose have none."""
    return bool(_LONG.search(text))


def fold(text: str) -> str:
    """Digits, Latin letters, hyphens and blanks of all kinds as ASCII; every character keeps its place."""
    for char in set(text):
        if char > "\x7f" and (plain := _plain(char)) != char:
            text = text.replace(char, plain)
    return text.replace("x", "X") if "x" in text else text


@cache
def _plain(char: str) -> str:
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    if char.isspace() or unicodedata.category(char) in ("Cf", "Zs"):
        return " "
    if unicodedata.category(char) == "Pd" or char in "−﹣":
        return "-"
    if char in "Ⅹⅹ":
        return "X"
    normal = unicodedata.normalize("NFKC", char)
    return normal if len(normal) == 1 and normal.isascii() and normal.isprintable() else char


def is_resident_id(number: str, latest: date) -> bool:
    """Whether this is a resident ID (GB 11643-1999): area, date of birth up to `latest`, check digit."""
    if len(number) != _ID_LENGTH or not number[:17].isdigit():
        return False
    if not re.match(_AREA, number) or int(number[2:4]) not in _PREFECTURES:
        return False
    return _is_birth(number[6:14], latest) and _check(number[:17]) == number[17]


def _check(digits: str) -> str:
    """The check digit of 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11]


def _is_birth(digits: str, latest: date) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return day.year >= _FIRST_YEAR and day <= latest


def resident_ids(text: str, latest: date) -> Iterator[Span]:
    """Resident IDs, whole, spaced, in groups, across the ends of lines and cells, or torn between lines."""
    for span, number in _shaped(_ID, text, _is_id_shape):
        if is_resident_id(number, latest):
            yield span
    yield from _torn(text, latest)


def mobiles(text: str) -> Iterator[Span]:
    """Mobile numbers, whole or in groups, with or without the country's code."""
    for span, number in _shaped(_MOBILE, text, _is_mobile_shape):
        if _SEGMENT.match(number) and not _COUNTED.match(text, span[1]):
            yield span
    for hit in _PREFIXED_MOBILE.finditer(text):
        if _SEGMENT.match(hit[1]):
            yield hit.span(1)


def bank_cards(text: str) -> Iterator[Span]:
    """Bank cards by issuer, length and check digit (Luhn, ISO/IEC 7812-1)."""
    for span, number in _shaped(_CARD, text, _is_card_shape, longest=True):
        if _ISSUER.fullmatch(number) and _luhn(number):
            yield span


def landlines(text: str) -> Iterator[Span]:
    """Telephone numbers with their area code; hotlines (110, 12345, 400 …) have none."""
    return (hit.span() for hit in _LANDLINE.finditer(text))


def local_numbers(text: str) -> Iterator[Span]:
    """Telephone numbers without area code, where a label says that they are such."""
    return (hit.span() for hit in _LOCAL.finditer(text) if not hit[0].startswith(("400", "800")))


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    return (hit.span() for hit in _EMAIL.finditer(text)) if "@" in text else iter(())


def unsure_numbers(text: str, latest: date) -> Iterator[tuple[bool, Span]]:
    """IDs and mobile numbers in text read by OCR, and whether each is an ID: one character may be misread.

    An ID counts when 17 of its 18 characters are right (one digit for another, one lost, one too many), a
    letter taken for a digit aside; a mobile number with letters for at most two digits.
    """
    for hit in _UNSURE_ID.finditer(text):
        raw = re.sub(r"[ \n-]", "", hit[0])
        if sum(char not in "0123456789X" for char in raw) > _MOST_UNSURE:
            continue
        number = "".join(_LIKE.get(char, char) for char in raw)
        if any(is_resident_id(one, latest) for one in _nearly(number)):
            yield True, hit.span()
    for hit in _UNSURE_MOBILE.finditer(text):
        letters = sum(not char.isdigit() for char in hit[0])
        if 0 < letters <= _MOST_UNSURE and _SEGMENT.match("".join(_LIKE.get(char, char) for char in hit[0])):
            yield False, hit.span()


def _nearly(number: str) -> Iterator[str]:
    """The number, and what it may have been before one character was misread, lost or added."""
    digits = "0123456789"
    yield number
    for place, digit in product(range(len(number) + 1), (*digits, "")):
        if len(number) == _ID_LENGTH and digit:
            made = number[:place] + digit + number[place + 1 :]
        elif len(number) < _ID_LENGTH and digit:
            made = number[:place] + digit + number[place:]
        elif len(number) > _ID_LENGTH and not digit:
            made = number[:place] + number[place + 1 :]
        else:
            continue
        if made[:17].isdigit():
            yield made
    if len(number) == _ID_LENGTH - 1 and number.isdigit():
        yield number + "X"
    if len(number) == _ID_LENGTH:
        yield number[:17] + "X"


def _shaped(
    pattern: re.Pattern[str],
    text: str,
    fits: Callable[[str, str], bool],
    *,
    longest: bool = False,
) -> Iterator[tuple[Span, str]]:
    """Candidates of a look-ahead pattern that are written as such numbers are, with their bare digits."""
    for hit in pattern.finditer(text):
        for raw in _shorter(hit[1]) if longest else (hit[1],):
            end = hit.start() + len(raw)
            if fits(raw, text[end : end + 2]):
                yield (hit.start(), end), re.sub(r"[^0-9X]", "", raw)


def _shorter(raw: str) -> Iterator[str]:
    """The candidate, and what is left when its last groups belong to something else."""
    yield raw
    while (parts := re.fullmatch(rf"(.*?){_GAP}[0-9]+", raw, re.DOTALL)) and len(parts[1]) > _MOBILE_LENGTH:
        raw = parts[1]
        yield raw


def _groups(raw: str) -> tuple[int, ...]:
    return tuple(map(len, re.split(r"[^0-9X]+", raw)))


def _joined_lines(raw: str) -> str:
    return re.sub(r" ?\n ?", "", raw)


def _is_id_shape(raw: str, _after: str) -> bool:
    for one in (raw, _joined_lines(raw)):
        groups = _groups(one)
        if len(groups) <= 2 or groups in _ID_SHAPES or _even(groups):  # noqa: PLR2004 (broken once)
            return True
    return False


def _is_mobile_shape(raw: str, after: str) -> bool:
    joined = _joined_lines(raw)
    if "\n" in raw and len(_groups(raw)) == 2 and "\t" not in raw:  # noqa: PLR2004 (broken once)
        return not _NUMBER_THEN_DAY.fullmatch(raw)
    groups = _groups(joined)
    if groups == (_MOBILE_LENGTH,):
        return True
    alone = not re.match(r"[ -][0-9]", after)
    return alone and ((groups in _MOBILE_SHAPES and "\t" not in joined) or set(groups) == {1})


def _is_card_shape(raw: str, after: str) -> bool:
    joined = _joined_lines(raw)
    groups = _groups(joined)
    if len(groups) == 1 or set(groups) == {1}:
        return True
    fours = set(groups[:-1]) == {4} and groups[-1] <= 4  # noqa: PLR2004 (as embossed)
    split = groups[0] == 6 and len(groups) == 2  # noqa: PLR2004 (issuer, number)
    return (fours or split) and "\t" not in joined and not re.match(r"[ -][0-9]", after)


def _even(groups: tuple[int, ...]) -> bool:
    """Groups of one length, but for a shorter last one."""
    return len(set(groups[:-1])) == 1 and groups[-1] <= groups[0] <= 3  # noqa: PLR2004 (as in forms)


def _luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 (sum of its digits)
    return total % 10 == 0


def _torn(text: str, latest: date) -> Iterator[Span]:
    """IDs whose end stands in the next line behind other columns, as PDF tables are read back."""
    for hit in _TORN.finditer(text):
        for piece in _PIECE.finditer(hit["next"]):
            if is_resident_id(hit["begun"] + piece[0], latest):
                yield hit.span("begun")
                yield hit.start("next") + piece.start(), hit.start("next") + piece.end()
                break
