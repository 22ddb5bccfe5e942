"""The release record: who collected, reviewed and released the archive, and what was waived (先审后发)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from juanzong.load.fields import Day, Record, Text

NEVER_WAIVED = ("JZ1", "JZ402")
"""Codes that nobody may waive, by their beginnings: broken configuration, and marks of state secrets."""

Commit = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9a-f]{7,64}$")]
"""The digest of a commit, or its first digits."""


class Handling(Record, title="经手"):
    """Who did it, by post, and when."""

    by: Text = Field(description="经手人（职务，会印在站点上）", examples=["档案资料组组长"])
    date: Day = Field(description="日期", examples=["2026-11-20"])


class Waiver(Record, title="豁免"):
    """A person answers for leaving a finding as it is; without name, reason and day it does not count."""

    code: Text = Field(description="问题代码", examples=["JZ602"])
    subject: Text = Field(
        description="问题所在的文件或指标，照 check 报告的写", examples=["evidence/I-1-1-1/方案.pdf"]
    )
    by: Text | None = Field(default=None, description="谁同意豁免（必填，否则不算）", examples=["创建办主任"])
    reason: Text | None = Field(
        default=None, description="理由（必填，否则不算）", examples=["沿用上年方案，本年未重新印发"]
    )
    date: Day | None = Field(default=None, description="日期（必填，否则不算）", examples=["2026-11-20"])

    @property
    def missing(self) -> tuple[str, ...]:
        """What it lacks to count."""
        given = {"by": self.by, "reason": self.reason, "date": self.date}
        return tuple(name for name, value in given.items() if value is None)

    @property
    def allowed(self) -> bool:
        """Whether findings of its code may be waived at all."""
        return not self.code.startswith(NEVER_WAIVED)


VOIDING = ("JZ161", "JZ162", "JZ167", "JZ168", "JZ169", "JZ227")
"""Findings that keep a release from counting: not reviewed, or not what was reviewed."""


class Release(Record, title="release.yml：发布记录"):
    """`release.yml`: who collected, who reviewed, who released, which commit, and what was waived."""

    collected: tuple[Handling, ...] = Field(default=(), description="收集整理")
    reviewed: tuple[Handling, ...] = Field(default=(), description="审核（先审后发）")
    released: Handling | None = Field(default=None, description="签发")
    commit: Commit | None = Field(
        default=None, description="审核的是哪一次提交（git 提交号）", examples=["4b078b08c73b"]
    )
    waivers: tuple[Waiver, ...] = Field(default=(), description="经同意不改的问题")
