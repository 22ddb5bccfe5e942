"""An archive's configuration: what a sound one becomes, and what is wrong with others."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from juanzong.findings import Finding, Severity
from juanzong.load import load, owner_of, window_of
from juanzong.load.organisation import Organisation
from juanzong.model import Clause, Config, Owner
from tests.load.archives import ARCHIVE, EDITION, ORGANISATION, changed, line_of, write


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config, findings = load(write(tmp_path))
    assert findings == ()
    assert config
    return config


def clause(config: Config, code: str) -> Clause:
    return next(c for c in config.clauses if c.code == code)


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(f.subject, f.code, f.line) for f in findings]


def test_a_sound_archive_has_no_findings(config: Config, tmp_path: Path) -> None:
    assert config.root == tmp_path
    assert config.archive.round.window.start == dt.date(2025, 11, 1)
    assert config.edition.kinds[0].document_types == ("通知", "方案")


def test_clauses_are_the_leaves_in_tree_order_with_their_way(config: Config) -> None:
    ways = [[i.code for i in c.path] for c in config.clauses]

    assert ways == [["I-1", "I-1-1"], ["I-1", "I-1-2"], ["I-2"]]
    assert all(c.path[-1] is c.indicator for c in config.clauses)


@pytest.mark.parametrize(
    ("code", "start"),
    [("I-1-2", dt.date(2026, 3, 1)), ("I-1-1", dt.date(2026, 1, 1)), ("I-2", dt.date(2025, 11, 1))],
    ids=["own", "ancestor", "round"],
)
def test_the_nearest_window_counts(config: Config, code: str, start: dt.date) -> None:
    assert window_of(config, clause(config, code)).start == start


def test_the_most_specific_responsibility_counts_alone(config: Config) -> None:
    assert owner_of(config, clause(config, "I-1-1")) == Owner("zhian", "gongan", person="zhang")
    assert owner_of(config, clause(config, "I-1-2")) == Owner(
        "zhian", "jiaojing", districts=("dong",), deadline=dt.date(2026, 9, 30)
    )
    assert owner_of(config, clause(config, "I-2")) == Owner()


def test_without_an_organisation_there_is_an_empty_one(tmp_path: Path) -> None:
    config, findings = load(write(tmp_path, organisation=None))

    assert config
    assert config.organisation == Organisation()
    assert [(f.code, f.severity) for f in findings] == [("JZ156", Severity.NOTICE)]


def test_without_archive_yml_there_is_no_archive(tmp_path: Path) -> None:
    assert said(load(tmp_path)[1]) == [("archive.yml", "JZ101", 0), ("organisation.yml", "JZ156", 0)]
    assert load(tmp_path)[0] is None


def test_all_errors_of_all_files_come_at_once(tmp_path: Path) -> None:
    archive = changed(ARCHIVE, "city:", "ciy:") + "policies: {unread_documents: hide}\n"
    edition = changed(changed(EDITION, "total: 3\n", ""), "min: 3", "min: 三")
    organisation = changed(ORGANISATION, "post: 局长, ", "")

    config, findings = load(write(tmp_path, archive=archive, edition=edition, organisation=organisation))

    assert config is None
    assert said(findings) == [
        ("archive.yml", "JZ121", 1),
        ("archive.yml", "JZ122", 2),
        ("archive.yml", "JZ125", line_of(archive, "policies")),
        ("editions/demo.yml", "JZ121", 1),
        ("editions/demo.yml", "JZ124", line_of(edition, "min: 三")),
        ("organisation.yml", "JZ121", line_of(organisation, "张某")),
    ]


ARCHIVE_FAULTS = [
    # what to replace, by what, then code, field, and the text on whose line it is found
    ("edition: demo", "edition: other", "JZ141", "edition", "edition:"),
    ("edition: demo", "edition: DEMO", "JZ141", "edition", "edition:"),
    ("edition: demo", "edition: ../demo", "JZ127", "edition", "edition:"),
    ("end: 2026-10-31", "end: 2025-10-31", "JZ129", "round.window", "window:"),
    ("parts: [dossiers, search]", "parts: [dossier]", "JZ125", "profiles.inspection.parts.0", "parts:"),
    (
        "    title: 卷宗\n",
        "    title: 卷宗\n    suggestions: no\n",
        "JZ124",
        "profiles.inspection.suggestions",
        "no\n",
    ),
    ("  inspection:\n    title", "  测评组:\n    title", "JZ127", "profiles.测评组", "测评组:"),
    (
        "city: 试验市",
        "city: 试验市\nthresholds: {suggest_score: 1.5}",
        "JZ124",
        "thresholds.suggest_score",
        "1.5",
    ),
    (
        "city: 试验市",
        "city: 试验市\nthresholds: {suggest_score: nan}",
        "JZ124",
        "thresholds.suggest_score",
        "nan",
    ),
    ("city: 试验市", "city: 试验市\nlimits: {seconds: 0}", "JZ124", "limits.seconds", "limits"),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{fonds"}',
        "JZ131",
        "numbering.pattern",
        "numbering",
    ),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{}{item}"}',
        "JZ132",
        "numbering.pattern",
        "numbering",
    ),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{no}{item}"}',
        "JZ132",
        "numbering.pattern",
        "numbering",
    ),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{item.x}"}',
        "JZ132",
        "numbering.pattern",
        "numbering",
    ),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{item:04q}"}',
        "JZ131",
        "numbering.pattern",
        "numbering",
    ),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{item:0999999d}"}',
        "JZ131",
        "numbering.pattern",
        "number",
    ),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{fonds:4d}{item}"}',
        "JZ131",
        "numbering.pattern",
        "number",
    ),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{item!r}"}',
        "JZ131",
        "numbering.pattern",
        "numbering",
    ),
    (
        "city: 试验市",
        'city: 试验市\nnumbering: {pattern: "{fonds}"}',
        "JZ133",
        "numbering.pattern",
        "numbering",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "field", "where"), ARCHIVE_FAULTS)
def test_a_fault_of_archive_yml(
    tmp_path: Path, old: str, new: str, code: str, field: str, where: str
) -> None:
    text = changed(ARCHIVE, old, new)

    config, findings = load(write(tmp_path, archive=text))

    assert config is None
    assert [(f.subject, f.code, f.field, f.line) for f in findings] == [
        ("archive.yml", code, field, line_of(text, where))
    ]


TOO_DEEP = """\
children:
      - code: D-1
        display: D
        title: 第二级
        children:
          - code: D-2
            display: D
            title: 第三级
            children:
              - {code: D-3, display: D, title: 第四级}
