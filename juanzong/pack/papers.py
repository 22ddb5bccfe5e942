"""What lies beside the payload for people (档发〔2012〕7号 附件2): notes, contents, register, coverage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from juanzong.model import FilledSlot, Prepared
from juanzong.pack import docx
from juanzong.pack.bag import CHECKER, CONTENTS, COVERAGE, DOOR, NOTE, REGISTER, door
from juanzong.pack.carrier import GB
from juanzong.publish.catalogue import Catalogue, EvidenceRow, catalogue
from juanzong.publish.workbook import date_cell
from juanzong.site.view import View
from juanzong.site.views.dossier import required
from tools import verify

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the papers state: of the payload its files, bytes and the digest of its manifest."""

    prepared: Prepared
    files: int
    bytes: int
    manifest: str
    draft: bool
    signer: str

    @property
    def gigabytes(self) -> str:
        """To three decimals, as registers have it."""
        return f"{self.bytes / GB:.3f}"

    @property
    def disc(self) -> str:
        """Which carrier of several this is; empty if it is the only one."""
        volume = self.prepared.volume
        return f"第 {volume.number} 盘，共 {volume.count} 盘" if volume else ""


def tag_files(facts: Facts) -> dict[str, bytes]:
    """All of them by path, the program that checks the carrier among them."""
    made = catalogue(facts.prepared)
    return {
        DOOR: door(facts.prepared, f"{verify.PAYLOAD}/index.html", draft=facts.draft),
        NOTE: _text(_note(facts, made)),
        CONTENTS: _contents(facts, made),
        REGISTER: _register(facts, made),
        COVERAGE: _text(_coverage(facts)),
        CHECKER: Path(verify.__file__).read_bytes(),
    }


def _text(lines: Iterator[str]) -> bytes:
    """Text as the oldest Notepad reads it: UTF-8 with its mark, lines ended as on Windows."""
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _note(facts: Facts, made: Catalogue) -> Iterator[str]:
    publication = facts.prepared.publication
    archive = publication.config.archive
    yield publication.profile.title
    yield ""
    if facts.draft:
        yield "【试制件，未经签发，不作为移交依据】"
        yield ""
    yield f"形成单位：{archive.fonds.name}（全宗号 {archive.fonds.code}）"
    yield f"测评轮次：{archive.round.name}，迎检日期 {archive.round.inspection}"
    yield f"测评体系：{publication.config.edition.title}"
    yield f"制作日期：{publication.today}"
    yield f"归档版本：{publication.commit or '（不在 git 中）'}"
    if facts.disc:
        yield f"载体：{facts.disc}。每一盘都有全部目录、文字和检索；原件按卷宗分在各盘，材料页写明在第几盘。"
    yield (
        f"内容：{made.counts.indicators} 卷，{made.counts.evidence} 件；"
        f"{facts.files} 个文件，{facts.bytes:,} 字节（{facts.gigabytes} GB）"
    )
    yield ""
    yield "一、怎么看"
    yield f"双击“{DOOR}”。不需要联网，不需要安装；用电脑自带的浏览器即可（Chromium 83 以上内核）。"
    yield "不要用邮件或聊天软件转发其中的单个网页，那样链接会断。"
    yield ""
    yield "二、有什么"
    yield "data                 电子档案：可检索的卷宗网站，data\\files 中是原件"
    yield f"{CONTENTS}         全部材料的目录（机读）"
    yield "其他                 移交登记表、材料覆盖情况、SM3 摘要清单、核验程序"
    yield "bagit.txt 等         BagIt 1.0（RFC 8493）打包格式的清单，核验用，请勿改动"
    yield ""
    yield "三、怎么核验"
    yield "在网站的“如何核验”页点“逐件核对”，选中本载体，浏览器就会逐个文件计算摘要并给出结论；"
    yield f"装有 Python 3.8 以上的电脑也可以运行：python {CHECKER.replace('/', chr(92))}"
    yield f"清单 {verify.MANIFEST} 的 SHA-256：{facts.manifest}"
    if facts.signer:
        yield f"已签名（SSH，命名空间 {verify.NAMESPACE}），签名密钥指纹：{facts.signer}"
    else:
        yield f"没有签名。核对“{verify.WHOLE}”中的整袋摘要与形成单位留存的是否一致，即可知道是否原样。"
    yield ""
    yield "四、文件格式"
    kinds = sorted({row.file.rpartition(".")[2] for row in made.evidence if row.file})
    yield f"网页（HTML）和原件的原有格式：{'、'.join(kinds)}。没有加密。"


