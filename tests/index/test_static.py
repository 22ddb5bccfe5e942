from dataclasses import replace
from pathlib import Path

import pytest

from juanzong.index import Document, build
from juanzong.index.static import HEAD
from juanzong.text import terms
from tests.index.corpus import document, documents, runs
from tests.index.engine import ask, needs_node, write
from tests.leaks import search_texts


def scan(found: tuple[Document, ...], query: str) -> set[str]:
    """What a plain scan of all texts finds."""
    wanted = terms(query)
    return {
        one.id for one in found if wanted and all(any(term in text for text in one.fields) for term in wanted)
    }


def many(count: int) -> tuple[Document, ...]:
    return tuple(replace(document(n), id=f"{n:012x}") for n in range(count))


@needs_node
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_engine_finds_what_a_plain_scan_finds(tmp_path: Path, seed: int) -> None:
    found = documents()
    write(build(found), tmp_path)
    queries = runs(found, 150, seed)
    for query, answer in zip(queries, ask(tmp_path, queries), strict=True):
        assert set(answer["ids"]) == scan(found, query), repr(query)
        assert len(answer["ids"]) == len(set(answer["ids"]))


@needs_node
def test_single_characters_and_pairs_need_no_look_at_the_text(tmp_path: Path) -> None:
    write(build(documents()), tmp_path)
    for answer in ask(tmp_path, ["城", "，", "𠮷", "交通", "17", "wi"]):
        assert answer["exact"]
        assert len(answer["ids"]) == answer["candidates"] > 0


@needs_node
def test_what_follows_a_pair_keeps_wrong_candidates_away(tmp_path: Path) -> None:
    right = [replace(document(1), id=f"r{n}", title="", pages=((1, f"全国的手册{n}"),)) for n in range(5)]
    wrong = [
        replace(document(1), id=f"w{n}", title="", pages=((1, f"全国人，国的，的手，{n}"),))
        for n in range(50)
    ]
    write(build([*right, *wrong]), tmp_path)
    (answer,) = ask(tmp_path, ["全国的手"])
    assert answer["ids"] == [f"r{n}" for n in range(5)]
    assert answer["candidates"] == 5


@needs_node
@pytest.mark.parametrize("others", ["", "".join(map(chr, range(0x4E00, 0x4E00 + 9000)))])
def test_texts_come_back_as_they_were(tmp_path: Path, others: str) -> None:
    hard = [
        "𠮷\U0001f600\U0010fffd",
        'a"b\\c\nd\re\0f\u2028\u2029',
        "龘靐齉爩",
        "\u0085\u07ff\u0800\uffff",
        "\ud800x",
    ]
    found = [replace(document(1), id=f"{n:012x}", title=one) for n, one in enumerate(hard)]
    found += [replace(document(1), id="o", title="", pages=((1, others),)), replace(document(1), id="p")]
    write(build(found), tmp_path)
    (answer,) = ask(tmp_path, [document(1).issuer])
    titles = dict(zip(answer["ids"], answer["titles"], strict=True))
    for n, one in enumerate(hard):
        assert titles[f"{n:012x}"] == one.replace("\u2028", "\n").replace("\u2029", "\n").replace(
            "\ud800", "\ufffd"
        )


@needs_node
def test_queries_without_an_answer_and_without_a_term(tmp_path: Path) -> None:
    write(build(documents(20)), tmp_path)
    assert [
        answer["ids"] for answer in ask(tmp_path, ["无此内容", "", " \u200b", "\u0001", "\U0010fffd", "<b>"])
    ] == [[]] * 6
    write(build(()), tmp_path / "none")
    assert ask(tmp_path / "none", ["城市"])[0]["ids"] == []


@needs_node
def test_a_run_goes_over_the_end_of_a_page_but_not_from_field_to_field(tmp_path: Path) -> None:
    one = replace(document(1), title="甲乙", number="丙丁", pages=((1, "戊己"), (2, "庚辛")))
    write(build([one]), tmp_path)
    assert [len(a["ids"]) for a in ask(tmp_path, ["己庚", "戊己庚辛", "乙丙", "丁戊", "甲乙 辛"])] == [
        1,
        1,
        0,
        0,
        1,
    ]


def test_the_same_documents_give_the_same_bytes_in_any_order() -> None:
    found = documents(60)
    assert build(found) == build(found[::-1])


def test_scripts_are_ascii_safe_strings_of_es2017() -> None:
    odd = replace(document(3), title="a\u2028b\u2029c\\\"'\r\n</script>", pages=((1, "\u2028\x00\ud800é\\"),))
    for content in build([odd, *documents(5)]).values():
        text = content.decode("utf-8")
        assert text.startswith("JZ.put(")
        assert text.count("\n") == 1
        assert not {"\u2028", "\u2029", "\r", "\x00"} & set(text)


@needs_node
def test_an_added_document_touches_a_handful_of_files(tmp_path: Path) -> None:
    found = many(600)
    state = tmp_path / "state"
    before = build(found, state)
    assert before == build(found)
    assert before == build(found, state)
    new = replace(document(1), id="new", title="全新的一份材料")
    now = (*found, new)
    after = build(now, state)
    rewritten = [name for name, content in after.items() if before.get(name) != content]
    assert HEAD in rewritten
    assert len(rewritten) <= 12
    assert after == build(now, state)
    write(after, tmp_path / "site")
    queries = ["全新的一份", found[8].number, *runs(found, 40)]
    for query, answer in zip(queries, ask(tmp_path / "site", queries), strict=True):
        assert set(answer["ids"]) == scan(now, query), repr(query)


def test_what_a_document_said_before_it_changed_or_went_is_handed_on_by_no_file(tmp_path: Path) -> None:
    found = many(600)
    told = replace(found[7], title="后来定为涉密的题名")
    before = (*found[:7], told, *found[8:])
    for state, now in (("went", (*found[:7], *found[8:])), ("changed", found)):
        build(before, tmp_path / state)
        after = build(now, tmp_path / state)
        assert after == build(now)
        write(after, tmp_path / "site")
        assert not any("涉密的题名" in text for text in search_texts(tmp_path / "site"))
    write(build(before), tmp_path / "site")
    assert any("涉密的题名" in text for text in search_texts(tmp_path / "site"))


def test_where_files_lie_in_the_archive_is_told_by_no_file(tmp_path: Path) -> None:
    whole = build([replace(document(1), paths=("evidence/inbox/待核实/x.pdf",)), document(2)])
    write(whole, tmp_path)
    assert not any("待核实" in shown for shown in search_texts(tmp_path))
    assert not any("inbox" in content.decode() or "待核实" in content.decode() for content in whole.values())


def test_many_changes_and_a_damaged_state_make_it_anew(tmp_path: Path) -> None:
    found = many(600)
    build(found, tmp_path)
    fewer = found[:400]
    assert build(fewer, tmp_path) == build(fewer)
    for name in ("base.bin", "base.json"):
        path = tmp_path / name
        path.write_bytes(path.read_bytes()[:-5])
        assert build(found[:405], tmp_path) == build(found[:405])


def test_the_files_stay_few() -> None:
    files = build(many(600))
    assert len(files) < 5000 * 600 / 10_000 + 100
