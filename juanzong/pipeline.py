"""load → collect → extract → screen → classify → authenticity → compile → office → index → publish, one page.

Every stage is a function from frozen values to new values plus findings. Only broken configuration and an
unwritable output stop a run; everything else is a finding, and the run goes on.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from juanzong.authenticity import examine
from juanzong.cache import Cache
from juanzong.classify import classify
from juanzong.collect import collect
from juanzong.collect.tree import UnknownCommitError, laid_out
from juanzong.compile import Material, compile_dossiers
from juanzong.extract import extract
from juanzong.extract.executors import open_executor
from juanzong.findings import Finding, finding, order
from juanzong.index import build, documents
from juanzong.index.beside import desk_beside
from juanzong.load.models import Part
from juanzong.load.required import required
from juanzong.model import Prepared, Publication, Verdict
from juanzong.office import survey
from juanzong.office.reports import with_reports
from juanzong.publish import publish
from juanzong.publish.files import plan
from juanzong.request import ConfigurationError, Request, Run
from juanzong.screen import screen
from juanzong.site.handwritten import documents_of
from juanzong.waivers import blocking, unused

__all__ = ["Assessment", "ConfigurationError", "assess", "build_site", "prepare"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a run made of the archive before anything is written.

    `verdicts` counts items; `reused` is how many were not read again; `seconds` are wall time by stage.
    """

    material: Material
    publication: Publication
    findings: tuple[Finding, ...]
    verdicts: Mapping[Verdict, int]
    items: int
    reused: int
    seconds: Mapping[str, float]


def assess(request: Request) -> Assessment:
    """Run every stage up to the dossiers: what is there, what counts, and what is wrong.

    Raises:
        ConfigurationError: the YAML is broken, it has no such profile, or the scheduler is not there.
    """
    run = Run(request.progress)
    with run.stage("load") as found:
        config = required(request, found)
    with Cache.open(request.cache) as cache:
        with run.stage("collect") as found:
            items, past, wrong = collect(config, cache)
            found.extend(wrong)
        with (
            run.stage("extract") as found,
            open_executor(request.workers, request.scheduler, found) as executor,
        ):
            progress = partial(request.progress, "extract")
            evidence, wrong, reused = extract(
                config, items, cache=cache, executor=executor, progress=progress
            )
            found.extend(wrong)
        if cache.problem:
            found.append(finding("JZ701", request.cache.name, problem=cache.problem))
    with run.stage("screen") as found:
        screened, wrong = screen(config, evidence)
        found.extend(wrong)
    with run.stage("classify") as found:
        links, wrong = classify(config, [s.evidence for s in screened if s.verdict is not Verdict.SECRET])
        found.extend(wrong)
    with run.stage("authenticity") as found, Cache.open(request.cache) as cache:
        cache.forget(s.evidence.item.sha256 for s in screened if s.verdict is Verdict.SECRET)
        found.extend(examine(config, screened, links, cache))
    with run.stage("compile") as found:
        material = Material(config, screened, links, order(found), past.commit)
        publication, wrong = compile_dossiers(
            material, request.profile or config.archive.widest, request.today, request.lang
        )
        found.extend(wrong)
    with run.stage("office") as found:
        publication, wrong = survey(publication)
        found.extend(wrong)
        found.extend(unused(config.release, found))
    verdicts = {v: sum(s.verdict is v for s in screened) for v in Verdict}
    return Assessment(material, publication, order(run.findings), verdicts, len(items), reused, run.seconds)


def prepare(request: Request) -> tuple[Prepared, Assessment]:
    """Run every stage up to the index: everything but the writing of the site.

    Raises:
        ConfigurationError: see `assess`.
    """
    assessment = assess(request)
    run = Run(request.progress, assessment.seconds)
    with run.stage("index"), Cache.open(request.cache) as cache:
        publication = with_reports(assessment.publication, _released(request, assessment.publication))
        found = documents(publication, documents_of(publication))
        search = build(found, request.work / "index" / publication.profile_id)
        files, renditions, wrong = plan(publication, cache, request.workers if request.renditions else 0)
    assessment = replace(assessment, findings=order((*assessment.findings, *wrong)), seconds=run.seconds)
    return Prepared(publication, files, search, renditions=renditions), assessment


def build_site(request: Request, site: Path, *, strict: bool = False, desk: bool = True) -> Assessment:
    """Prepare and publish, the desk index beside it; with `strict`, findings that block keep the old site.

    Raises:
        ConfigurationError: see `assess`.
        PublishError: the site cannot be built or written; the old one is untouched.
    """
    prepared, assessment = prepare(request)
    if strict and blocking(assessment.material.config.release, assessment.findings):
        return assessment
    run = Run(request.progress, assessment.seconds)
    with run.stage("publish") as found, _desk(request, assessment, found) if desk else nullcontext():
        publish(prepared, site)
    return replace(assessment, findings=order((*assessment.findings, *found)), seconds=run.seconds)


def _desk(request: Request, assessment: Assessment, found: list[Finding]) -> AbstractContextManager[None]:
    """The desk finds what the widest profile shows, whichever profile is published."""
    archive = assessment.publication.config.archive
    widest, _ = compile_dossiers(assessment.material, archive.widest, request.today, request.lang)
    return desk_beside(documents(widest, documents_of(widest)), request.desk, found)


def _released(request: Request, now: Publication) -> Publication | None:
    """What the archive gave at the commit that was last released, where reports compare with it."""
    release = now.config.release
    if Part.REPORTS not in now.profile.parts or not (release.released and release.commit):
        return None
    with suppress(ConfigurationError, UnknownCommitError), laid_out(request.archive, release.commit) as tree:
        then = replace(request, archive=tree, today=release.released.date, progress=lambda _s, _d, _t: None)
        return replace(assess(then).publication, commit=release.commit)
    return None
