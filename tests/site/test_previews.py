"""Where pages show small pictures, and what stands for pictures that browsers do not show."""

from dataclasses import replace

from juanzong.lang import Lang
from juanzong.load.models import Format
from juanzong.model import Evidence, Media, Preview
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.dossier import dossier_page
from juanzong.site.views.evidence import evidence_page
from tests.site.factory import make_prepared
from tests.values import JPEG, PDF, make_evidence

URLS = Urls("../")
TIFF = Media("image/tiff", "tiff", Format.IMAGE)


def item(media: Media, preview: Preview) -> Evidence:
    made = make_evidence(name=f"图.{media.extension}", folders=("I-1-1-1",), media=media)
    return replace(made, extraction=replace(made.extraction, preview=preview))


def view_of(one: Evidence) -> View:
    return View(make_prepared(extra=[one]), Lang.ZH)


def test_a_photograph_is_small_in_the_dossier_and_whole_on_its_page() -> None:
    photo = item(JPEG, Preview(b"small"))
    view = view_of(photo)
    dossier = dossier_page(view, URLS, view.dossiers["I-1-1-1"])
    small = f"../thumbs/{photo.id}.webp"
    assert small in [picture.src for picture in dossier.pictures]
    assert {row.title: row.thumbnail for row in dossier.rows}["图.jpg"] == small
    viewer = evidence_page(view, URLS, photo).viewer
    assert (viewer.kind, viewer.src) == ("picture", f"../files/{photo.id}.jpg")


def test_a_picture_that_browsers_do_not_show_has_a_view_that_leads_to_the_file() -> None:
    scan = item(TIFF, Preview(b"small", b"large"))
    viewer = evidence_page(view_of(scan), URLS, scan).viewer
    assert (viewer.kind, viewer.src, viewer.href) == (
        "picture",
        f"../views/{scan.id}.webp",
        f"../files/{scan.id}.tiff",
    )
    bare = item(TIFF, Preview())
    assert evidence_page(view_of(bare), URLS, bare).viewer.kind == "none"


def test_a_pdf_has_its_first_page_for_browsers_without_a_reader() -> None:
    paper = item(PDF, Preview(b"small"))
    viewer = evidence_page(view_of(paper), URLS, paper).viewer
    assert (viewer.kind, viewer.src) == ("pdf", f"../thumbs/{paper.id}.webp")


def test_what_has_no_preview_links_to_none() -> None:
    photo = item(JPEG, Preview())
    view = view_of(photo)
    dossier = dossier_page(view, URLS, view.dossiers["I-1-1-1"])
    assert f"../files/{photo.id}.jpg" in [picture.src for picture in dossier.pictures]
    assert all(row.thumbnail == "" for row in dossier.rows)
