from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from juanzong.classify import classify
from juanzong.classify.model import Classifier, Sample, grams, readable
from juanzong.load import load
from juanzong.load.models import Confirmation, Sidecar
from juanzong.model import Config, LinkStatus
from tests.archives import make_archive
from tests.values import make_evidence


def _config(tmp_path: Path) -> Config:
    config, found = load(make_archive(tmp_path, {}))
    assert config is not None, found
    return config


def test_folder_and_sidecar_decide(tmp_path: Path) -> None:
    sidecar = Sidecar(indicators=(Confirmation(code="B-1", page=1, quote="分类 投放"),))
    one = make_evidence("垃圾分类投放点", folders=("A-1",), sidecar=sidecar)
    links, found = classify(_config(tmp_path), [one])
    assert [(n.code, n.status, n.page) for n in links] == [
        ("A-1", LinkStatus.PLACED, None),
        ("B-1", LinkStatus.CONFIRMED, 1),
    ]
    assert not found


def test_a_code_or_quote_that_is_not_there_is_told(tmp_path: Path) -> None:
    sidecar = Sidecar(
        indicators=(Confirmation(code="B-9"), Confirmation(code="B-1", page=1, quote="并无此句"))
    )
    _, found = classify(_config(tmp_path), [make_evidence("垃圾分类", folders=("A-1",), sidecar=sidecar)])
    assert [f.code for f in found] == ["JZ501", "JZ502"]


def test_the_inbox_is_weighed_by_its_own_words(tmp_path: Path) -> None:
    one = make_evidence("我市开展全民阅读月，各图书馆延长开放时间，读者到馆人数增加。", name="材料.txt")
    links, found = classify(_config(tmp_path), [one])
    best = links[0]
    assert (best.code, best.status) == ("A-2", LinkStatus.SUGGESTED)
    assert best.score is not None
    assert best.margin is not None
    assert 0 < best.margin <= best.score <= 1
    assert any("全民阅读" in reason for reason in best.reasons)
    assert [f.code for f in found] == ["JZ503"]


def test_what_says_nothing_gets_no_suggestion(tmp_path: Path) -> None:
    links, found = classify(_config(tmp_path), [make_evidence("zzz", name="x.txt")])
    assert links == ()
    assert [f.code for f in found] == ["JZ504"]


def test_confirmed_evidence_teaches(tmp_path: Path) -> None:
    config = _config(tmp_path)
    strange = Sample("创建台账", "蓝天保卫战扬尘治理雾炮车")
    before = Classifier(config.clauses).guesses(strange, 1)
    after = Classifier(config.clauses, [Sample("扬尘治理", "蓝天保卫战", ("B-2",))]).guesses(strange, 1)
    assert not before or before[0].code != "B-2"
    assert after[0].code == "B-2"


def test_grams_are_runs_of_two_and_three_characters() -> None:
    assert list(grams("交通秩序 A区ok")) == ["交通", "通秩", "秩序", "交通秩", "通秩序", "ok"]


def test_reasons_are_joined_where_they_overlap() -> None:
    weights = {"交通": 2.0, "通秩": 1.0, "秩序": 1.0, "图书": 0.5}
    assert readable(weights, "加强交通秩序管理；图书室") == ("交通秩序", "图书")


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_text_upsets_it(title: str, text: str) -> None:
    guesses = _SMALL.guesses(Sample(title, text), 3)
    assert [g.score for g in guesses] == sorted((g.score for g in guesses), reverse=True)
    assert all(0 <= g.margin <= g.score <= 1 for g in guesses)


def _small() -> Classifier:
    import tempfile  # noqa: PLC0415 (once, before hypothesis runs)

    with tempfile.TemporaryDirectory() as folder:
        return Classifier(_config(Path(folder)).clauses)


_SMALL = _small()
