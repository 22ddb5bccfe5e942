"""How often is the right clause first, or among the first three? Leave-one-out on the demo, against keywords.

Run: python bench/classify.py
"""

import sys
from datetime import date
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from juanzong.classify import sample_of  # noqa: E402
from juanzong.classify.model import Classifier, Sample  # noqa: E402
from juanzong.pipeline import assess  # noqa: E402
from juanzong.request import Request  # noqa: E402


def main() -> None:
    archive = PROJECT / "archive"
    request = Request(archive, "", date(2026, 11, 1), PROJECT / ".juanzong")
    publication = assess(request).publication
    clauses = publication.config.clauses
    labels: dict[str, str] = yaml.safe_load((PROJECT / "bench/demo_labels.yml").read_text(encoding="utf-8"))
    placed: list[tuple[Sample, set[str]]] = []
    inbox: list[tuple[Sample, set[str]]] = []
    for one in publication.evidence.values():
        sure = {link.code for link in publication.links.get(one.id, ()) if link.is_fact}
        label = next((labels[p.path] for p in one.item.placements if p.path in labels), None)
        if not one.extraction.text:
            continue
        if sure:
            placed.append((sample_of(one, tuple(sorted(sure))), sure))
        elif label:
            inbox.append((sample_of(one), {label}))

    def learned(sample: Sample) -> list[str]:
        others = [other for other, _ in placed if other is not sample]
        return [g.code for g in Classifier(clauses, others).guesses(sample, 3)]

    def untaught(sample: Sample) -> list[str]:
        return [g.code for g in Classifier(clauses).guesses(sample, 3)]

    def keywords(sample: Sample) -> list[str]:
        text = f"{sample.title}\n{sample.text}"
        hits = {
            c.code: sum(text.count(w) for w in (c.indicator.title, *c.indicator.keywords)) for c in clauses
        }
        return sorted((code for code in hits if hits[code]), key=lambda code: -hits[code])[:3]

    print(f"{'files with text':>28} | {'n':>3} | top-1 | top-3")
    for name, cases in (("placed, leave one out", placed), ("inbox, by label", inbox)):
        for method in (keywords, untaught, learned):
            answers = [(method(sample), truth) for sample, truth in cases]
            first = sum(bool(set(a[:1]) & t) for a, t in answers) / max(1, len(cases))
            three = sum(bool(set(a) & t) for a, t in answers) / max(1, len(cases))
            print(f"{name + ', ' + method.__name__:>40} | {len(cases):>3} | {first:5.1%} | {three:5.1%}")


if __name__ == "__main__":
    main()