def _contents(facts: Facts, made: Catalogue) -> bytes:
    """The catalogue as XML, a row for each item with its digest."""
    publication = facts.prepared.publication
    root = ET.Element(
        "文件目录", {"全宗号": publication.config.archive.fonds.code, "件数": str(len(made.evidence))}
    )
    if facts.draft:
        root.set("试制件", "未经签发")
    displays = {row.code: f"{row.display} {row.title}" for row in made.indicators}
    for position, row in enumerate(made.evidence, 1):
        item = ET.SubElement(root, "文件", {"序号": str(position), "编号": row.id})
        cells = {
            "档号": row.archive_number,
            "题名": row.title,
            "文号": row.doc_number,
            "责任者": row.issuer,
            "日期": date_cell(publication.evidence[row.id]),
            "页数": str(row.pages or ""),
            "卷宗": "；".join(
                dict.fromkeys(displays[link.indicator] for link in row.links if link.indicator in displays)
            ),
            "位置": f"{verify.PAYLOAD}/{row.file}" if row.file else "",
            "盘号": _volume_of(facts.prepared, row),
            "字节数": str((row.published or row).bytes),
            "SHA-256": (row.published or row).sha256,
        }
        for name, value in cells.items():
            if value:
                ET.SubElement(item, name).text = _UNFIT.sub("", value)
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _volume_of(prepared: Prepared, row: EvidenceRow) -> str:
    volume = prepared.volume
    return "" if volume is None else str(volume.elsewhere.get(row.id, volume.number))


def _register(facts: Facts, made: Catalogue) -> bytes:
    """移交登记表, to be printed and signed by both sides."""
    publication = facts.prepared.publication
    archive = publication.config.archive
    rows = [
        ("形成单位", archive.fonds.name),
        ("内容", f"{publication.profile.title}（{archive.round.name}，{publication.config.edition.title}）"),
        ("归档版本", publication.commit or "（不在 git 中）"),
        ("卷数 / 件数", f"{made.counts.indicators} 卷 / {made.counts.evidence} 件"),
        ("文件数", f"{facts.files} 个"),
        ("数据量", f"{facts.gigabytes} GB（{facts.bytes:,} 字节；1 GB 按 1,073,741,824 字节计）"),
        ("载体", facts.disc or "1 盘"),
        (f"{verify.MANIFEST} 的 SHA-256", facts.manifest),
        ("签名密钥", facts.signer or "未签名"),
        ("制作日期", publication.today.isoformat()),
    ]
    checks = [
        ("检验项目", "移交单位", "接收单位"),
        *((name, "", "") for name in ("准确性（内容与目录一致）", "完整性（件数、文件数、数据量）")),
        *(
            (name, "", "")
            for name in ("可用性（能打开、能检索）", "安全性（无病毒、无无关文件）", "载体外观")
        ),
        ("经办人（签名）、日期", "", ""),
        ("单位（盖章）", "", ""),
    ]
    title = "电子档案移交与接收登记表" + ("（试制件，未经签发）" if facts.draft else "")
    return docx.document(
        [docx.heading(title), docx.table(rows, (1, 3)), docx.paragraph(""), docx.table(checks, (2, 2, 2))]
    )


def _coverage(facts: Facts) -> Iterator[str]:
    """What should be there, what is; of what is not, only the general rule, nothing of any one item."""
    publication = facts.prepared.publication
    view = View(facts.prepared, publication.lang)
    slots = [slot for dossier in publication.dossiers for slot in dossier.slots]
    given = sum(map(_given, slots))
    yield "材料覆盖情况"
    yield ""
    if facts.draft:
        yield "【试制件，未经签发】"
    yield f"测评体系共 {len(publication.dossiers)} 条测评标准，要求材料 {len(slots)} 项，已提供 {given} 项。"
    yield ""
    yield "不随本载体移交的（按一般规定，不指任何一件具体材料）："
    yield "一、标有国家秘密标志的，任何情况下不进入本载体；"
    yield "二、标明“内部资料”等不宜外发的；"
    yield "三、读不出内容、又没有经人工审阅放行的扫描件；"
    yield "四、含有个人信息的原件：只提供脱敏后的文字，原件以纸质备查。"
    yield ""
    yield "逐条情况（应有 / 已提供）："
    for dossier in publication.dossiers:
        indicator = dossier.clause.indicator
        yield ""
        count = len([entry for entry in dossier.entries if entry.link.is_fact])
        yield f"{indicator.display} {indicator.title}（{dossier.code}）：共 {count} 件"
        for slot in dossier.slots:
            yield f"    {slot.slot.kind}：{required(view, slot.slot)} / {len(slot.evidence)} 件"


def _given(filled: FilledSlot) -> bool:
    return len(filled.evidence) >= max(filled.slot.min, 1)
