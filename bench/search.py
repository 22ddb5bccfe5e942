"""Search side by side: this site's index, Pagefind and Material's own search, over one made-up corpus.

    python bench/search.py --documents 1000 --pagefind path/to/pagefind_extended
    python bench/search.py --documents 10000 --peers

Needs jieba (words of the corpus, and Material's Chinese search), a Chromium, node, and for Pagefind its
binary (npm `pagefind`, extended). Prints a Markdown table. CPU seconds and memory are those of a process of
its own; times are the browser's, cold ones in a fresh page, with files in the system's cache; ours runs from
`file://`, the peers from a local web server.
"""

import argparse
import json
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from bench.corpus import Maker, dictionary, queries  # noqa: E402
from bench.measured import Measured, Truth, judge, measured_run, scan, size_mb, table  # noqa: E402
from juanzong.index import Document, build  # noqa: E402
from juanzong.lang import Lang  # noqa: E402
from juanzong.site.render import ASSETS, environment  # noqa: E402
from juanzong.site.urls import Urls  # noqa: E402
from tests.browser import browsers  # noqa: E402
from tests.browser.browsers import Browser  # noqa: E402
from tests.browser.page import Page  # noqa: E402
from tests.browser.serving import serve  # noqa: E402

_SESSION = 195
"""After so many queries the renderer is weighed."""


def alternating(asked: dict[str, list[str]]) -> list[str]:
    """All queries, of one kind after the other in turn."""
    return [query for some in zip(*asked.values(), strict=True) for query in some]


# --- ours ----------------------------------------------------------------------------------------------

_WATCH = """
window.__seen = {scripts: [], first: 0, ready: null};
new MutationObserver(records => {
  for (const record of records) for (const node of record.addedNodes) {
    if (node.tagName === 'SCRIPT' && node.src) __seen.scripts.push(node.src);
    if (node.parentNode && node.parentNode.id === 'search-results') {
      const shown = node.parentNode.children.length;
      if (!__seen.first) __seen.first = performance.now();
      if (!__seen.ready || shown <= 10) __seen.ready = __seen.scripts.length;
    }
  }
}).observe(document, {childList: true, subtree: true});
"""
_STATE = "document.getElementById('search-status').getAttribute('data-state')"
_LATER = """async query => {
  const input = document.getElementById('search-input'), status = document.getElementById('search-status');
  const list = document.getElementById('search-results');
  let first = 0;
  const watch = new MutationObserver(() => { first = first || performance.now(); });
  watch.observe(list, {childList: true});
  const start = performance.now();
  input.value = query;
  document.getElementById('search-form').dispatchEvent(new Event('submit', {cancelable: true}));
  const state = () => status.getAttribute('data-state');
  await new Promise(resolve => {
    const end = new MutationObserver(() => {
      if (/done|error/.test(state())) { end.disconnect(); resolve(); }
    });
    end.observe(status, {attributes: true});
  });
  watch.disconnect();
  return [first ? first - start : performance.now() - start, performance.now() - start, status.dataset.total];
}"""


def build_ours(documents: Sequence[Document], folder: Path) -> None:
    """What the measured process does."""
    for name, content in build(documents, folder.with_name("state")).items():
        path = folder / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def our_page(site: Path) -> None:
    partial = environment(Lang.ZH).get_template("partials/search-app.html")
    body = partial.render(urls=Urls(), page={"catalogue": ""})
    (site / "search.html").write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>检索</title><body>{body}',
        encoding="utf-8",
    )
    shutil.copytree(ASSETS, site / "assets", dirs_exist_ok=True)


