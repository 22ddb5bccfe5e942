"""Sidecars: what a change does not concern stays byte for byte."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.load.archive import load_sidecar
from juanzong.load.models import Confirmation, Sidecar
from juanzong.sidecars import UneditableError, Value, created, edited, schema_beside
from tests.archives import make_archive

WRITTEN = """\
# 资料员手工写的
title: '甲: 乙'   # 题名核对过
unknown_to_nobody: 1

indicators:
- code: A-1   # 第一条
  page: 2
# 两条之间
- code: B-1
# 末尾之前
note: |
  一
  二

# 尾
"""


def test_a_new_sidecar_has_the_fields_in_the_order_of_the_model() -> None:
    made = created({"indicators": (Confirmation(code="A-1"),), "date": date(2026, 3, 5), "title": "甲"})
    assert made == "title: 甲\ndate: 2026-03-05\nindicators:\n- code: A-1\n"


def test_a_new_sidecar_names_its_schema_where_there_is_one(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {})
    assert schema_beside(root, "evidence/A-1/甲.txt") == ""
    (tmp_path / "docs" / "schema").mkdir(parents=True)
    (tmp_path / "docs" / "schema" / "sidecar.json").write_text("{}", encoding="utf-8")
    assert schema_beside(root, "evidence/A-1/甲.txt") == "../../../docs/schema/sidecar.json"
    assert created({"kind": "x"}, "s.json") == "# yaml-language-server: $schema=s.json\nkind: x\n"


def test_a_changed_value_keeps_everything_around_it() -> None:
    made = edited(WRITTEN, {"title": "丙"})
    assert made == WRITTEN.replace("'甲: 乙'", "丙")


def test_a_value_taken_out_leaves_no_trace_and_takes_nothing_along() -> None:
    assert edited(WRITTEN, {"note": None}) == WRITTEN.replace("note: |\n  一\n  二\n", "")


def test_a_new_field_stands_where_the_model_has_it() -> None:
    made = edited("title: 甲\nnote: 乙\n", {"date": date(2026, 1, 2)})
    assert made == "title: 甲\ndate: 2026-01-02\nnote: 乙\n"
    assert edited("# 头\nnote: 乙\n", {"title": "甲"}) == "# 头\ntitle: 甲\nnote: 乙\n"


def test_clauses_are_added_and_taken_out_one_by_one() -> None:
    kept = Confirmation(code="A-1", page=2)
    made = edited(WRITTEN, {"indicators": (kept, Confirmation(code="C-1", quote="共 #1: 是"))})
    assert "- code: A-1   # 第一条\n  page: 2\n" in made
    assert "- code: C-1\n  quote: '共 #1: 是'\n# 末尾之前\n" in made
    assert "B-1" not in made


def test_a_list_keeps_its_indentation() -> None:
    text = "indicators:\n  - code: A-1\n"
    made = edited(text, {"indicators": (Confirmation(code="A-1"), Confirmation(code="B-1"))})
    assert made == "indicators:\n  - code: A-1\n  - code: B-1\n"


def test_line_ends_stay_as_they_are() -> None:
    made = edited(WRITTEN.replace("\n", "\r\n"), {"title": "丙", "issuer": "丁"})
    assert made.count("\n") == made.count("\r\n") == WRITTEN.count("\n") + 1


@pytest.mark.parametrize(
    "text", ["", "# 只有一句话", "# 头\n\n", "title:", "title: \n", "title: ~\n", "---\n"]
)
def test_sidecars_that_say_nothing_can_say_something(text: str) -> None:
    assert edited(text, {"title": "甲"}).splitlines()[-1].rstrip() == "title: 甲"


@pytest.mark.parametrize(
    "text",
    ["{title: 甲}\n", "- 甲\n", "title: [\n", "甲\n", "? - a\n: b\n", "title: 甲\rnote: 乙\r", "a: &x 1\n"],
)
def test_what_cannot_be_changed_alone_is_refused_or_changed_rightly(text: str) -> None:
    try:
        made = edited(text, {"issuer": "丁"})
    except UneditableError:
        return
    assert "issuer: 丁" in made.splitlines()


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp")), min_size=1, max_size=30
).filter(lambda text: text == text.strip() and text)
FIELDS: dict[str, st.SearchStrategy[Value]] = {
    "title": TEXTS,
    "caption": TEXTS,
    "date": st.dates(date(1950, 1, 1), date(2050, 1, 1)),
    "indicators": st.lists(
        st.builds(
            Confirmation,
            code=st.sampled_from(["A-1", "B-1", "C-1"]),
            page=st.none() | st.integers(1, 99),
            quote=st.none() | TEXTS,
        ),
        max_size=3,
        unique_by=lambda one: one.code,
    ).map(tuple),
}
CHANGES = st.fixed_dictionaries({}, optional={name: value | st.none() for name, value in FIELDS.items()})


@given(CHANGES, CHANGES)
def test_what_was_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, Value], then: dict[str, Value]
) -> None:
    path = tmp_path_factory.getbasetemp() / "甲.txt.yml"
    text = edited(created(first), then)
    if not text:
        return
    path.write_bytes(text.encode())
    read, wrong = load_sidecar(path, path.name)
    assert wrong == ()
    said = {name: value for name, value in (first | then).items() if value not in (None, ())}
    assert read == Sidecar.model_validate({name: _given(value) for name, value in said.items()})


def _given(value: Value) -> object:
    return [one.model_dump(exclude_none=True) for one in value] if isinstance(value, tuple) else value
