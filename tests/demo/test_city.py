"""The demo city's own files: their shape, their references, and that nothing in them hurts a stick."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pypdf import PdfReader

from juanzong.load.models import Archive, Edition, Indicator, Nature, Sidecar
from juanzong.load.organisation import Organisation
from tools.demo.model import Document, documents

ROOT = Path(__file__).parents[2]
CITY = ROOT / "archive"
EVIDENCE = CITY / "evidence"
EDITION = Edition.model_validate(yaml.safe_load((CITY / "editions/2026.yml").read_text(encoding="utf-8")))
ORGANISATION = Organisation.model_validate(
    yaml.safe_load((CITY / "organisation.yml").read_text(encoding="utf-8"))
)


def leaves(nodes: tuple[Indicator, ...], depth: int = 1) -> Iterator[tuple[Indicator, int]]:
    for node in nodes:
        if node.children:
            yield from leaves(node.children, depth + 1)
        else:
            yield node, depth


LEAVES = tuple(leaves(EDITION.indicators))
CODES = {leaf.code for leaf, _ in LEAVES}
FILES = sorted(p for p in EVIDENCE.rglob("*") if p.is_file())
SIDECARS = [p for p in FILES if p.suffix == ".yml"]
PROOF = [p for p in FILES if p.suffix != ".yml"]


def test_the_standard_has_at_least_45_clauses_on_its_fourth_level() -> None:
    assert len(LEAVES) >= 45
    assert {depth for _, depth in LEAVES} == {len(EDITION.levels)} == {4}


def test_codes_are_unique_and_continue_their_parents() -> None:
    def walk(nodes: tuple[Indicator, ...], prefix: str) -> Iterator[str]:
        for node in nodes:
            assert node.code.startswith(prefix)
            yield node.code
            yield from walk(node.children, f"{node.code}-")

    assert max(Counter(walk(EDITION.indicators, "")).values()) == 1


def test_scores_add_up_to_the_total() -> None:
    assert sum(leaf.score or 0 for leaf, _ in LEAVES if leaf.nature is not Nature.NEGATIVE) == EDITION.total


def test_all_three_natures_and_windows_of_their_own_occur() -> None:
    assert {leaf.nature for leaf, _ in LEAVES} == set(Nature)
    assert sum(1 for leaf, _ in LEAVES if leaf.window) >= 3


@pytest.mark.parametrize("leaf", [leaf for leaf, _ in LEAVES], ids=lambda leaf: str(leaf.code))
def test_a_clause_is_complete_and_uses_only_known_kinds_and_methods(leaf: Indicator) -> None:
    assert leaf.text
    assert leaf.slots
    assert leaf.keywords
    assert leaf.methods
    assert set(leaf.methods) <= set(EDITION.methods)
    assert {slot.kind for slot in leaf.slots} <= {kind.name for kind in EDITION.kinds}
    assert all(slot.max is None or slot.max >= slot.min for slot in leaf.slots)


def test_the_archive_names_this_edition_and_both_profiles() -> None:
    archive = Archive.model_validate(yaml.safe_load((CITY / "archive.yml").read_text(encoding="utf-8")))
    assert archive.edition == EDITION.id
    assert set(archive.profiles) == {"inspection", "working"}
    assert not archive.profiles["inspection"].suggestions


def test_every_clause_has_one_responsibility_with_a_deadline() -> None:
    owners = Counter(
        code
        for duty in ORGANISATION.responsibilities
        for named in duty.indicators
        for code in CODES
        if code == named or code.startswith(f"{named}-")
    )
    assert owners == dict.fromkeys(CODES, 1)
    assert all(duty.deadline and duty.liaison for duty in ORGANISATION.responsibilities)


def test_every_reference_in_the_organisation_resolves() -> None:
    units = {unit.id for unit in ORGANISATION.units}
    people = {person.id for person in ORGANISATION.people}
    groups = {group.id for group in ORGANISATION.groups}
    districts = {district.id for district in ORGANISATION.districts}
    assert {person.unit for person in ORGANISATION.people} <= units
    assert {district.unit for district in ORGANISATION.districts} <= units
    for group in ORGANISATION.groups:
        assert {group.leader, *group.deputies} <= people
        assert {group.lead_unit, *group.members} <= units
    for duty in ORGANISATION.responsibilities:
        assert duty.group in groups
        assert {duty.lead_unit, *duty.units} <= units
        assert set(duty.districts) <= districts
        assert {duty.person, duty.liaison} <= people


def test_eight_groups_and_five_districts() -> None:
    assert len(ORGANISATION.groups) == 8
    assert len(ORGANISATION.districts) == 5


def test_enough_evidence_of_every_format() -> None:
    count = Counter(p.suffix for p in PROOF)
    assert len(PROOF) >= 75
    assert {".pdf", ".docx", ".xlsx", ".jpg", ".png", ".txt", ".md", ".csv"} == set(count)


def test_folders_are_clauses_or_the_inbox() -> None:
    assert {p.name for p in EVIDENCE.iterdir()} <= CODES | {"inbox"}
    assert sum(1 for p in PROOF if p.parent.name == "inbox") >= 10


@pytest.mark.parametrize("path", SIDECARS, ids=lambda p: p.name)
def test_a_sidecar_stands_beside_its_file_and_holds(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sidecar = Sidecar.model_validate(yaml.safe_load(text))
    schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert path.with_suffix("").is_file()
    assert {c.code for c in sidecar.indicators} <= CODES
    assert schema
    assert (path.parent / schema[1]).resolve() == ROOT / "docs/schema/sidecar.json"


def test_captions_of_photographs_name_the_six_elements() -> None:
    captions = [
        sidecar.caption
        for path in SIDECARS
        if (sidecar := Sidecar.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))).caption
    ]
    assert len(captions) >= 25
    for caption in captions:
        assert re.match(r"2026年\d+月\d+日", caption)
        assert all(word in caption for word in ("主题", "背景", "事由"))


def test_small_files_under_names_that_windows_takes() -> None:
    reserved = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[ .]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)
    for path in FILES:
        assert path.stat().st_size <= 1024 * 1024, path
        assert not any(reserved.search(part) for part in path.relative_to(EVIDENCE).parts), path
        assert len(path.name) <= 80, path
    assert sum(p.stat().st_size for p in FILES) <= 8 * 1024 * 1024
    assert max(Counter(str(p).casefold() for p in FILES).values()) == 1


def test_the_labels_name_inbox_files_and_clauses() -> None:
    labels = yaml.safe_load((ROOT / "bench/demo_labels.yml").read_text(encoding="utf-8"))
    assert len(labels) >= 10
    assert all((CITY / path).is_file() and "/inbox/" in path for path in labels)
    assert set(labels.values()) <= CODES


@pytest.mark.parametrize("document", documents(), ids=lambda d: str(d.path))
def test_no_text_of_the_demo_holds_a_number_that_could_be_a_persons(document: Document) -> None:
    text = document.everything + str(document.sheets) + str(document.sidecar)
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)
    assert not re.search(r"(?<!\d)\d{17}[\dXx](?!\d)", text)
    assert "@" not in text


def test_the_special_cases_that_the_demo_shows_are_there() -> None:
    digests = Counter(p.read_bytes() for p in PROOF)
    scans = [d for d in documents() if d.scan is not None]
    cleared = [d for d in scans if d.sidecar and "cleared" in d.sidecar]
    assert sum(1 for n in digests.values() if n > 1) >= 3
    assert len(cleared) == 2
    assert len(scans) - len(cleared) == 1


QUOTES = [
    pytest.param(path.with_suffix(""), confirmation.page, confirmation.quote, id=confirmation.quote)
    for path in SIDECARS
    for confirmation in Sidecar.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).indicators
    if confirmation.quote
]


@pytest.mark.parametrize(("path", "page", "quote"), QUOTES)
def test_a_quote_stands_on_the_page_that_its_sidecar_names(path: Path, page: int, quote: str) -> None:
    text = PdfReader(path).pages[page - 1].extract_text()
    assert quote in re.sub(r"\s", "", text)


def test_one_statement_is_longer_than_its_slot_allows() -> None:
    limits = {
        leaf.code: slot.max_chars for leaf, _ in LEAVES for slot in leaf.slots if slot.kind == "情况说明"
    }
    long = [
        document.path
        for document in documents()
        if document.title.endswith("情况说明")
        and (limit := limits.get(document.path.split("/")[0]))
        and len(re.sub(r"\s", "", document.everything)) > limit
    ]
    assert long == ["III-1-2-1/公共厕所管护情况说明.docx"]
