"""发文字号 (GB/T 9704-2012 §7.2.5): 机关代字 + 〔年〕 + 序号 + 号; read tolerantly, written by the rule."""

import re
from dataclasses import dataclass

from juanzong.extract.dates import narrow

_GAP = r"[ \t\u00a0\u3000]*"
_HAN = r"\u3007\u3400-\u9fff"
_ORGAN = (
    rf"[A-Za-z{_HAN}](?:[A-Za-z0-9{_HAN}·]|[（(][A-Za-z0-9{_HAN}]{{1,6}}[)）]|[ \u3000](?=[{_HAN}])){{0,24}}?"
)
_SERIAL = rf"(?:第{_GAP})?(?P<serial>\d{{1,5}}){_GAP}(?P<unit>[号期])"
_BRACKETED = re.compile(
    rf"(?P<organ>(?:{_ORGAN})?){_GAP}[〔\[【（(〈［﹝〖{{]{_GAP}(?P<year>(?:19|20)\d{{2}}){_GAP}年?{_GAP}"
    rf"[〕\]】）)〉］﹞〗}}]{_GAP}{_SERIAL}"
)
_ISSUED = re.compile(
    rf"(?P<organ>(?:[{_HAN}]{{0,24}}?(?:公告|通告|公报|令))?){_GAP}[（(]?{_GAP}"
    rf"(?:(?P<year>(?:19|20)\d{{2}}){_GAP}年{_GAP})?第{_GAP}(?P<serial>\d{{1,5}}){_GAP}(?P<unit>号){_GAP}[）)]?"
)
"""国务院令第722号, 公告2023年第12号; where the organ stands on the line above: 第722号, 2023年第12号."""

_PATTERNS = (_BRACKETED, _ISSUED)

_LABEL = re.compile(r"(?:发文字号|文件字号|文件编号|发文号|文号)[ \u3000]*[：:]")
_SIGNER = re.compile(r"签发人.*$")
_SPACES = re.compile(r"\s+")
_BEFORE_IN_NAME = re.compile(r"(?:^|.*[-_ .、（(—])\d{0,4}$")
_AFTER_IN_NAME = re.compile(r"$|[-_ .、）)—]|关于|《")
_ABOUT = re.compile(r"关于|印发|转发|根据|按照|贯彻|落实|依据")


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A document number: as it stands (`raw`) and by the rule (`value`); `organ` is its 机关代字."""

    raw: str
    value: str
    organ: str

    @property
    def regular(self) -> bool:
        """Whether it stands as the rule wants it; blanks are the printer's, not the writer's."""
        return is_regular(self.raw, self.value)


def is_regular(raw: str, value: str) -> bool:
    """Whether a number as it stands differs from its normal form in blanks only."""
    return _SPACES.sub("", raw) == value


def parse(text: str) -> DocNumber | None:
    """The document number that a text consists of, or None."""
    stripped = text.strip()
    narrowed = narrow(stripped)
    for pattern in _PATTERNS:
        match = pattern.fullmatch(narrowed)
        if match:
            return _made(match, stripped)
    return None


def number_on_line(line: str) -> DocNumber | None:
    """The number that stands alone on a line: plain, in brackets, after a label, or before 签发人.

    A number quoted within a sentence is not alone, so it is never taken for the document's own.
    """
    stripped = _SIGNER.sub("", _LABEL.sub("", line, count=1)).strip()
    if stripped.startswith(("（", "(")) and stripped.endswith(("）", ")")):
        stripped = stripped[1:-1]
    return parse(stripped)


def number_in_name(name: str) -> DocNumber | None:
    """A number that stands at the start or end of a file name or apart in it, not one the title quotes."""
    narrowed = narrow(name)
    for pattern in _PATTERNS:
        for match in pattern.finditer(narrowed):
            apart = _BEFORE_IN_NAME.match(name[: match.start()]) and _AFTER_IN_NAME.match(name[match.end() :])
            if apart and match["organ"] and not _ABOUT.search(match["organ"]):
                return _made(match, name)
    return None


def _made(match: re.Match[str], text: str) -> DocNumber:
    groups = match.groupdict()
    organ = _SPACES.sub("", groups["organ"])
    serial = f"{int(groups['serial'])}{groups['unit']}"
    if match.re is _BRACKETED:
        value = f"{organ}〔{groups['year']}〕{serial}"
    else:
        value = f"{organ}{groups['year'] + '年' if groups['year'] else ''}第{serial}"
    return DocNumber(text[match.start() : match.end()].strip(), value, organ)
