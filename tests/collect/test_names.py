import pytest

from juanzong.collect.names import faults, fold, is_litter


@pytest.mark.parametrize(
    "name",
    [
        "~$通知.docx",
        ".DS_Store",
        "Thumbs.db",
        "._照片.jpg",
        "desktop.ini",
        ".~lock.表.xlsx#",
        "a.tmp",
        "b.docx~",
    ],
)
def test_litter_is_known(name: str) -> None:
    assert is_litter(name)


@pytest.mark.parametrize("name", ["通知.docx", "临时.pdf", "~开头.pdf", "lock.xlsx", "tmp", "Thumbs.db.pdf"])
def test_evidence_is_no_litter(name: str) -> None:
    assert not is_litter(name)


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("evidence/A-1/通知.pdf", []),
        ("evidence/A-1/通：知#1 100%.pdf", []),
        ("evidence/A-1/what?.pdf", ["JZ220"]),
        ("evidence/A-1/a:b|c.pdf", ["JZ220"]),
        ("evidence/A-1/句点.", ["JZ221"]),
        ("evidence/A-1 /x.pdf", ["JZ221"]),
        ("evidence/A-1/CON.pdf", ["JZ222"]),
        ("evidence/A-1/com1", ["JZ222"]),
        ("evidence/A-1/" + "长" * 81, ["JZ223"]),
        ("evidence/A-1/cafe\u0301.pdf", ["JZ224"]),
        ("evidence/A-1/\udcff.pdf", ["JZ225"]),
        ("evidence/" + "很长的文件夹/" * 30 + "x", ["JZ226"]),
    ],
)
def test_what_windows_and_sticks_refuse_is_named(path: str, codes: list[str]) -> None:
    assert [f.code for f in faults(path)] == codes


def test_names_that_collide_fold_alike() -> None:
    assert fold("Ⅰ-1/Ａ.PDF") == fold("ⅰ-1/a.pdf")
    assert fold("甲.pdf") != fold("乙.pdf")
