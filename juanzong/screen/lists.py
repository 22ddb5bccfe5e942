"""What only a list makes personal: addresses, dates of birth, and numbers that a label or a column names.

All functions take folded text (`numbers.fold`).
"""

import re
from collections.abc import Iterator, Sequence

from juanzong.load.privacy import PersonalKind
from juanzong.screen.numbers import ROW_END, Span, local_numbers

_ID_LABEL = r"(?:居民)?身份证(?:件)?(?:号码?|编号)?|公民身份号码|身份号码|证件号码?"
_BIRTH_LABEL = r"出生(?:日期|年月日?|时间)"
_ADDRESS_LABEL = (
    r"家庭(?:详细|通讯|现)?(?:住址|地址|住所)|现?(?:家庭)?住址|现住(?:地址?|址)|居住地址?|(?:户籍|户口)(?:地址|所在地)"
    r"|常住地址|详细住址"
)
_CARD_LABEL = r"(?:银行)?卡号|银行(?:账|帐)[号户]|(?:一卡通|工资卡|社保卡)(?:号码?)?"
_PHONE_LABEL = r"(?:联系|家长|监护人|家庭)?(?:电话|手机|联系方式)(?:号码?)?"

_DAY = (
    r"(?:[12][0-9]{3} ?(?:年|[-./]) ?[0-9]{1,2}(?: ?(?:月|[-./])(?: ?[0-9]{1,2} ?日?)?)?"
    r"|[12][0-9]{3}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?(?![0-9])"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
)
_COLON = r"[ \t\n]{0,3}:[ \t\n]{0,3}"
_TO_VALUE = rf"(?:{_COLON}|[ \t\n]{{0,3}})"
_SPAN_OF_DAYS = r"(?! ?(?:至|到|前|后|以|之|起|[-~—－]))"
"""Behind a day these make it a bound: “出生日期：2019年9月1日至2020年8月31日” is a rule for all."""

# With the words of which a text must hold one, as looking for words is far faster.
_LABELLED: Sequence[tuple[PersonalKind, Sequence[str], re.Pattern[str]]] = (
    (
        PersonalKind.RESIDENT_ID,
        ("身份", "证件号"),
        re.compile(rf"(?:{_ID_LABEL}){_TO_VALUE}(?P<value>[0-9](?:[ -]?[0-9]){{13,16}}[ -]?[0-9X])(?![0-9])"),
    ),
    (
        PersonalKind.BIRTH_DATE,
        ("出生", "生日"),
        re.compile(rf"(?:(?:{_BIRTH_LABEL}){_TO_VALUE}|生日{_COLON})(?P<value>(?>{_DAY})){_SPAN_OF_DAYS}"),
    ),
    (
        PersonalKind.BANK_CARD,
        ("卡号", "账号", "帐号", "账户", "帐户", "一卡通", "工资卡", "社保卡"),
        re.compile(rf"(?:{_CARD_LABEL}){_TO_VALUE}(?P<value>[0-9](?:[ -]?[0-9]){{14,18}})(?![0-9])"),
    ),
    (
        PersonalKind.LANDLINE,
        ("电话", "手机", "联系方式"),
        re.compile(
            rf"(?:{_PHONE_LABEL}){_TO_VALUE}(?P<value>(?![48]00)[2-8][0-9]{{2,3}}[ -]?[0-9]{{4}})(?![0-9-])"
        ),
    ),
)
_NEXT_LABEL = r" ?[\u4e00-\u9fff]{2,8} ?:"
_LABELLED_ADDRESS = re.compile(
    rf"(?:{_ADDRESS_LABEL})(?:[ \t\n]{{0,3}}:[ \t\n]{{0,3}}|\t)"
    rf"(?P<value>(?:(?!{_NEXT_LABEL})[^\t\n{ROW_END}。;,]){{4,80}})"
)

_UNIT = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,5}|[A-Za-z][0-9]{0,4})"
_HOUSE = rf"{_UNIT}(?:号?楼|栋|幢|座|#楼?)"
_HOME = re.compile(
    rf"{_HOUSE}-?{_UNIT}(?:单元|门)-?{_UNIT}(?:室|户|房|号)?(?![0-9])|{_HOUSE}-?{_UNIT}(?:室|户|房)"
    rf"|{_UNIT}单元-?{_UNIT}(?:室|户)|村第?{_UNIT}(?:村民小)?(?:组|社|队)第?{_UNIT}号"
)
_MAYBE_HOME = re.compile(
    r"(?:[楼栋幢座#]|单元)[^\n]{1,14}(?:[室户房门]|单元)|村[^\n]{1,12}[组社队][^\n]{1,8}号"
)
_LINE_END = re.compile(f"[\n{ROW_END}]")
_BEFORE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()()·-]{0,40}\Z")
_MANY = 3
"""So many home addresses in one text are a list."""

