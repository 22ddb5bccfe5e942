"""What archive.yml says of personal data: one rule for each kind.

No national standard says how to mask (前6后4, 前3后4 and 前4后4 are all in use): hence a policy. Why the
defaults are what they are: docs/adr/0011-personal-data.md.
"""

from enum import StrEnum
from typing import Any

from pydantic import Field, model_validator

from juanzong.load.fields import Record, Text


class PersonalKind(StrEnum):
    """Kinds of personal data; each is a field of `Personal`."""

    RESIDENT_ID = "resident_id"
    MOBILE = "mobile"
    LANDLINE = "landline"
    BANK_CARD = "bank_card"
    EMAIL = "email"
    HOME_ADDRESS = "home_address"
    BIRTH_DATE = "birth_date"


class PersonalAction(StrEnum):
    """What happens to personal data of one kind."""

    DELETE = "delete"
    MASK = "mask"
    WITHHOLD = "withhold"
    """The whole item stays in the house."""
    ALLOW = "allow"


class PersonalRule(Record, title="一类个人信息怎么办"):
    """What happens to one kind; a mask keeps some characters at either end, never all of them."""

    action: PersonalAction = Field(
        description="delete 删去，mask 遮盖，withhold 整件不发布，allow 照发", examples=["mask"]
    )
    keep_first: int = Field(default=0, ge=0, le=6, description="遮盖时保留前几位")
    keep_last: int = Field(default=0, ge=0, le=4, description="遮盖时保留后几位")


class AtCommit(StrEnum):
    """What `check --staged` makes of personal data."""

    WARN = "warn"
    STOP = "stop"


_DEFAULTS: dict[str, PersonalRule] = {
    "resident_id": PersonalRule(action=PersonalAction.MASK, keep_last=4),
    "mobile": PersonalRule(action=PersonalAction.MASK, keep_first=3, keep_last=4),
    "landline": PersonalRule(action=PersonalAction.ALLOW),
    "bank_card": PersonalRule(action=PersonalAction.MASK, keep_last=4),
    "email": PersonalRule(action=PersonalAction.ALLOW),
    "home_address": PersonalRule(action=PersonalAction.DELETE),
    "birth_date": PersonalRule(action=PersonalAction.DELETE),
}


class Personal(Record, title="个人信息"):
    """One rule for each kind of personal data; what is left out of a rule is as in the default one."""

    resident_id: PersonalRule = Field(default=_DEFAULTS["resident_id"], description="身份证号")
    mobile: PersonalRule = Field(default=_DEFAULTS["mobile"], description="手机号")
    landline: PersonalRule = Field(default=_DEFAULTS["landline"], description="固定电话（热线除外）")
    bank_card: PersonalRule = Field(default=_DEFAULTS["bank_card"], description="银行卡号")
    email: PersonalRule = Field(default=_DEFAULTS["email"], description="电子邮箱")
    home_address: PersonalRule = Field(default=_DEFAULTS["home_address"], description="名单中的家庭住址")
    birth_date: PersonalRule = Field(default=_DEFAULTS["birth_date"], description="名单中的出生日期")
    minors: tuple[Text, ...] = Field(
        default=("学生", "学籍", "幼儿", "未成年", "儿童", "班级"),
        description="名单的标题、表头中有这些词的，各类个人信息全部删去",
    )
    at_commit: AtCommit = Field(
        default=AtCommit.WARN, description="提交前检查（check --staged）遇到个人信息：warn 提醒，stop 拦下"
    )

    @model_validator(mode="before")
    @classmethod
    def _over_the_default(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {
            key: {**_DEFAULTS[key].model_dump(mode="json"), **value}
            if key in _DEFAULTS and isinstance(value, dict)
            else value
            for key, value in data.items()
        }

    def rule(self, kind: PersonalKind) -> PersonalRule:
        """The rule for a kind."""
        rule: PersonalRule = getattr(self, kind.value)
        return rule


class PhotoReview(StrEnum):
    """Which photographs and videos a person has to look at."""

    EVERY = "every"
    MARKED = "marked"
    """Those of which something says that people or vehicles may be told on them."""
    NONE = "none"


class Unreviewed(StrEnum):
    """What happens to a picture that a person has to look at, until one has."""

    REMIND = "remind"
    WITHHOLD = "withhold"


class Photos(Record, title="照片、视频里的人脸和车牌"):
    """Faces and number plates in pictures: no program here sees them, so a person looks."""

    review: PhotoReview = Field(
        default=PhotoReview.EVERY,
        description="哪些要由人查看：every 全部，marked 只有读出车牌号、带有 words 中字样的，none 不要求",
    )
    unreviewed: Unreviewed = Field(
        default=Unreviewed.REMIND, description="查看以前：remind 提醒，withhold 不发布"
    )
    words: tuple[Text, ...] = Field(
        default=(
            *("学生", "小学", "中学", "幼儿", "儿童", "少年", "未成年"),
            *("机动车", "车辆", "违停", "停车", "车牌"),
        ),
        description="文件名、题名、说明中有这些字样的，重点查看",
    )
