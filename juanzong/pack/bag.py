"""The tag files of a bag, and the order in which they make it one (BagIt 1.0, RFC 8493)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from juanzong import __version__
from juanzong.model import Prepared
from juanzong.pack.deliver import Delivered, Source, Writing
from juanzong.pack.sign import Key
from tools import verify

if TYPE_CHECKING:
    from juanzong.pack.papers import Facts

AGENT = "juanzong"
DOOR = "打开卷宗.html"
NOTE = "说明文件.TXT"
CONTENTS = "文件目录.XML"
REGISTER = "其他/移交登记表.docx"
COVERAGE = "其他/材料覆盖情况.txt"
PRINTED = "其他/全部卷宗（打印稿）.pdf"
CHECKER = "其他/verify.py"
TAG_NAMES = frozenset(
    {
        DOOR, NOTE, CONTENTS, REGISTER, COVERAGE, PRINTED, CHECKER, verify.SM3_LIST, verify.INFO,
        verify.DECLARATION, verify.MANIFEST, verify.TAGS, verify.WHOLE, verify.SIGNATURE, verify.MARKER,
    }
)  # fmt: skip
"""Every name outside the payload that a bag of ours may have."""

_DOOR = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="refresh" content="0; url={href}">
<title>{title}</title>
</head>
<body>
<h1>{title}</h1>
{notes}<p>正在打开卷宗。没有自动打开的，请点 <a href="{href}">打开卷宗</a>。</p>
</body>
</html>
"""


@dataclass(frozen=True)
class Bag:
    """A bag but for its payload (hence no slots: its digest is made once)."""

    manifest: bytes
    info: bytes
    tags: Mapping[str, bytes]
    files: int
    size: int

    @cached_property
    def listed(self) -> dict[str, bytes]:
        """The files that the tag manifest lists."""
        return {
            **self.tags,
            verify.DECLARATION: verify.DECLARED,
            verify.INFO: self.info,
            verify.MANIFEST: self.manifest,
        }

    @cached_property
    def tagmanifest(self) -> bytes:
        """The tag manifest, which covers all but itself, its digest and its signature."""
        return verify.write_manifest({k: hashlib.sha256(v).hexdigest() for k, v in self.listed.items()})

    @property
    def digest(self) -> str:
        """The digest that stands for the whole."""
        return hashlib.sha256(self.tagmanifest).hexdigest()


def opening(prepared: Prepared, *, draft: bool) -> dict[str, Source]:
    """The file in the payload that opens the site."""
    return {f"{verify.PAYLOAD}/{DOOR}": Source.of(door(prepared, "index.html", draft=draft))}


def door(prepared: Prepared, href: str, *, draft: bool) -> bytes:
    """A page that leads on to `href`, by itself or by a link; it needs no scripts."""
    notes = ""
    if draft:
        notes += "<p><strong>试制件，未经签发。</strong></p>\n"
    if volume := prepared.volume:
        notes += f"<p>第 {volume.number} 盘，共 {volume.count} 盘。</p>\n"
    title = escape(prepared.publication.profile.title)
    return _DOOR.format(href=href, title=title, notes=notes).encode()


def manifest(delivered: Mapping[str, Delivered]) -> bytes:
    """The SHA-256 of every file of the payload."""
    return verify.write_manifest({path: one.sha256 for path, one in delivered.items()})


def sm3_list(delivered: Mapping[str, Delivered]) -> dict[str, bytes]:
    """The same in SM3 (DA/T 97-2023 names it); not as a BagIt manifest, whose readers do not know SM3."""
    return {verify.SM3_LIST: verify.write_manifest({path: one.sm3 for path, one in delivered.items()})}


def bag_info(facts: "Facts") -> bytes:
    """bag-info.txt: the reserved labels of RFC 8493 §2.2.2 that apply, and our own."""
    publication = facts.prepared.publication
    archive = publication.config.archive
    volume = facts.prepared.volume
    edition, version = publication.config.edition, publication.commit[:12]
    rows = {
        "Source-Organization": archive.fonds.name,
        "External-Description": f"{publication.profile.title} {archive.round.name}",
        "External-Identifier": f"{archive.fonds.code}-{edition.id}-{version}",
        "Bagging-Date": publication.today.isoformat(),
        "Bag-Group-Identifier": f"{archive.fonds.code}-{version}" if volume else "",
        "Bag-Count": f"{volume.number} of {volume.count}" if volume else "",
        "Payload-Oxum": f"{facts.bytes}.{facts.files}",
        "Bag-Software-Agent": f"{AGENT} {__version__}",
        "Juanzong-Edition": edition.title,
        "Juanzong-Commit": publication.commit,
        verify.SIGNER: facts.signer,
        "Juanzong-Draft": "true 试制件，未经签发" if facts.draft else "",
    }
    flat = {label: " ".join(value.split()) for label, value in rows.items()}
    return "".join(f"{label}: {value}\n" for label, value in flat.items() if value).encode()


def finish(bag: Bag, writing: Writing, key: Key | None) -> None:
    """Write the tag files; the declaration, without which there is no bag, comes last."""
    signature = {verify.SIGNATURE: key.sign(bag.tagmanifest)} if key else {}
    whole = verify.write_manifest({verify.TAGS: bag.digest})
    last = {verify.TAGS: bag.tagmanifest, verify.WHOLE: whole, **signature}
    before = {name: content for name, content in bag.listed.items() if name != verify.DECLARATION}
    for name, content in {**before, **last, verify.DECLARATION: verify.DECLARED}.items():
        writing.write(name, content)
