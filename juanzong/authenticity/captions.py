"""图片说明: its six elements 时间、地点、人物、主题、背景、事由, by labels or by words that stand for them.

In doubt an element is taken to be there; a caption that lacks one for sure says nothing of it at all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from juanzong.findings import Finding, finding
from juanzong.model import Config, Evidence, Link, Reading

_ELEMENTS: Mapping[str, re.Pattern[str]] = {
    "时间": re.compile(
        r"时间|(?:19|20)\d{2}[年.\-/]|\d{1,2}月|[一二三四五六七八九十]月|[早晚上下中午夜]间|清晨|早上|上午|中午|下午|傍晚"
        r"|晚上|夜晚|[早晚]高峰|(?:当|每|次|昨|今)[日天]|周[一二三四五六日末]|星期|节日|假期|期间|暑期|寒假|学期"
    ),
    "地点": re.compile(
        r"地点|[路街巷弄区县市镇乡村屯湖河江海山桥岸港站场馆园校院所厅室楼门口店堂亭塔坝渠库]|社区|中心|码头|现场|单位|线上|网站|平台"
    ),
    "人物": re.compile(
        r"人物|人员|[员者们]|主任|书记|干部|领导|代表|群众|少年|同志|家庭|队伍|小组|团队|队|嘉宾|专家|先生|女士|医护|护士"
        r"|[职员义社]工|环卫工|[学师医新]生|[老教律]师|[市居村农网牧渔]民|[民交辅特武]警|[游旅顾乘房]客|[商住农业]户|经营户"
        r"|[行老路工众]人|负责人|主持人|年轻人|[市区县镇乡村局站校院队组馆园巷所]长|[网朋]友|儿童|孩子|\d+余?[名位人]"
    ),
    "主题": re.compile(
        r"主题|[“”《》「」\"]|活动|行动|宣传|宣讲|演练|比赛|培训|会议|讲座|文明|创建|工程|治理|整治|服务|展|节|日$"
    ),
    "背景": re.compile(
        r"背景|为(?:了|贯彻|落实|深入|进一步|推进|推动|加强|做好|迎接|庆祝|提升|巩固|营造|弘扬|倡导)|根据|按照|依托|结合|围绕|响应"
        r"|迎接|庆祝|纪念|之际|以来|启动|部署|要求|期间|契机|正值|(?:安全|宣传|服务|阅读)[月周日]|[^\s，。]{1,8}节|日当天"
    ),
    "事由": re.compile(
        r"事由|内容|开展|举行|举办|召开|组织|进行|参加|参与|检查|督查|慰问|走访|调研|宣讲|宣传|讲解|演示|清理|清扫|劝导|引导|帮助|协助"
        r"|服务|学习|观看|发放|领取|签[到名约订]|展示|展出|建成|开放|改造|整治|巡[查逻]|排[队查]|表演|表彰|颁发|培训|演练|比赛|植树|献血|办理"
        r"|维护|维修|安装|施工|悬挂|张贴|设置|设立|摆放|阅读|锻炼|休[息闲]|公示|启用|投[放用]|有序|整洁|正在|[了着]"
    ),
}  # fmt: skip


def caption_gaps(config: Config, evidence: Sequence[Evidence], links: Sequence[Link]) -> Iterator[Finding]:
    """Pictures in dossiers without a caption, or with one that lacks an element."""
    kinds = config.archive.thresholds.authenticity.captioned_kinds
    used = {link.evidence_id for link in links}
    for one in evidence:
        kind = one.description.kind
        opens = one.extraction.reading is not Reading.BROKEN
        if not opens or one.id not in used or kind is None or kind.value not in kinds:
            continue
        caption = one.description.caption.strip()
        if not caption:
            yield finding("JZ466", one.item.path)
        elif missing := lacking(
            caption, (config.archive.city, *(d.name for d in config.organisation.districts))
        ):
            yield finding("JZ465", one.item.path, missing="、".join(missing))


def lacking(caption: str, places: Sequence[str] = ()) -> tuple[str, ...]:
    """The elements of which a caption says nothing; `places` are names of places besides the usual ones."""
    return tuple(
        name
        for name, pattern in _ELEMENTS.items()
        if not pattern.search(caption) and not (name == "地点" and any(place in caption for place in places))
    )