_PLACE = re.compile(r"[省市区县镇乡街路巷弄里村组号楼幢栋室庄屯苑园]")
_PLACES = 3
_NUMBERED = re.compile(r"[0-9一二三四五六七八九十] ?(?:号|组|社|队|室|楼|栋|幢|座|单元|户|弄|巷)")
_HIDDEN = re.compile(r"\*{3}|〔已删去〕")

_COLUMNS: Sequence[tuple[PersonalKind, re.Pattern[str]]] = (
    (PersonalKind.RESIDENT_ID, re.compile(rf".*(?:{_ID_LABEL}).*")),
    (PersonalKind.BIRTH_DATE, re.compile(rf".*(?:{_BIRTH_LABEL}).*|出生")),
    (PersonalKind.HOME_ADDRESS, re.compile(rf"(?:学生|本人|儿童)?(?:{_ADDRESS_LABEL}).*")),
    (PersonalKind.BANK_CARD, re.compile(rf".*(?:{_CARD_LABEL}).*")),
    (PersonalKind.LANDLINE, re.compile(rf".*(?:{_PHONE_LABEL}).*")),
)
_PLAIN_ADDRESS = re.compile(r"(?:联系|通讯|通信)?(?:地址|住处)")
_OF_PEOPLE = re.compile(r"身份证|出生|性别|年龄|民族|监护人|家长")
_CELLS = {
    PersonalKind.RESIDENT_ID: re.compile(r"[0-9][0-9 -]{10,24}[0-9X]"),
    PersonalKind.BIRTH_DATE: re.compile(rf"{_DAY}|[0-9]{{2}}[-./年][0-9]{{1,2}}[-./月]?[0-9]{{0,2}}日?"),
    PersonalKind.HOME_ADDRESS: re.compile(r".*[\u4e00-\u9fff].*"),
    PersonalKind.BANK_CARD: re.compile(r"[0-9][0-9 -]{10,24}[0-9]"),
}
_LONGEST_HEAD = 16
HEAD_ROWS = 8

Rows = Sequence[Sequence[str]]


def labelled(text: str) -> Iterator[tuple[PersonalKind, Span]]:
    """Values behind their label, in running text, in forms, or in the cell beside it."""
    for kind, words, pattern in _LABELLED:
        for hit in pattern.finditer(text) if any(word in text for word in words) else ():
            yield kind, hit.span("value")
    for hit in _LABELLED_ADDRESS.finditer(text):
        if _is_address(hit["value"]) and not _HIDDEN.search(hit["value"]):
            yield PersonalKind.HOME_ADDRESS, hit.span("value")


def _is_address(value: str) -> bool:
    """Whether it names a place with a number, or several: beside a label another label may stand."""
    return bool(_NUMBERED.search(value)) or len(_PLACE.findall(value)) >= _PLACES


def home_addresses(text: str, hits: Sequence[Span]) -> Iterator[Span]:
    """Homes down to the door, where the text lists them.

    That is: in a cell, on a line that holds other personal data (`hits`), or when the text has several.
    """
    homes = list(_HOME.finditer(text)) if _MAYBE_HOME.search(text) else []
    for home in homes:
        start = max(text.rfind(sign, 0, home.start()) for sign in ("\n", ROW_END)) + 1
        line_end = _LINE_END.search(text, home.end())
        end = line_end.start() if line_end else len(text)
        if (
            len(homes) >= _MANY
            or text.find("\t", start, end) >= 0
            or any(start <= hit_start < end for hit_start, _ in hits)
        ):
            before = _BEFORE.search(text, max(start, home.start() - 40), home.start())
            yield (before.start() if before else home.start()), home.end()


def columns(rows: Rows) -> dict[int, tuple[PersonalKind, int]]:
    """Columns that hold personal data, by place: of what kind, and the row of their head."""
    found: dict[int, tuple[PersonalKind, int]] = {}
    for number, row in enumerate(rows[:HEAD_ROWS]):
        heads = [re.sub(r"\s", "", cell) for cell in row]
        people = any(_OF_PEOPLE.search(head) for head in heads if len(head) <= _LONGEST_HEAD)
        for place, head in enumerate(heads):
            if place in found or not head or len(head) > _LONGEST_HEAD:
                continue
            if kind := _kind_of(head, people=people):
                found[place] = kind, number
    return found


def _kind_of(head: str, *, people: bool) -> PersonalKind | None:
    if people and _PLAIN_ADDRESS.fullmatch(head):
        return PersonalKind.HOME_ADDRESS
    return next((kind for kind, pattern in _COLUMNS if pattern.fullmatch(head)), None)


def cell_spans(kind: PersonalKind, cell: str) -> Iterator[Span]:
    """What of a cell in a column of that kind is personal; `cell` is folded."""
    if _HIDDEN.search(cell):
        return
    if kind is PersonalKind.LANDLINE:
        yield from local_numbers(cell)
    elif (hit := _CELLS[kind].search(cell)) and _kind_of(re.sub(r"\s", "", cell), people=True) is None:
        yield hit.span()
