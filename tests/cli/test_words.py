"""Help and wrong use are told in the language of the command, also where the words are click's own."""

import os
import re

import pytest

from juanzong.cli import main
from tools import make_locale

ASCII_WORDS = re.compile(r"\b[A-Za-z]{2,}\b")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--hlp"], "没有 --hlp 这个选项。"),
        (["build", "--today", "昨天"], "“昨天”不是日期"),
        (["check", "--format", "word"], "“word”不在可选之列"),
        (["serve", "--port", "99999"], "99999 超出范围"),
        (["build", "--site"], "选项 --site 后面须写内容。"),
        (["build", "多余"], "多出了参数（多余）"),
        (["check", "--archive", "没有"], "文件夹“没有”不存在。"),
        (["search"], "缺少参数"),
    ],
)
def test_wrong_use_is_told_in_chinese(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main([*arguments, "--lang", "zh"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert "错误：" in err
    assert not {"Error", "Usage", "Try", "for", "is", "not"} & set(ASCII_WORDS.findall(err))


def test_wrong_use_is_told_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--hlp", "--lang", "en"]) == 2
    assert "Error: No such option" in capsys.readouterr().err


def test_help_is_chinese_to_the_last_heading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert {"用法：", "选项:", "命令:"} <= set(out.split())
    assert "显示这份说明" in out
    assert "Show this" not in out


def test_the_language_of_what_is_started_later_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    main(["--help", "--lang", "zh"])
    assert os.environ["LANGUAGE"] == "fr"


def test_the_compiled_translations_are_current() -> None:
    assert make_locale.main(["--check"]) == 0
    assert make_locale.LOCALE.joinpath("zh/LC_MESSAGES/messages.mo").exists()
