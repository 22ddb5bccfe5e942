"""Reading YAML: what clerks type stays what they typed; what is wrong is named with its line."""

from pathlib import Path

import pytest
import yaml

from juanzong.load import yamlfile
from juanzong.load.yamlfile import MAX_DEPTH, Position, parse, read


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything holds with libyaml and without."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML without libyaml")
    monkeypatch.setattr(
        yamlfile, "PARSER", yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader
    )


MISTAKES = [
    # bytes, code, line
    pytest.param("title: 通知".encode("gb18030"), "JZ104", 1, id="gb18030"),
    pytest.param("a: 1\ntitle: 关于通知".encode("gbk"), "JZ104", 2, id="gbk-second-line"),
    pytest.param("title: 关于通知\n局: 市局".encode("gb18030"), "JZ104", 1, id="gb18030-longer"),
    pytest.param("title: 通知".encode("utf-16"), "JZ103", 1, id="utf-16"),
    pytest.param(b"a: 1\nb: \xff\xfe\xff", "JZ103", 2, id="no-encoding"),
    pytest.param(b"", "JZ106", 0, id="empty"),
    pytest.param(b"# only a comment\n\n", "JZ106", 0, id="comment-only"),
    pytest.param(b"---\n", "JZ106", 0, id="empty-document"),
    pytest.param(b"~", "JZ106", 0, id="null"),
    pytest.param(b"- a\n- b\n", "JZ107", 1, id="list"),
    pytest.param("# 说明\n\n关于印发方案的通知\n".encode(), "JZ107", 3, id="plain-text"),
    pytest.param("title：通知\n".encode(), "JZ112", 1, id="wide-colon-alone"),
    pytest.param("标题：通知\n".encode(), "JZ112", 1, id="wide-colon-chinese-name"),
    pytest.param("title：通知\nissuer: 局\n".encode(), "JZ112", 1, id="wide-colon-first"),
    pytest.param("title: a\n\nissuer：局\ndate: 2026-03-01\n".encode(), "JZ112", 3, id="wide-colon-middle"),
    pytest.param("title: a\nissuer：局\n".encode(), "JZ112", 2, id="wide-colon-last"),
    pytest.param("indicators:\n  - code：I-1\n    page: 3\n".encode(), "JZ112", 2, id="wide-colon-in-list"),
    pytest.param("title:通知\n".encode(), "JZ114", 1, id="no-space-alone"),
    pytest.param("title: a\nissuer:局\ndate: 2026-03-01\n".encode(), "JZ114", 2, id="no-space"),
    pytest.param(b"cleared:\n\tby: x\n", "JZ113", 2, id="tab"),
    pytest.param(b"title: a\n\tissuer: b\n", "JZ113", 2, id="tab-after-value"),
    pytest.param("title: [附件]名单\n".encode(), "JZ115", 1, id="bracket"),
    pytest.param('a: 1\ntitle: "关于"的通知\n'.encode(), "JZ115", 2, id="text-after-quote"),
    pytest.param("title: *重点\n".encode(), "JZ115", 1, id="star"),
    pytest.param(b"title: *a\n", "JZ115", 1, id="alias"),
    pytest.param(b"a: &x 1\n", "JZ115", 1, id="anchor"),
    pytest.param(b"a: 1\nb: !!python/object:os.system x\n", "JZ115", 2, id="tag"),
    pytest.param("title: !重要 x\n".encode(), "JZ115", 1, id="exclamation"),
    pytest.param(b"title: @x\n", "JZ115", 1, id="at"),
    pytest.param(b"title: %x\n", "JZ115", 1, id="percent"),
    pytest.param("title: >通知\n".encode(), "JZ115", 1, id="greater"),
    pytest.param("title: 关于: 通知\n".encode(), "JZ115", 1, id="second-colon"),
    pytest.param(b"? [a, b]\n: c\n", "JZ115", 1, id="list-as-key"),
    pytest.param(b'a: 1\ntitle: "abc\nissuer: b\n', "JZ116", 2, id="quote-left-open"),
    pytest.param(b"title: a\nissuer: b\ntitle: c\n", "JZ117", 3, id="twice"),
    pytest.param(b"a: 1\nb: x\x07y\n", "JZ118", 2, id="control-character"),
    pytest.param(
        b"title: a\n<<<<<<< HEAD\nnote: b\n=======\nnote: c\n>>>>>>> gongan\n", "JZ109", 2, id="unmerged"
    ),
    pytest.param(b"a: 1\n---\nb: 2\n", "JZ119", 2, id="two-documents"),
    pytest.param(b"title: a\n  issuer: b\n", "JZ111", 2, id="indented-too-far"),
    pytest.param(b"- " * 100_000, "JZ108", 1, id="deep-dashes"),
    pytest.param(b"a: " + b"[" * 100_000, "JZ108", 1, id="deep-brackets"),
    pytest.param(b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "JZ115", 1, id="alias-bomb"),
    pytest.param(b"a: &a [*a]\n", "JZ115", 1, id="alias-of-itself"),
]


