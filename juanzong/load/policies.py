"""What archive.yml says of what may leave the house, and what may enter it."""

from enum import StrEnum

from pydantic import Field

from juanzong.load.fields import Record, Text
from juanzong.load.privacy import Personal, Photos
from juanzong.load.storage import Storage


class Unread(StrEnum):
    """What happens to an item of which no text could be read."""

    WITHHOLD = "withhold"
    PUBLISH = "publish"


class Policies(Record, title="发布规定"):
    """What may leave the house."""

    unread_documents: Unread = Field(default=Unread.WITHHOLD, description="没有读出文字的扫描件、文档")
    unread_pictures: Unread = Field(default=Unread.PUBLISH, description="照片、图像、视频")
    secrecy_marks: tuple[Text, ...] = Field(default=("绝密", "机密", "秘密"), description="国家秘密标志用语")
    internal_marks: tuple[Text, ...] = Field(
        default=(
            *("内部资料", "内部文件", "内部材料", "内部使用", "仅供内部使用", "仅供内部参考", "工作秘密"),
            *("内部参考", "内部掌握", "内部明电", "内部传真电报", "核心商密", "普通商密", "商密"),
            *("注意保存", "注意保密", "妥善保管", "不得外传", "请勿外传", "严禁外传", "请勿翻印", "不得公开"),
            *("不予公开", "此件不公开", "此件不公开发布", "此件不予公开", "此件依申请公开"),
            *("免费交流", "供领导参阅", "仅供领导参阅", "会后收回", "会后请收回", "阅后收回"),
        ),
        description="内部资料标志用语",
    )
    restricted_numbers: tuple[Text, ...] = Field(
        default=(),
        description="未公开的上级文件的文号前缀；载有此类文号的材料不发布",
        examples=[["某办发电", "某厅字"]],
    )
    personal: Personal = Field(default=Personal(), description="各类个人信息怎么办")
    storage: Storage = Field(default=Storage(), description="大文件怎么存放")
    photos: Photos = Field(default=Photos(), description="照片、视频里的人脸和车牌怎么办")
