"""The page of what waits for a place: what to write, where to edit it, and what was set aside."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from mkdocs.config import load_config

from juanzong.lang import Lang
from juanzong.load.models import Sidecar
from juanzong.model import Prepared
from juanzong.site.contexts.working import QueuePage
from juanzong.site.editing import NOWHERE, Editing
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.queue import queue_page
from tests.site.conftest import ROOT, Build
from tests.site.factory import WORKING, make_prepared


def made(sidecar: Sidecar | None = None, alias: str = "", editing: Editing = NOWHERE) -> QueuePage:
    """The page where the unplaced item has this sidecar and is shown under another path."""
    prepared = make_prepared(WORKING)
    evidence = dict(prepared.publication.evidence)
    for id_ in prepared.publication.queue:
        item = evidence[id_].item
        places = (replace(item.placements[0], sidecar=sidecar, alias=alias), *item.placements[1:])
        evidence[id_] = replace(evidence[id_], item=replace(item, placements=places))
    held: Prepared = replace(prepared, publication=replace(prepared.publication, evidence=evidence))
    return queue_page(View(held, Lang.ZH, editing), Urls())


def test_it_says_exactly_what_to_write(working: dict[str, str]) -> None:
    (item,) = [one for one in made().items if one.suggestions]
    assert (item.sidecar, item.exists) == ("evidence/inbox/待定.txt.yml", False)
    assert item.suggestions[0].lines == "indicators:\n- code: I-1-1-1\n"
    assert '<pre class="jz-paste">indicators:\n- code: I-1-1-1\n</pre>' in working["queue.html"]
    assert "build_archive.py review" in working["queue.html"]


def test_a_sidecar_that_is_there_is_added_to() -> None:
    (item,) = [one for one in made(Sidecar(title="甲")).items if one.suggestions]
    assert item.exists


def test_what_was_set_aside_stays_listed_with_its_reason() -> None:
    page = made(Sidecar(not_evidence="与创建无关"))
    assert ("evidence/inbox/待定.txt", "与创建无关") in [(row.path, row.reason) for row in page.aside]
    assert "evidence/inbox/待定.txt" not in [item.path for item in page.items]


def test_without_a_repository_nothing_leads_out_of_the_site(working: dict[str, str]) -> None:
    assert all(not row.edit for item in made().items for row in item.suggestions)
    assert "://" not in working["queue.html"]


@pytest.mark.parametrize(
    ("repo", "edit", "existing", "new"),
    [
        ("https://a.example/o/r", "edit/main/docs/", "edit/main/archive/", "new/main/archive/"),
        ("https://a.example/o/r/", "_edit/main/docs/", "_edit/main/archive/", "_new/main/archive/"),
        ("https://a.example/o/r", "-/edit/main/docs/", "-/edit/main/archive/", "-/new/main/archive/"),
        ("https://a.example/o/r", "src/main/docs/", "src/main/archive/", ""),
    ],
)
def test_links_follow_the_repository_that_mkdocs_names(repo: str, edit: str, existing: str, new: str) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), repo_url=repo, edit_uri=edit)
    editing = Editing.of(config, ROOT / "archive")
    assert editing.existing("evidence/甲 #1.txt.yml") == (
        f"https://a.example/o/r/{existing}evidence/%E7%94%B2%20%231.txt.yml"
    )
    link = editing.new("evidence/inbox/甲&乙.txt.yml", "title: 一\n")
    if not new:
        assert link == ""
        return
    assert urlsplit(link).path == f"/o/r/{new}evidence/inbox"
    asked = parse_qs(urlsplit(link).query)
    assert asked["filename"] == asked["file_name"] == ["甲&乙.txt.yml"]
    assert asked["value"] == ["title: 一\n"]


def test_an_archive_outside_of_the_repository_has_no_links(tmp_path: Path) -> None:
    config = load_config(
        str(ROOT / "mkdocs.yml"), repo_url="https://a.example/o/r", edit_uri="edit/main/docs/"
    )
    assert Editing.of(config, tmp_path / "archive") == NOWHERE
    assert Editing.of(load_config(str(ROOT / "mkdocs.yml")), ROOT / "archive") == NOWHERE


def test_a_name_that_is_not_shown_is_in_no_link() -> None:
    editing = Editing("https://a.example/o/r/edit/main/archive/")
    shown = [row.edit for item in made(editing=editing).items for row in item.suggestions]
    assert shown
    assert all(link.startswith("https://a.example/o/r/new/main/archive/evidence/inbox?") for link in shown)
    kept = [row.edit for item in made(Sidecar(), editing=editing).items for row in item.suggestions]
    assert all(link.startswith("https://a.example/o/r/edit/main/archive/evidence/inbox/") for link in kept)
    hidden = made(alias="evidence/inbox/***.txt", editing=editing)
    assert all(not row.edit for item in hidden.items for row in item.suggestions)


def test_it_is_built_in_english_too(build_site: Build) -> None:
    assert "Write into the sidecar" in build_site(WORKING, language="en")["queue.html"]
