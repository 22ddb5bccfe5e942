import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from juanzong.text import BREAK, fold_radicals, grams, normalise, proved_by_pairs, search_text, terms
from tests.index.engine import needs_node, node

VECTORS = json.loads(Path(__file__).with_name("index").joinpath("vectors.json").read_text("utf-8"))
TEXT_JS = Path(__file__).parents[1] / "juanzong/site/assets/search/text.js"
FOLD = json.loads((Path(__file__).parents[1] / "juanzong/data/fold.json").read_text("utf-8"))

# Everything that folding treats in a way of its own, and neighbours for it.
special = [
    chr(code)
    for name in ("spaces", "cjk", "punctuation", "fold", "base", "marks")
    for part in FOLD[name].split()
    for code in {int(end, 16) for end in part.split("-")}
]
chars = st.one_of(
    st.characters(exclude_categories=["Cs"]), st.sampled_from(special), st.sampled_from('a中 "1，\n')
)
texts = st.text(chars, max_size=30)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: ascii(vector["display"]))
def test_vector(vector: dict[str, str]) -> None:
    assert search_text(vector["display"]) == vector["search"]


def test_radicals_become_ideographs_for_display_and_nothing_else_changes() -> None:
    assert fold_radicals("⼈⺠ Ａ〔1〕 ①") == "人民 Ａ〔1〕 ①"
    assert all("一" <= fold_radicals(chr(code)) <= "鿿" for code in range(0x2F00, 0x2FD6))


@given(texts)
@example("a\u0301")
@example("\u1100\u1161\u11a8")
def test_the_way_back_leads_to_what_was_displayed(text: str) -> None:
    made = normalise(text)
    assert made.text == search_text(text)
    assert len(made.starts) == len(made.ends) == len(made.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(made.starts, made.ends, strict=True))
    assert list(made.starts) == sorted(made.starts)
    assert list(made.ends) == sorted(made.ends)


def test_found_spans_are_those_of_the_display_text() -> None:
    display = "提升 ⼈ ⺠ 城\n市 品质"
    (span,) = normalise(display).find(search_text("人民城市"))
    assert display[slice(*span)] == "⼈ ⺠ 城\n市"
    assert list(normalise("aaaa").find("aa")) == [(0, 2), (2, 4)]
    assert list(normalise("a").find("")) == []


@given(st.text("中文，a1 \n", max_size=20))
def test_search_text_is_at_rest(text: str) -> None:
    assert search_text(search_text(text)) == search_text(text)


@given(texts)
def test_no_search_text_holds_the_break(text: str) -> None:
    assert BREAK not in search_text(text + BREAK)


def test_terms_are_parted_by_white_space_and_a_phrase_is_one() -> None:
    assert terms("交通\u3000秩序 \n交通") == ("交通", "秩序")
    assert terms('"New  York" 城市') == ("new york", "城市")
    assert terms('他说"好"了 "未完') == ('他说"好"了', '"未完')
    assert terms(" \u200b ") == ()


def test_pairs_leave_out_punctuation_and_spaces() -> None:
    assert list(grams("文明,城 市")) == ["文明", ",", "城", "市"]
    assert list(grams("城")) == ["城"]
    assert proved_by_pairs("城")
    assert proved_by_pairs(",")
    assert proved_by_pairs("城市")
    assert not proved_by_pairs("城,")
    assert not proved_by_pairs("城市品")


def units(text: str, places: tuple[int, ...]) -> list[int]:
    """Places counted in code points, recounted in UTF-16 units of a display text."""
    at = [0]
    for char in text:
        at.append(at[-1] + len(char.encode("utf-16-le")) // 2)
    return [at[place] for place in places]


def expected(text: str) -> list[object]:
    made = normalise(text)
    width = [len(char.encode("utf-16-le")) // 2 for char in made.text]
    starts = [at for at, count in zip(units(text, made.starts), width, strict=True) for _ in range(count)]
    ends = [at for at, count in zip(units(text, made.ends), width, strict=True) for _ in range(count)]
    search = search_text(text)
    return [
        search, made.text, starts, ends, list(terms(text)), list(dict.fromkeys(grams(search))),
        proved_by_pairs(search) if search else False,
    ]  # fmt: skip


@needs_node
def test_the_browser_agrees_on_every_code_point() -> None:
    # Planes 4 to 13 hold nothing, 15 and 16 are private: a sample of them will do.
    codes = [*range(0xD800), *range(0xE000, 0x40000), *range(0x40000, 0x110000, 0x101)]
    every = [
        "".join(f"a{chr(code)}\u0301中{chr(code)}x " for code in codes[at : at + 64])
        for at in range(0, len(codes), 64)
    ]
    answers = node("run_text.js", {"searchTexts": every})
    wrong = [text[1] for text, answer in zip(every, answers, strict=True) if answer != search_text(text)]
    assert [hex(ord(char)) for char in wrong] == []


@needs_node
def test_the_browser_agrees_on_arbitrary_text() -> None:
    # One process for all examples: they are collected first.
    collected: list[str] = [vector["display"] for vector in VECTORS]

    @given(st.lists(texts, min_size=20, max_size=20))
    def collect(some: list[str]) -> None:
        collected.extend(some)

    collect()
    for text, answer in zip(collected, node("run_text.js", collected), strict=True):
        assert answer == expected(text), ascii(text)


@needs_node
def test_the_browser_may_look_at_the_display_text_first() -> None:
    pairs: list[tuple[str, str]] = []

    @given(texts, texts, st.integers(0, 30), st.integers(1, 4))
    def collect(text: str, other: str, start: int, size: int) -> None:
        for source in (text, other, f"文明{other}城 市1２"):
            if term := search_text(source)[start : start + size]:
                pairs.extend([(text, term), (f"{other}文\n明{text}城市\u030112\u20e3", term)])

    collect()
    every_ideograph = [(f"\u0301{chr(code)}\u0301{chr(code)}", chr(code)) for code in range(0x4E00, 0xA000)]
    pairs += [(text, term) for text, term in every_ideograph if search_text(term) == term]
    for (text, term), (held, place) in zip(pairs, node("run_text.js", {"pairs": pairs}), strict=True):
        assert held == (term in search_text(text)), (text, term)
        assert (place is not None) == held, (text, term)
        assert place is None or 0 <= place[0] < place[1], (text, term)


def test_the_browser_has_the_same_tables() -> None:
    source = "".join(part for part in TEXT_JS.read_text("utf-8").replace('" +\n    "', "").splitlines())
    for name in ("spaces", "ignorable", "cjk", "punctuation", "fold", "base", "marks", "same", "lower"):
        assert json.dumps(FOLD[name], ensure_ascii=False) in source, name
