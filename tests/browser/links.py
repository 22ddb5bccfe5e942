"""Looks at a built site without a browser: where its links lead, and what can be reached by them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from lxml import html

LINKS = (("href", "*"), ("src", "*"), ("data", "object"), ("action", "form"), ("poster", "video"))
IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)""")


@dataclass(frozen=True, slots=True)
class Scan:
    """One HTML file: its links as written, and the ids that links may point at."""

    links: tuple[str, ...]
    ids: frozenset[str]


def scan(page: Path) -> Scan:
    """Read one HTML file."""
    tree = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))

    def values(path: str) -> list[str]:
        return [str(value) for value in cast("list[str]", tree.xpath(path))]

    found = [url for name, tag in LINKS for url in values(f"//{tag}/@{name}")]
    for srcset in values("//@srcset"):
        found.extend(part.split()[0] for part in srcset.split(",") if part.strip())
    for style in (*values("//style/text()"), *values("//@style")):
        found.extend(in_style(style))
    return Scan(tuple(found), frozenset(values("//@id | //a/@name")))


def in_style(text: str) -> Iterator[str]:
    """The URLs in a style sheet."""
    for match in IN_STYLE.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        yield match[1] or match[2]


def scan_site(site: Path) -> dict[Path, Scan]:
    """Read every HTML file of a site, and the style sheets as pages without ids."""
    scans = {page: scan(page) for page in sorted(site.rglob("*.html"))}
    for sheet in sorted(site.rglob("*.css")):
        scans[sheet] = Scan(tuple(in_style(sheet.read_text(encoding="utf-8"))), frozenset())
    return scans


def fault(site: Path, scans: Mapping[Path, Scan], page: Path, link: str) -> str | None:
    """What is wrong with a link on a page, or None."""
    parts = urlsplit(link)
    target = page if not parts.path else (page.parent / unquote(parts.path)).resolve()
    place = unquote(parts.fragment)
    faults = {
        "is empty": not link,
        "is absolute": link.startswith("/") and not parts.netloc,
        "leads out of the site": bool(parts.scheme or parts.netloc),
        "leads above the site": not target.is_relative_to(site),
        "leads to no file": not target.is_file(),
        "leads to no such place": place and target in scans and place not in scans[target].ids,
    }
    return None if parts.scheme == "data" else next((wrong for wrong, holds in faults.items() if holds), None)


def faults(site: Path) -> list[str]:
    """Every broken or outward link of a site, as `page → link: what is wrong`."""
    site = site.resolve()
    scans = scan_site(site)
    return [
        f"{page.relative_to(site).as_posix()} → {link}: {wrong}"
        for page, seen in scans.items()
        for link in dict.fromkeys(seen.links)
        if (wrong := fault(site, scans, page, link))
    ]


def reached(site: Path, start: str = "index.html") -> set[str]:
    """The HTML files that a reader without scripts comes to from `start`, by their paths in the site."""
    site = site.resolve()
    todo, seen = [site / start], {site / start}
    while todo:
        page = todo.pop()
        for link in scan(page).links:
            parts = urlsplit(link)
            target = (page.parent / unquote(parts.path)).resolve()
            known = parts.scheme or parts.netloc or target in seen
            if not known and target.suffix == ".html" and target.is_file():
                seen.add(target)
                todo.append(target)
    return {page.relative_to(site).as_posix() for page in seen}
