import pytest

from juanzong.extract.clean import cell, clean, printed
from juanzong.extract.legibility import measure
from juanzong.extract.notes import spans


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("⽂明⼯作⻓效", "文明工作长效"),
        ("甲\x00乙\u200b丙\ufeff", "甲乙丙"),
        ("一行  \r\n二行\t\r三行", "一行\n二行\n三行"),
        ("第一章　总　则", "第一章　总　则"),
        ("坏字节�", "坏字节�"),
        ("，：（）", "，：（）"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("税务 总局 办 公厅 文件", "税务总局办公厅文件"),
        (" 2019 年 8 月 ", "2019 年 8 月"),
        ("创建 Windows 系统", "创建 Windows 系统"),
        ("2014\xad2020", "2014-2020"),
        ("“ 文明 ” 。", "“文明”。"),
    ],
)
def test_printed(text: str, cleaned: str) -> None:
    assert printed(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("原料中成分含\n量（%）", "原料中成分含量（%）"), (" a\nb ", "a b"), ("甲 乙", "甲 乙")],
)
def test_cell(text: str, cleaned: str) -> None:
    assert cell(text) == cleaned


@pytest.mark.parametrize(
    ("text", "legible"),
    [
        ("关于开展全国文明城市创建工作的通知，2026年3月5日。" * 2, True),
        ("The quick brown fox jumps over the lazy dog.", True),
        ("\ue012\ue345" * 20, False),
        ("ÀÁÂÃÄÅ关于开展文明城市创建工作的通知现将有关事项", False),
        ("鞴靨鞦鞫鼯鼷齇齉齄龢龠龡龣龤龥齹齺齻齽齾齿", False),
        ("\ue012", True),
        ("SEÇİLİ DÖNEMDE YASAL SINIR OLAN TOPLAM, modèle, naïve, Äpfel", True),
        ("انواع الخطوط العربية انواع الخطوط العربية", True),
        ("Привет, мир! Добро пожаловать в наш город.", True),
        ("あのイーハトーヴォのすきとおった風、침하게 흐린 품이 눈이 올 듯하더니", True),
        ("⤶اِ㩈Ĵǎơǎķຊا࠘᧽䋔˄Ⱊاǎǔ䆀ឮᑽĴǎƶơǎƹŎķ㶜ຝ", False),
    ],
)
def test_legibility(text: str, *, legible: bool) -> None:
    assert measure(text).legible(0.85) is legible


@pytest.mark.parametrize(
    ("numbers", "text"), [([1], "1"), ([1, 2, 3, 7], "1–3、7"), ([1, 3, 4], "1、3–4"), ([], "")]
)
def test_spans(numbers: list[int], text: str) -> None:
    assert spans(numbers) == text
