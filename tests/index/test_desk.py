import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from juanzong.index import Document, desk
from juanzong.index.query import FIELDS, holds, parse
from juanzong.text import search_text
from tests.index.corpus import document, documents, runs
from tests.index.test_static import scan

FOUND = documents()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("desk") / "index"
    assert desk.update(FOUND, made) == desk.Update(len(FOUND), 0, 0, rebuilt=True)
    return made


def ids(results: desk.Results) -> set[str]:
    return {hit.document.id for hit in results.hits}


def test_the_desk_finds_what_a_plain_scan_finds(folder: Path) -> None:
    for query in runs(FOUND, 120):
        results = desk.search(folder, query, len(FOUND), plain=True)
        assert ids(results) == scan(FOUND, query), repr(query)
        assert results.total == len(results.hits)


@pytest.mark.parametrize(
    "query",
    [
        "交通秩序 issuer:公安局 date:[20230101 TO 20231231]",
        "kind:统计表格 group:交通",
        "clause:I-2 -文明",
        "(公安 OR 教育) NOT 志愿",
        "城市*工程",
        "第?章",
        "NOT 交通",
        "district:青山区 OR format:pdf",
        "year:2024",
        "text:总则",
        "12,345",
        '"new york"',
        "date:[20250101 TO 20240101]",
    ],
)
def test_the_language_finds_what_it_says(folder: Path, query: str) -> None:
    node = parse(query)
    assert node
    wanted = {one.id for one in FOUND if holds(node, one, dict(zip(FIELDS, one.fields, strict=True)))}
    assert ids(desk.search(folder, query, len(FOUND))) == wanted


def test_a_hit_names_the_page_and_marks_the_words(folder: Path) -> None:
    for hit in desk.search(folder, "志愿服务", len(FOUND)).hits:
        assert hit.page in (1, 2)
        assert {search_text(hit.snippet[start:end]) for start, end in hit.marks} == {"志愿服务"}


def test_title_and_number_come_first_and_facets_are_counted(folder: Path) -> None:
    results = desk.search(folder, "交通秩序", len(FOUND))
    named = ["交通秩序" in hit.document.title for hit in results.hits]
    assert named == sorted(named, reverse=True)
    assert any(named)
    assert sum(count for *_, count in results.facets["group"]) == results.total
    assert len(desk.search(folder, "交通秩序", 3).hits) == 3


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    where = tmp_path / "index"
    desk.update(FOUND[:50], where)
    assert desk.update(FOUND[:50], where) == desk.Update(0, 0, 50, rebuilt=False)
    changed = replace(FOUND[3], title="改过的题名")
    now = (*FOUND[:3], changed, *FOUND[4:45], document(500))
    assert desk.update(now, where) == desk.Update(2, 6, 44, rebuilt=False)
    for query in ("改过的题名", "文明", FOUND[46].number):
        assert ids(desk.search(where, query, 99, plain=True)) == scan(now, query)


@pytest.mark.parametrize("harm", ["cut", "foreign", "removed", "version"])
def test_a_harmed_index_is_noticed_and_built_anew(tmp_path: Path, harm: str) -> None:
    where = tmp_path / "index"
    desk.update(FOUND[:20], where)
    (segment,) = where.glob("*.seg")
    if harm == "cut":
        segment.write_bytes(segment.read_bytes()[:-100])
    elif harm == "foreign":
        (where / "_MAIN_9.toc").write_bytes(b"not ours")
    elif harm == "removed":
        segment.unlink()
    else:
        said = (where / "desk.json").read_text("utf-8")
        (where / "desk.json").write_text(said.replace(f'"version": {desk.VERSION}', '"version": 0'), "utf-8")
    assert not desk.is_sound(where)
    with pytest.raises(desk.DeskError):
        desk.search(where, "文明")
    assert desk.update(FOUND[:20], where).rebuilt
    assert ids(desk.search(where, "文明", 99)) == scan(FOUND[:20], "文明")


def test_without_an_index_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(desk.DeskError):
        desk.search(tmp_path / "none", "文明")


def test_no_documents_and_no_query(tmp_path: Path) -> None:
    where = tmp_path / "index"
    nothing: tuple[Document, ...] = ()
    desk.update(nothing, where)
    assert desk.search(where, "文明").total == 0
    assert desk.search(where, "  ").total == 0


def test_importing_whoosh_warns_of_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import juanzong.index.desk"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
