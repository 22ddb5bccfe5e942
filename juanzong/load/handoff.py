"""What a carrier can bear, and the record of what was handed over (移交)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from juanzong.load.fields import Day, Record, Text

Digest = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""


class Carrier(Record, title="载体限度"):
    """What every stick that a stranger's machine reads must keep to: FAT32, exFAT and Windows at once."""

    path_chars: int = Field(
        default=180, ge=40, description="根目录以下的路径最多几个字符（Windows 上限 260）"
    )
    name_chars: int = Field(default=80, ge=12, description="单个文件名最多几个字符")
    file_bytes: int = Field(
        default=4_294_967_295, ge=1, description="单个文件最多几字节（FAT32：4 GiB 减 1）"
    )
    folder_entries: int = Field(
        default=65_536, ge=16, description="一个文件夹最多几个目录项（FAT32；长文件名占多个）"
    )
    cluster_bytes: int = Field(default=32_768, ge=512, description="读不出簇大小时按几字节一簇计算占用")
    spare_bytes: int = Field(default=16_777_216, ge=0, description="写完以后至少留多少字节")


class Listing(StrEnum):
    """How the sheets of a dossier list it: 归档文件目录 (DA/T 22-2015) or 卷内文件目录 (GB/T 9705-2008)."""

    ITEMS = "items"
    VOLUME = "volume"


class PaperRules(Record, title="打印"):
    """How dossiers are printed."""

    address: Text | None = Field(
        default=None,
        description="网上版的网址；写了，二维码就指向它，不写则是编号",
        examples=["http://10.1.1.1/juanzong/"],
    )
    listing: Listing = Field(
        default=Listing.ITEMS, description="目录：items 归档文件目录，volume 卷内文件目录"
    )
    spine_mm: int = Field(default=30, ge=10, le=100, description="脊背宽（毫米）")


class HandoffRules(Record, title="移交"):
    """What leaves the house, on a stick and on paper."""

    carrier: Carrier = Field(default=Carrier(), description="载体的限度")
    paper: PaperRules = Field(default=PaperRules(), description="卷宗怎么打印")


class Packed(Record, title="一次移交"):
    """One finished hand-over; `digest` is the one that `verify` prints of the whole."""

    digest: Digest = Field(description="整袋摘要（SHA-256）", examples=["0" * 64])
    date: Day = Field(description="制作日期", examples=["2026-12-01"])
    commit: Text = Field(description="归档版本（git 提交号）", examples=["4b078b08c73b"])
    items: int = Field(ge=0, description="材料件数", examples=[57])
    files: int = Field(ge=0, description="文件个数", examples=[412])
    bytes: int = Field(ge=0, description="字节数", examples=[104857600])
    signed_by: Text | None = Field(default=None, description="签名密钥的指纹", examples=["SHA256:…"])
    volume: Text | None = Field(default=None, description="分盘时第几盘、共几盘", examples=["1/3"])


class Handoffs(Record, title="handoffs.yml：移交记录"):
    """`handoffs.yml`: everything that was handed over, so that a carrier can be held against it."""

    packed: tuple[Packed, ...] = Field(default=(), description="历次移交，新的在后")
