"""Fingerprints of the pictures of earlier rounds: an old photograph must not pass for this year's work."""

from typing import Annotated

from pydantic import Field, StringConstraints

from juanzong.load.fields import Record, Text

FOLDER = "fingerprints"

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""128 bits in hexadecimal digits."""


class FormerPicture(Record, title="往届照片"):
    """A picture of an earlier round by its fingerprint; the picture itself need not be kept here."""

    name: Text = Field(description="当时的路径", examples=["evidence/I-1-1-1/广场.jpg"])
    look: Fingerprint = Field(description="指纹（32 位十六进制）", examples=["0f" * 16])
    light: int = Field(ge=0, le=100, description="亮处占画面的百分之几", examples=[35])


class FormerRound(Record, title="fingerprints/*.yml：往届照片指纹"):
    """`fingerprints/<inspection day>.yml`: the pictures that a round was released with."""

    round: Text = Field(description="哪一轮测评", examples=["2025年度测评"])
    pictures: tuple[FormerPicture, ...] = Field(default=(), description="照片")
