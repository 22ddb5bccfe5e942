"""The link checker finds what is wrong; a checker that finds nothing proves nothing."""

from pathlib import Path

import pytest

from tests.browser import links


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with a page to point at, in a folder with a difficult name."""
    site = tmp_path / "卷 #1 100%"
    (site / "a b").mkdir(parents=True)
    (site / "a b" / "页.html").write_text("<p id='甲'>", encoding="utf-8")
    (site / "f.pdf").write_bytes(b"%PDF")
    (tmp_path / "outside.html").write_text("", encoding="utf-8")
    return site


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ("a%20b/%E9%A1%B5.html", None),
        ("a%20b/%E9%A1%B5.html?q=%23#%E7%94%B2", None),
        ("#top", None),
        ("f.pdf#page=3", None),
        ("data:image/png;base64,AA", None),
        ("a%20b/%E9%A1%B5.html#乙", "leads to no such place"),
        ("#nowhere", "leads to no such place"),
        ("none.html", "leads to no file"),
        ("a%20b/", "leads to no file"),
        ("F.pdf", "leads to no file"),
        ("../outside.html", "leads above the site"),
        ("/f.pdf", "is absolute"),
        ("//example.org/", "leads out of the site"),
        ("https://example.org/", "leads out of the site"),
        ("javascript:void(0)", "leads out of the site"),
        ("", "is empty"),
    ],
)
@pytest.mark.parametrize(
    "where",
    [
        "<a href='{}'>",
        "<img src='{}'>",
        "<object data='{}'>",
        "<form action='{}'>",
        "<video poster='{}'>",
    ],
)
def test_a_link_is_judged_wherever_it_stands(folder: Path, where: str, link: str, wrong: str | None) -> None:
    (folder / "index.html").write_text(f"<html id='top'>{where.format(link)}</html>", encoding="utf-8")
    found = links.faults(folder)
    assert found == ([f"index.html → {link}: {wrong}"] if wrong else [])


def test_styles_and_sets_of_pictures_are_read(folder: Path) -> None:
    (folder / "index.html").write_text(
        "<style>i { background: url(1.png) }</style><i style='background: url(\"2.png\")'>"
        "<img srcset='f.pdf 1x, 3.png 2x'>",
        encoding="utf-8",
    )
    assert [found.split()[2] for found in links.faults(folder)] == ["3.png:", "1.png:", "2.png:"]


def test_style_sheets_are_read_and_their_comments_not(folder: Path) -> None:
    (folder / "s.css").write_text(
        "@import 'https://example.org/a.css'; /* url(gone.png) */ a { background: url('f.pdf') }",
        encoding="utf-8",
    )
    assert links.faults(folder) == ["s.css → https://example.org/a.css: leads out of the site"]


def test_what_links_do_not_reach_is_not_reached(folder: Path) -> None:
    (folder / "index.html").write_text("<a href='a%20b/%E9%A1%B5.html'>", encoding="utf-8")
    (folder / "lost.html").write_text("<a href='index.html'>", encoding="utf-8")
    assert links.reached(folder) == {"index.html", "a b/页.html"}
