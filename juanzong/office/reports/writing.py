"""What every report needs: names, words for states, rows of problems."""

from collections.abc import Iterable
from datetime import date

from juanzong.model import Publication, SlotState
from juanzong.model.ledger import Case, Rate, Standing
from juanzong.model.report import Cell, Chapter, Report, ReportKind, Table
from juanzong.names import Names
from juanzong.office.reports.figures import Period


class Desk:
    """Where reports are written: a publication, its names and its language."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.config = publication.config
        self.names = Names(publication.config.organisation)
        self.say = publication.lang.say
        self.today = publication.today
        self.period = Period.ending(publication.today, publication.config.archive.reports.days)

    def day(self, value: date | None) -> str:
        """A day in words."""
        if value is None:
            return ""
        return self.say(f"{value.year}年{value.month}月{value.day}日", value.isoformat())

    def percent(self, rate: Rate) -> str:
        """A rate in percent with two decimals."""
        return "—" if rate.percent is None else f"{rate.percent}%"

    def state(self, state: SlotState) -> str:
        """How far a dossier is."""
        return {
            SlotState.ABSENT: self.say("未提供", "absent"),
            SlotState.UPLOADED: self.say("已上传", "uploaded"),
            SlotState.USABLE: self.say("可用", "usable"),
        }[state]

    def standing(self, case: Case) -> str:
        """How far a problem is, with the days it is late."""
        word = {
            Standing.OVERDUE: self.say("超期未改", "overdue"),
            Standing.OPEN: self.say("正在整改", "open"),
            Standing.UNPROVEN: self.say("无证销号", "closed without proof"),
            Standing.RECHECK: self.say("待复查", "to re-check"),
            Standing.CLOSED: self.say("已销号", "closed"),
        }[case.standing]
        late = self.say(f"，超期 {case.days_over} 天", f", {case.days_over} days over")
        return word + (late if case.days_over else "")

    def cases(self, caption: str, cases: Iterable[Case]) -> Table:
        """A table of problems."""
        points = {point.id: point.name for point in self.config.points.points}
        rows: list[tuple[Cell, ...]] = [
            (
                position,
                case.problem.id,
                points.get(case.problem.point or "", self.names.district(case.district)),
                case.problem.text,
                self.names.unit(case.unit) or "—",
                self.names.person(case.problem.responsible) or "—",
                case.problem.deadline.isoformat() if case.problem.deadline else "",
                case.handovers,
                self.standing(case),
            )
            for position, case in enumerate(cases, 1)
        ]
        head = self.say(
            "序号 编号 点位 问题 责任单位 责任人 工作时限 交办次数 状态",
            "No. Id Point Problem Unit Responsible Deadline Handovers State",
        )
        return Table(caption, tuple(head.split(" ")), tuple(rows))

    def report(
        self,
        kind: ReportKind,
        title: str,
        chapters: Iterable[Chapter],
        *,
        part: str = "",
        wide: bool = False,
        spans: bool = True,
    ) -> Report:
        """A report with its chapters numbered; `part` is the group it is for, `spans` tells of a period."""
        period = self.say(
            f"{self.day(self.period.start)}—{self.day(self.period.end)}",
            f"{self.day(self.period.start)} to {self.day(self.period.end)}",
        )
        as_of = self.say(f"截至{self.day(self.today)}", f"as of {self.day(self.today)}")
        return Report(
            id=f"{kind.value}-{part}" if part else kind.value,
            kind=kind,
            title=title,
            period=period if spans else as_of,
            signed=self.config.archive.fonds.name,
            day=self.day(self.today),
            chapters=tuple(
                Chapter(self._numbered(number, c.heading), c.paragraphs, c.tables)
                for number, c in enumerate(chapters)
            ),
            wide=wide,
        )

    def _numbered(self, number: int, heading: str) -> str:
        return self.say(f"{_chinese(number + 1)}、{heading}", f"{number + 1}. {heading}")


def _chinese(number: int) -> str:
    """A number below a hundred in Chinese, as chapters are counted: 一, 十, 十一, 二十一."""
    digits = "一二三四五六七八九"
    tens, ones = divmod(number, 10)
    start = ("" if tens == 1 else digits[tens - 1]) + "十" if tens else ""
    return start + (digits[ones - 1] if ones else "")