"""
EDITION_FAULTS = [
    ("id: demo", "id: other", "JZ142", "id", "id:"),
    ("code: I-1-2", "code: i-1-1", "JZ143", "indicators.0.children.1.code", "i-1-1"),
    ("code: I-2", "code: I-1", "JZ143", "indicators.1.code", "code: I-1\n    display: Ⅰ-2"),
    ("code: I-2", "code: Com1", "JZ144", "indicators.1.code", "Com1"),
    ("code: I-2", "code: inbox", "JZ144", "indicators.1.code", "inbox"),
    ("nature: 负面", TOO_DEEP, "JZ145", "indicators.1.children.0.children.0.children.0.code", "D-3"),
    ("kind: 规范文件", "kind: 规范性文件", "JZ146", "indicators.0.children.0.slots.0.kind", "规范性文件"),
    ("methods: [材料审核]", "methods: [材料审查]", "JZ147", "indicators.0.children.0.methods.0", "材料审查"),
    (
        "  - name: 实景",
        "  - name: 规范文件\n  - name: 实景",
        "JZ150",
        "kinds.1.name",
        "- name: 规范文件\n  - ",
    ),
    ("formats: [image]", "document_types: [方案]", "JZ151", "kinds.1.document_types.0", "[方案]"),
    ("min: 3}", "min: 3, max: 2}", "JZ130", "indicators.0.children.1.slots.0", "max: 2"),
    ("end: 2026-03-31", "end: 2025-03-31", "JZ129", "indicators.0.children.1.window", "2025-03-31"),
    ("score: 2", "score: inf", "JZ124", "indicators.0.children.1.score", "inf"),
    ("title: 礼让斑马线", 'title: ""', "JZ126", "indicators.0.children.1.title", 'title: ""'),
    ("nature: 负面", "nature: 反面", "JZ125", "indicators.1.nature", "反面"),
    ("nature: 负面", "children: 无", "JZ124", "indicators.1.children", "无"),
]


@pytest.mark.parametrize(("old", "new", "code", "field", "where"), EDITION_FAULTS)
def test_a_fault_of_an_edition(tmp_path: Path, old: str, new: str, code: str, field: str, where: str) -> None:
    text = changed(EDITION, old, new)

    config, findings = load(write(tmp_path, edition=text, organisation=""))
    found = [f for f in findings if f.subject == "editions/demo.yml" and f.blocks]

    assert config is None
    assert [(f.code, f.field, f.line) for f in found] == [(code, field, line_of(text, where))]


ORGANISATION_FAULTS = [
    ("leader: zhang", "leader: li", "JZ148", "groups.0.leader", "leader"),
    ("members: [jiaojing]", "members: [gongan, jiaojin]", "JZ148", "groups.0.members.1", "members"),
    ("unit: jiaojing}", "unit: zhang}", "JZ148", "districts.0.unit", "东区"),
    ("post: 局长, unit: gongan", "post: 局长, unit: x", "JZ148", "people.0.unit", "局长"),
    ("indicators: [I-1-2]", "indicators: [I-1-3]", "JZ148", "responsibilities.1.indicators.0", "I-1-3"),
    ("indicators: [I-1-2]", "indicators: [i-1-2]", "JZ148", "responsibilities.1.indicators.0", "i-1-2"),
    ("districts: [dong]", "districts: [xi]", "JZ148", "responsibilities.1.districts.0", "[xi]"),
    ("person: zhang", "liaison: wang", "JZ148", "responsibilities.0.liaison", "liaison"),
    ("id: jiaojing", "id: GongAn", "JZ149", "units.1.id", "GongAn"),
    ("deadline: 2026年9月30日", "deadline: 九月底", "JZ128", "responsibilities.1.deadline", "九月底"),
]


@pytest.mark.parametrize(("old", "new", "code", "field", "where"), ORGANISATION_FAULTS)
def test_a_fault_of_the_organisation(
    tmp_path: Path, old: str, new: str, code: str, field: str, where: str
) -> None:
    text = changed(ORGANISATION, old, new)

    config, findings = load(write(tmp_path, organisation=text))
    own = [f for f in findings if f.code == code]

    assert config is None
    assert all(f.subject == "organisation.yml" for f in findings)
    assert (code, field, line_of(text, where)) in [(f.code, f.field, f.line) for f in own]


def test_a_dangling_reference_names_what_is_near(tmp_path: Path) -> None:
    text = changed(ORGANISATION, "unit: jiaojing}", "unit: jiaojin}")

    (found,) = load(write(tmp_path, organisation=text))[1]

    assert found.message() == "districts.0.unit 引用的 jiaojin 在 units 里找不到"
    assert found.fix() == "改成已有的代码（相近的：jiaojing, gongan），或在 units 里补上"


CHAPTER_SLOTS = "title: 交通\n    slots: [{kind: 规范文件}]"
MILD = [
    ("edition", "total: 3", "total: 4.5", "JZ154", Severity.NOTICE, "total"),
    ("edition", "nature: 负面", "nature: 特色", "JZ155", Severity.NOTICE, "indicators:"),
    ("edition", "title: 交通秩序", CHAPTER_SLOTS, "JZ152", Severity.WARNING, "    slots: ["),
    ("organisation", "[I-1-2]", "[I-1-2, I-1]", "JZ153", Severity.WARNING, "I-1-2, I-1"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "severity", "where"), MILD)
def test_warnings_and_notices_leave_the_archive_usable(
    tmp_path: Path, file: str, old: str, new: str, code: str, severity: Severity, where: str
) -> None:
    text = changed({"edition": EDITION, "organisation": ORGANISATION}[file], old, new)

    config, findings = load(write(tmp_path, **{file: text}))

    assert config
    assert [(f.code, f.severity, f.line) for f in findings] == [(code, severity, line_of(text, where))]


def test_scores_add_up_by_clause_and_without_the_negative_list(tmp_path: Path) -> None:
    text = changed(changed(EDITION, "score: 1\n", "score: 0.1\n"), "score: 2\n", "score: 0.2\n")
    text = changed(changed(text, "total: 3", "total: 0.3"), "nature: 负面", "nature: 负面\n    score: 5")
    text = changed(text, "title: 交通秩序", "title: 交通秩序\n    score: 9")

    assert load(write(tmp_path, edition=text))[1] == ()


def test_look_alikes_of_the_middle_dot_become_the_real_one(tmp_path: Path) -> None:
    text = ARCHIVE + 'numbering: {pattern: "{fonds}•{year}・{item:04d}"}\n'

    config, _ = load(write(tmp_path, archive=text))

    assert config
    assert config.archive.numbering.pattern == "{fonds}·{year}·{item:04d}"


def test_model_and_load_can_be_imported_in_either_order() -> None:
    for first, second in (("juanzong.model", "juanzong.load"), ("juanzong.load", "juanzong.model")):
        subprocess.run([sys.executable, "-c", f"import {first}, {second}"], check=True)
