"""Addresses: relative, escaped, and the same seen from anywhere."""

import posixpath
from urllib.parse import unquote

import pytest

from juanzong.site.urls import Urls

PAGES = (
    "index.html",
    "search.html",
    "dossiers/I-1.html",
    "indicators/I-1/index.html",
    "evidence/0123456789ab.html",
)


def targets(urls: Urls) -> list[str]:
    return [
        urls.home(),
        urls.standard(),
        urls.indicator("I-1"),
        urls.dossier("I-1-1"),
        urls.print_view("I-1-1"),
        urls.evidence("0123456789ab", page=3, quote_text="百分之十八 #&?"),
        urls.file("0123456789ab.pdf", page=3),
        urls.group("office"),
        urls.district("east"),
        urls.organisation(),
        urls.catalogue(),
        urls.catalogue_xlsx(),
        urls.timeline(),
        urls.search("云创发〔2026〕1号"),
        urls.verify(),
        urls.queue(),
        urls.gaps(),
        urls.gaps(unit="gaj"),
        urls.findings(),
        urls.integrity(),
        urls.withheld(),
        urls.asset("juanzong.css"),
        urls.doc("guide/index.md"),
    ]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_the_same_place_from_every_page(page: str) -> None:
    seen = [posixpath.normpath(posixpath.join(posixpath.dirname(page), t)) for t in targets(Urls.at(page))]
    assert seen == [posixpath.normpath(t) for t in targets(Urls())]


@pytest.mark.parametrize("page", PAGES)
def test_links_are_relative(page: str) -> None:
    assert not any(t.startswith("/") or "://" in t for t in targets(Urls.at(page)))


def test_a_passage_survives_the_address() -> None:
    link = Urls().evidence("0123456789ab", page=3, quote_text="甲 #&?=乙")
    address, _, place = link.rpartition("#")
    assert place == "p3"
    assert unquote(address.split("?q=")[1]) == "甲 #&?=乙"


@pytest.mark.parametrize(
    ("document", "address"),
    [
        ("help.md", "help.html"),
        ("guide/index.md", "guide/index.html"),
        ("findings.md", "guide/findings.html"),
    ],
)
def test_hand_written_pages_never_take_the_name_of_ours(document: str, address: str) -> None:
    assert Urls().doc(document) == address
