"""The documents made from the code are current, and are what editors and readers need."""

import json
from pathlib import Path
from typing import Any

import pytest

from juanzong.findings import codes
from tools import make_docs

SCHEMAS = [f"docs/schema/{name}.json" for name in ("archive", "edition", "organisation", "sidecar")]


def test_documents_in_the_repository_are_current() -> None:
    assert make_docs.stale() == [], "run: python tools/make_docs.py"


def test_what_was_written_is_current_and_a_change_is_seen(tmp_path: Path) -> None:
    assert make_docs.stale(tmp_path) == list(make_docs.DOCUMENTS)

    make_docs.write(tmp_path)
    assert make_docs.stale(tmp_path) == []

    (tmp_path / "docs/findings.md").write_text("changed", encoding="utf-8")
    assert make_docs.stale(tmp_path) == ["docs/findings.md"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described_in_chinese(name: str) -> None:
    schema = json.loads(make_docs.DOCUMENTS[name]())

    for record in records(schema):
        assert any("\u4e00" <= c <= "\u9fff" for c in record["title"])
        assert record["additionalProperties"] is False
        for field, rule in record["properties"].items():
            assert any("\u4e00" <= c <= "\u9fff" for c in rule.get("description", "")), field


def records(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in (schema, *schema.get("$defs", {}).values()) if "properties" in part]


def test_editors_take_a_number_for_text_as_the_loader_does() -> None:
    schema = json.loads(make_docs.DOCUMENTS["docs/schema/sidecar.json"]())

    assert schema["properties"]["title"]["anyOf"][0]["type"] == ["string", "number"]
    assert schema["properties"]["date"]["anyOf"][0]["type"] == ["string", "integer"]


def test_the_findings_page_lists_every_code_and_says_that_it_is_generated() -> None:
    page = make_docs.DOCUMENTS["docs/findings.md"]()

    assert page.startswith("<!--")
    assert "make_docs.py" in page.split("-->")[0]
    for code in codes():
        assert page.count(f'id="{code}"') == 1


def test_table_cells_stay_in_their_cell() -> None:
    assert make_docs._cell("a|b `*c*` *d* <e>") == r"a\|b `*c*` \*d\* &lt;e>"
