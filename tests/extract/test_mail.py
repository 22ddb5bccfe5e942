from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from juanzong.identify import identify
from juanzong.model import Block, BlockKind, Extraction, Reading
from tests.extract.making import codes, read


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "来信.eml"


def mail(body: str = "各单位：\n请报送材料。\n") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "创建办 <cjb@example.invalid>"
    made["To"] = "各区 <qu@example.invalid>"
    made["Date"] = "Thu, 05 Mar 2026 09:00:00 +0800"
    made["Subject"] = "关于报送创建材料的通知"
    made["Message-ID"] = "<1@example.invalid>"
    made.set_content(body)
    return made


def stored(path: Path, made: EmailMessage) -> Extraction:
    path.write_bytes(made.as_bytes())
    return read(path)


def test_headers_text_and_facts(path: Path) -> None:
    found = stored(path, mail())
    assert found.pages[0].blocks == (
        Block(BlockKind.HEADING, "关于报送创建材料的通知", 1),
        Block(
            BlockKind.TABLE,
            rows=(
                ("发件人", "创建办 <cjb@example.invalid>"),
                ("收件人", "各区 <qu@example.invalid>"),
                ("时间", "Thu, 05 Mar 2026 09:00:00 +0800"),
            ),
        ),
        Block(BlockKind.PARAGRAPH, "各单位："),
        Block(BlockKind.PARAGRAPH, "请报送材料。"),
    )
    assert (found.reading, found.facts.title, found.facts.created) == (
        Reading.READ,
        "关于报送创建材料的通知",
        date(2026, 3, 5),
    )
    assert identify(path).extension == "eml"


def test_attachments_are_named_and_not_read(path: Path) -> None:
    made = mail()
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="名单.pdf")
    inner = mail("里面的信")
    made.add_attachment(inner)
    found = stored(path, made)
    assert found.findings == (("JZ343", (("names", "名单.pdf、message/rfc822"),)),)
    assert "里面的信" not in found.text


def test_plain_text_goes_before_the_page_and_the_page_stands_in_for_it(path: Path) -> None:
    made = mail()
    made.add_alternative("<p>网页版<script>x</script>", subtype="html")
    assert "网页版" not in stored(path, made).text
    only = EmailMessage()
    only["Subject"] = "题"
    only.set_content("<p>网页版<script>x</script>", subtype="html")
    found = stored(path, only)
    assert found.text == "题\n网页版"
    assert codes(found) == ["JZ346"]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "x-unknown"])
def test_gbk_in_headers_and_text_whatever_it_is_said_to_be(path: Path, charset: str) -> None:
    path.write_bytes(
        "From: 张三 <a@b>\nSubject: 关于材料\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={charset}\n\n创建朱镕基文".encode("gb18030")
    )
    found = read(path)
    assert found.text == "关于材料\n发件人\t张三 <a@b>\n创建朱镕基文"


def test_encoded_words_that_do_not_decode_stay_as_they_are(path: Path) -> None:
    path.write_bytes(b"Subject: =?utf-8?b?a?=\nFrom: a\nDate: never\n\nx")
    found = read(path)
    assert found.facts.created is None
    assert found.text.endswith("x")


def test_an_empty_mail_is_unread(path: Path) -> None:
    path.write_bytes(b"X-A: b\n\n\n")
    assert (read(path).reading, codes(read(path))) == (Reading.UNREAD, ["JZ321"])
