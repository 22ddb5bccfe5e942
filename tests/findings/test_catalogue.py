"""The catalogue of findings: complete in both languages, and in its stage's hundred."""

import re
import string
from pathlib import Path
from typing import Any

import pytest
import yaml

import juanzong
from juanzong.findings import Code, Finding, Severity, codes, finding, order
from juanzong.lang import Lang

PACKAGE = Path(juanzong.__file__).parent
HUNDREDS = {
    "load": "1",
    "release": "1",
    "collect": "2",
    "extract": "3",
    "screen": "4",
    "authenticity": "4",
    "classify": "5",
    "compile": "6",
    "office": "6",
    "ledger": "6",
    "index": "7",
    "publish": "7",
    "pack": "9",
    "desk": "8",
}
HAN = re.compile("[\u4e00-\u9fff]")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def made_of(code: Code) -> Finding:
    """A finding of this code whose details are their own names."""
    texts = (*code.message.values(), *code.fix.values())
    details: dict[str, Any] = {name: f"<{name}>" for text in texts for name in placeholders(text)}
    return finding(code.code, "a.yml", **details)


@pytest.fixture(params=sorted(codes()), scope="module")
def code(request: pytest.FixtureRequest) -> Code:
    return codes()[request.param]


def test_texts_are_written_in_their_language(code: Code) -> None:
    for texts in (code.message, code.fix):
        assert HAN.search(texts[Lang.ZH])
        assert re.search("[a-z]{2}", texts[Lang.EN])
        assert texts[Lang.ZH] == texts[Lang.ZH].strip()
        assert texts[Lang.EN] == texts[Lang.EN].strip()


def test_both_languages_say_the_same_details(code: Code) -> None:
    said = {
        lang: {name.removesuffix("_en") for name in placeholders(code.message[lang] + code.fix[lang])}
        for lang in Lang
    }

    assert said[Lang.ZH] == said[Lang.EN]


def test_a_finding_can_be_made_of_every_code(code: Code) -> None:
    made = made_of(code)

    for name in placeholders(code.message[Lang.ZH]):
        assert f"<{name}>" in made.message()
    assert made.severity is code.severity


@pytest.mark.parametrize("path", sorted((PACKAGE / "findings").glob("*.yml")), ids=lambda p: p.stem)
def test_a_file_holds_the_codes_of_its_stage(path: Path) -> None:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert rows
    assert all(re.fullmatch(rf"JZ{HUNDREDS[path.stem]}\d\d", name) for name in rows)


def test_a_missing_detail_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        finding("JZ117", "a.yml")
    with pytest.raises(KeyError):
        finding("JZ000", "a.yml")


def test_details_are_not_read_as_placeholders() -> None:
    made = finding("JZ112", "a.yml", name="{oops} {0}")

    assert "{oops} {0}" in made.message()


def test_only_errors_block() -> None:
    by_severity = {code.severity: code for code in codes().values()}

    assert set(by_severity) == set(Severity)
    assert [s for s in Severity if made_of(by_severity[s]).blocks] == [Severity.ERROR]


def test_order_is_by_subject_and_each_once() -> None:
    one, two = finding("JZ106", "a.yml"), finding("JZ102", "b.yml")

    assert order([two, one, two]) == (one, two)