def engine_finds(site: Path, asked: Sequence[str]) -> dict[str, set[str]]:
    """The ids that the page's own engine, run by node, finds."""
    done = subprocess.run(
        ["node", str(PROJECT / "tests/index/run_engine.js")],
        input=json.dumps({"root": str(site / "search"), "queries": list(asked)}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    answers = json.loads(done.stdout)["found"]
    return {query: set(answer["ids"]) for query, answer in zip(asked, answers, strict=True)}


def one_added(documents: Sequence[Document], site: Path) -> str:
    new = replace(documents[0], id="f" * 12, title="新增的一件材料")
    start = time.process_time()
    files = build([*documents, new], site.with_name("state"))
    taken = time.process_time() - start
    here = {path.relative_to(site / "search").as_posix() for path in (site / "search").rglob("*.js")}
    rewritten = sum(
        name not in here or (site / "search" / name).read_bytes() != content
        for name, content in files.items()
    )
    return f"{taken:.2f} CPU-s, {rewritten} of {len(files)} files"


def ours(
    documents: Sequence[Document], asked: dict[str, list[str]], truth: Truth, work: Path, browser: Browser
) -> Measured:
    column = Measured("juanzong, file://")
    site = work / "卷宗 #1 100%" / "site"
    site.mkdir(parents=True)
    column.build_cpu, column.build_mb = measured_run(
        [sys.executable, __file__, "--build", str(work / "corpus.pickle"), str(site)]
    )
    texts, text_files = size_mb(site, "search/*/x*.js")
    every, files = size_mb(site / "search")
    column.index_mb, column.files = every - texts, files
    column.name += f" (and {texts:.1f} MB text in {text_files} files)"
    column.added = one_added(documents, site)
    our_page(site)
    every_query = alternating(asked)
    judge(column, asked, truth, engine_finds(site, every_query))
    address = (site / "search.html").as_uri()
    for query in every_query[::10]:
        with quiet_page(browser) as page:
            page.send("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
            page.goto(f"{address}?q={query}")
            page.wait_for(f"/done|error/.test({_STATE})")
            seen = page.evaluate("__seen")
            shown = seen["scripts"][: seen["ready"]]
            sizes = {
                src: (site / src.split("/site/")[1]).stat().st_size / 1e3
                for src in shown
                if "/search/" in src
            }
            sizes = {src: size for src, size in sizes.items() if "/assets/" not in src}
            column.opened_ms.append(seen["first"])
            column.index_kb.append(
                sum(size for src, size in sizes.items() if "/x" not in src.rsplit("/search", 1)[1])
            )
            column.all_kb.append(sum(sizes.values()))
            column.requests.append(len(sizes))
        with quiet_page(browser) as page:
            page.goto(address)
            page.wait_for(f"{_STATE} === 'ready'")
            column.first_ms.append(page.call(_LATER, query)[0])
    with quiet_page(browser) as page:
        page.goto(address)
        page.wait_for(f"{_STATE} === 'ready'")
        for query in every_query:
            first, proved, total = page.call(_LATER, query)
            assert int(total) == len(truth[query]), query
            column.later_ms.append(first)
            column.proved_ms.append(proved)
            if len(column.later_ms) == _SESSION:
                column.weigh(browser, page)
    return column


@contextmanager
def quiet_page(browser: Browser) -> Iterator[Page]:
    """A page whose network is not watched: watching costs more than the loading of small files."""
    with browser.page() as page:
        page.send("Network.disable")
        yield page


# --- Pagefind ------------------------------------------------------------------------------------------

_PAGEFIND = """async ([query, address]) => {
  const start = performance.now();
  if (!window.pf) { window.pf = await import(address); await pf.init(); window.known = {}; }
  const answer = await pf.search(query);
  await Promise.all(answer.results.slice(0, 10).map(one => one.data()));
  return [performance.now() - start, answer.results.length];
}"""
_PAGEFIND_ALL = """async query => {
  const answer = await pf.search(query);
  return Promise.all(answer.results.map(async one => {
    if (!known[one.id]) known[one.id] = (await one.data()).url;
    return known[one.id];
  }));
}"""


def pagefind(
    documents: Sequence[Document],
    asked: dict[str, list[str]],
    truth: Truth,
    work: Path,
    binary: str,
    browser: Browser,
) -> Measured:
    column = Measured("Pagefind, http")
    site = work / "pagefind"
    site.mkdir()
    for document in documents:
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in document.body.split("\n"))
        (site / f"{document.id}.html").write_text(
            f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{escape(document.title)}</title>'
            f"<body><h1>{escape(document.title)}</h1>{paragraphs}",
            encoding="utf-8",
        )
    column.build_cpu, column.build_mb = measured_run([binary, "--site", str(site)])
    column.index_mb, column.files = size_mb(site / "pagefind")
    (site / "empty.html").write_text("<!doctype html><meta charset=utf-8><title>x</title>", encoding="utf-8")
    every_query = alternating(asked)
    with serve(site) as root:
        script = f"{root}pagefind/pagefind.js"
        for query in every_query[::10]:
            with browser.page() as page:
                page.goto(f"{root}empty.html")
                page.clear()
                taken, _ = page.call(_PAGEFIND, [query, script])
                page.settle()
                column.first_ms.append(taken)
                column.all_kb.append(page.bytes_received / 1e3)
                column.requests.append(len(page.requests))
        with quiet_page(browser) as page:
            page.goto(f"{root}empty.html")
            page.call(_PAGEFIND, ["工作", script])
            for query in every_query:
                column.later_ms.append(page.call(_PAGEFIND, [query, script])[0])
                if len(column.later_ms) == _SESSION:
                    column.weigh(browser, page)
            found = {
                query: {
                    url.rsplit("/", 1)[1].removesuffix(".html") for url in page.call(_PAGEFIND_ALL, query)
                }
                for query in every_query
            }
    judge(column, asked, truth, found)
    return column


# --- Material's own search -----------------------------------------------------------------------------

_MATERIAL = """async query => {
  const input = document.querySelector('.md-search__input');
  const shown = () => document.querySelector('.md-search-result__item');
  const pause = () => new Promise(resolve => setTimeout(resolve, 5));
  const ask = value => {
    input.value = value;
    input.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
    input.dispatchEvent(new Event('input', {bubbles: true}));
  };
  document.getElementById('__search').checked = true;
  input.focus();
  ask('');
  for (const end = performance.now() + 5000; shown() && performance.now() < end; ) await pause();
  const start = performance.now();
  ask(query);
  // What is asked before its index has come stays unanswered, so it is asked again.
  for (let n = 1; !shown() && performance.now() < start + %d; n++) {
    if (n %% 100 === 0) ask(query);
    await pause();
  }
  return performance.now() - start;
}"""
_PATIENCE = 240
"""Seconds that Material may take for an answer; what finds nothing takes as long."""


def _material_ms(page: Page, query: str, patience: int) -> float:
    asked = f"({_MATERIAL % (patience * 1000)})({json.dumps(query)})"
    return float(page.evaluate(asked, timeout=patience + 60))


def material(
    documents: Sequence[Document], asked: dict[str, list[str]], work: Path, browser: Browser
) -> Measured:
    """How much of what it lists is right is not asked: it lists every document with any of the words."""
    column = Measured("Material, http")
    home = work / "material"
    (home / "docs").mkdir(parents=True)
    for document in documents:
        text = document.body.replace("\n", "\n\n")
        (home / "docs" / f"{document.id}.md").write_text(f"# {document.title}\n\n{text}\n", encoding="utf-8")
    (home / "docs/index.md").write_text("# 首页\n", encoding="utf-8")
    (home / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, font: false, language: zh}\nnav: [index.md]\n"
        "plugins: [{search: {lang: zh}}]\nvalidation: {nav: {omitted_files: ignore}}\n",
        encoding="utf-8",
    )
    column.build_cpu, column.build_mb = measured_run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=home
    )
    column.index_mb, column.files = size_mb(home / "site", "search/*")
    every_query = alternating(asked)
    with serve(home / "site") as root, browser.page() as page:
        page.goto(f"{root}index.html", timeout=300)
        start = time.monotonic()
        _material_ms(page, every_query[0], _PATIENCE)
        column.first_ms = [(time.monotonic() - start) * 1e3]
        column.all_kb = [page.bytes_received / 1e3]
        column.requests = [len(page.requests)]
        column.later_ms = [_material_ms(page, query, 10) for query in every_query[1:40]]
        column.weigh(browser, page)
    return column


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--pagefind", default=shutil.which("pagefind_extended"), help="the extended binary")
    parser.add_argument(
        "--peers", nargs="*", default=["pagefind", "material"], help="pagefind, material, or none"
    )
    parser.add_argument("--browser", default="current", choices=browsers.NAMES)
    parser.add_argument("--build", nargs=2, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.build:
        build_ours(pickle.loads(Path(said.build[0]).read_bytes()), Path(said.build[1]))
        return
    words = dictionary()
    documents = list(Maker(words).documents(said.documents))
    asked = queries(documents, words, said.queries)
    truth = scan(documents, asked)
    chars = statistics.mean(len(document.body) for document in documents)
    columns = []
    with tempfile.TemporaryDirectory(prefix="juanzong-bench-") as folder:
        work = Path(folder)
        (work / "corpus.pickle").write_bytes(pickle.dumps(documents))
        runs: list[Callable[[Browser], Measured]] = [partial(ours, documents, asked, truth, work)]
        if "pagefind" in said.peers and said.pagefind:
            runs.append(partial(pagefind, documents, asked, truth, work, said.pagefind))
        if "material" in said.peers:
            runs.append(partial(material, documents, asked, work))
        for run in runs:
            with browsers.start(said.browser) as browser:
                columns.append(run(browser))
            # A peer may take many minutes, or give up: what was measured before is not lost.
            print(table(columns[-1:]), file=sys.stderr, flush=True)
    print(f"{said.documents} documents of {chars:.0f} characters, {said.queries} queries of each kind\n")
    print(table(columns))


if __name__ == "__main__":
    main()
