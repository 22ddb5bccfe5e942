"""Words by which the parts of a document are known: 文种, names of organs, lines that say nothing."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from juanzong.model import Config

STATUTORY_TYPES = (
    "决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示",
    "批复", "议案", "函", "纪要",
)  # fmt: skip
"""文种 of 党政机关公文处理工作条例 (中办发〔2012〕14号) §8; 令 is the short form of 命令."""

COMMON_TYPES = (
    "法", "条例", "规定", "办法", "细则", "规则", "规程", "章程", "制度", "守则", "公约", "标准",
    "规范", "指南", "手册", "方案", "规划", "计划", "预案", "要点", "安排", "总结", "情况说明", "说明",
    "汇报", "简报", "信息", "讲话", "致辞", "发言", "倡议书", "承诺书", "责任书", "协议", "合同",
    "证明", "会议纪要", "会议记录", "记录", "签到表", "统计表", "汇总表", "登记表", "一览表", "表",
    "名单", "清单", "目录", "台账", "花名册",
)  # fmt: skip
"""What else the titles of office documents end with; the longest that fits is taken."""

_ORGAN = re.compile(r"[\u3400-\u9fffA-Za-z0-9（）()·]{3,40}")
_ORGAN_END = re.compile(
    r"(?:局|委|委员会|办|办公室|办公厅|厅|部|政府|中心|院|会|公司|学校|大学|学院|中学|小学|幼儿园|组|队|社区|街道|"
    r"办事处|镇|乡|村|站|所|处|馆|室|团|联|集团|支部|党组|科|银行|园|总局|署|区)(?:[（(][\u3400-\u9fff]{1,12}[）)])?$"
)
_NOT_ORGAN = re.compile(
    r"^(?:第|关于|附|抄送|主送|本|各|其他|有关|由|在|对|为|和|与|及|并|要|向|经)|工作$|建设$|机会$|社会$|全部$"
)
_SUFFIX = re.compile(r"[（(][^（）()]{1,20}[）)]$")
_NOISE_CHARACTERS = 60
_MARKS = r"[\W_]*"
_NOISE = re.compile(
    rf"{_MARKS}(?:第?\s*\d{{1,4}}\s*页?(?:\s*[/共，,]*\s*\d{{1,4}}\s*页?)?)?{_MARKS}"
    r"|[（(]?第[ \d０-９〇零一二三四五六七八九十]{1,6}期[）)]?"
    r"|\d{6}|(?:绝密|机密|秘密|内部).{0,12}|特提|特急|加急|平急|紧急|签发人.*|附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that are data, and the first day that is taken for one."""

    types: tuple[str, ...]
    organs: frozenset[str]
    earliest: date

    def type_of(self, title: str) -> str:
        """The 文种 with which a title ends, bracketed additions aside; empty where there is none."""
        bare = title.strip()
        while (shorter := _SUFFIX.sub("", bare).strip()) != bare:
            bare = shorter
        bare = bare.rstrip("》”")
        return max((t for t in self.types if bare.endswith(t) and bare != t), key=len, default="")

    def is_organ(self, text: str) -> bool:
        """Whether a text is the name of an organ: a known one, or one that looks like it."""
        bare = text.strip()
        if bare in self.organs:
            return True
        return bool(_ORGAN.fullmatch(bare) and _ORGAN_END.search(bare) and not _NOT_ORGAN.search(bare))


def vocabulary(config: Config) -> Vocabulary:
    """The words of one archive: 文种 of its edition's kinds, and its units by all their names."""
    units = config.organisation.units
    return _vocabulary(
        tuple(name for kind in config.edition.kinds for name in kind.document_types),
        tuple(name for u in units for name in (u.name, u.short, *u.aliases) if name),
        config.archive.thresholds.date_earliest,
    )


@lru_cache(maxsize=4)
def _vocabulary(types: tuple[str, ...], organs: tuple[str, ...], earliest: date) -> Vocabulary:
    known = dict.fromkeys((*types, *STATUTORY_TYPES, *COMMON_TYPES))
    return Vocabulary(tuple(known), frozenset(organs), earliest)


def is_noise(line: str) -> bool:
    """Whether a line says nothing of the document: page and copy numbers, rules, marks, urgency, 签发人."""
    stripped = line.strip()
    return len(stripped) <= _NOISE_CHARACTERS and bool(_NOISE.fullmatch(stripped))