@pytest.mark.parametrize(("raw", "code", "line"), MISTAKES)
def test_a_mistake_is_named_with_its_line(raw: bytes, code: str, line: int) -> None:
    _, findings = parse(raw, "a.yml")

    assert [(f.code, f.line, f.subject) for f in findings] == [(code, line, "a.yml")]


def test_all_double_keys_are_reported_and_the_rest_can_still_be_checked() -> None:
    document, findings = parse(b"a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n", "a.yml")

    assert [(f.line, f.field, dict(f.details)["first"]) for f in findings] == [
        (2, "a", "1"),
        (3, "b.c", "3"),
        (4, "a", "1"),
    ]
    assert document is not None


def test_an_impossible_escape_is_a_finding() -> None:
    for raw in (rb'a: "\ud800"', rb'a: "\U00110000"', rb'a: "\q"'):
        document, findings = parse(raw, "a.yml")

        assert document is None
        assert len(findings) == 1


def test_signs_beside_ascii_are_not_taken_for_gb18030() -> None:
    for text in ("a: Z109·Y", "a: café", "a: Ω ± × Привет"):
        assert parse(text.encode(), "a.yml")[1] == ()


def test_a_byte_order_mark_is_no_part_of_the_first_name() -> None:
    document, findings = parse("\ufefftitle: 通知".encode(), "a.yml")

    assert document
    assert document.data == {"title": "通知"}
    assert findings == ()


@pytest.mark.parametrize(
    "typed",
    ["no", "on", "Yes", "0123", "12:30", "1_000", "1.10", "2026", "2026-03-01", "0x1F", "1e3", ".5", "="],
)
def test_a_plain_scalar_stays_as_it_was_typed(typed: str) -> None:
    document, _ = parse(f"a: {typed}\n{typed}: b".encode(), "a.yml")

    assert document
    assert document.data == {"a": typed, typed: "b"}


def test_only_an_unquoted_null_is_none() -> None:
    document, _ = parse(b"a:\nb: ~\nc: null\nd: 'null'\ne: ''\nf: \"~\"\ng: nullx", "a.yml")

    assert document
    values = [None, None, None, "null", "", "~", "nullx"]
    assert document.data == dict(zip("abcdefg", values, strict=True))


def test_positions_are_those_of_keys_and_items() -> None:
    document, _ = parse(b"a: 1\nb:\n  - c: 2\n    d: 3\n  - e\nf:\n  g\n", "a.yml")

    assert document
    assert document.positions == {
        (): Position(1, 1),
        ("a",): Position(1, 1),
        ("b",): Position(2, 1),
        ("b", 0): Position(3, 5),
        ("b", 0, "c"): Position(3, 5),
        ("b", 0, "d"): Position(4, 5),
        ("b", 1): Position(5, 5),
        ("f",): Position(7, 3),
    }
    assert document.line(("b", 0, "missing", 7)) == 3
    assert document.line(("missing",)) == 1


def test_a_deep_but_sane_file_is_read() -> None:
    document, findings = parse(b"a: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1), "a.yml")

    assert document
    assert findings == ()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"a: " + b"x" * 2000)

    assert [f.code for f in read(path, "a.yml", max_bytes=1024)[1]] == ["JZ105"]
    assert read(path, "a.yml", max_bytes=2003)[1] == ()


def test_a_file_that_is_not_there_or_does_not_open(tmp_path: Path) -> None:
    assert [f.code for f in read(tmp_path / "a.yml", "a.yml")[1]] == ["JZ101"]
    assert [f.code for f in read(tmp_path, "a.yml")[1]] == ["JZ102"]
