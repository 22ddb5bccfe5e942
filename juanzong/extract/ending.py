"""The end of an official document (GB/T 9704-2012 §7.3.5): 发文机关署名 and 成文日期; and labels of forms.

The day of a document is its last date line below a signature: days quoted in the text, in attachments and in
the imprint (印发日期, §7.4.3) are not its day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from juanzong.extract.dates import Dated, days
from juanzong.extract.vocabulary import Vocabulary, is_noise

_SIGNATURES = 6
_CHARACTERS = 120
"""A line with more characters than these is text and no date line."""

_ATTACHMENT = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?")
_AFTER = re.compile(r"[ \u3000）)]*(?:[（(][^（）()]{0,8}[）)])?[ \u3000]*")
_IMPRINT = re.compile(r"[ \u3000]*(?:印发|印制|印)[ \u3000]*")
_LABEL = re.compile(
    r"(?:成文|填报|填表|制表|报送|发布|上报|记录|统计|编制|会议|活动|签到)?[ \u3000]*"
    r"(?:日[ \u3000]*期|时[ \u3000]*间)[ \u3000]*[：:][ \u3000]*$"
)
_ISSUER_LABEL = re.compile(
    r"(?:填报|报送|填表|制表|编制|发布|上报|记录|主办|制作)(?:单位|部门|科室)[^：:\n]{0,8}[：:][ \u3000]*"
    r"([\u3400-\u9fffA-Za-z0-9（）()·]{2,40})"
)


@dataclass(frozen=True, slots=True)
class Ending:
    """Who signs, and the day; `dated` and `issuers` are empty where nothing states them.

    `signed` says that the day stands below a signature, which is surer than any other place.
    """

    issuers: tuple[str, ...] = ()
    dated: Dated | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A line with a day: what stands before the day on it, and what kind of line it is."""

    at: int
    dated: Dated
    before: str
    label: bool = False
    imprint: bool = False


def ending(lines: Sequence[str], words: Vocabulary) -> Ending:
    """Read who signs and when from all lines of a document."""
    kept = [line for line in lines if not is_noise(line) or _ATTACHMENT.fullmatch(line.strip())]
    places = list(_places(kept, words))
    signed = [(p, names) for p in places if (names := _signatures(kept, p, words))]
    if signed:
        place, names = _before_attachments(kept, signed)
        return Ending(names, place.dated, signed=True)
    for wanted in (
        [p for p in places if not p.label and not p.imprint],
        [p for p in places if p.label][:1],
        [p for p in places if p.imprint],
    ):
        if wanted:
            return Ending(dated=wanted[-1].dated)
    return Ending()


def stated_issuer(text: str) -> str:
    """Who a form names as the unit that fills it in: 填报单位：某局; empty where it names none."""
    match = _ISSUER_LABEL.search(text)
    return match[1].strip() if match else ""


def _places(lines: Sequence[str], words: Vocabulary) -> Iterator[_Place]:
    for at, line in enumerate(lines):
        for part in re.split(r"\t| {4,}", line):
            found = list(days(part, words.earliest)) if len(part) <= _CHARACTERS else []
            if len(found) != 1:
                continue
            dated = found[0]
            before = part[: dated.start].strip(" \u3000（(")
            after = part[dated.end :]
            if _LABEL.search(part[: dated.start]):
                yield _Place(at, dated, "", label=True)
            elif _IMPRINT.fullmatch(after):
                yield _Place(at, dated, "", imprint=True)
            elif _AFTER.fullmatch(after) and (not before or words.is_organ(before)):
                yield _Place(at, dated, before)


def _signatures(lines: Sequence[str], place: _Place, words: Vocabulary) -> tuple[str, ...]:
    """Names of organs on the date's line and on the lines right above it."""
    if place.label or place.imprint:
        return ()
    names = [place.before] if place.before else []
    for line in reversed(lines[max(0, place.at - _SIGNATURES) : place.at]):
        parts = [part for part in re.split(r"\s{2,}|\t", line.strip()) if part]
        if not parts or not all(words.is_organ(part) for part in parts):
            break
        names[:0] = parts
    return tuple(dict.fromkeys(names))


def _before_attachments(
    lines: Sequence[str], signed: Sequence[tuple[_Place, tuple[str, ...]]]
) -> tuple[_Place, tuple[str, ...]]:
    """The last signature before the first attachment below a signature: attachments may have their own."""
    first = signed[0][0].at
    following = (at for at, line in enumerate(lines) if at > first and _ATTACHMENT.fullmatch(line.strip()))
    end = next(following, len(lines))
    return [one for one in signed if one[0].at < end][-1]
