"""`check --staged`: what is about to enter git, screened as it stands in the index, before it is committed.

What git keeps it keeps for good: a secret paper must be stopped here. Files are taken from the index and not
from the folder, as those may differ; also papers that lie outside of the evidence are looked at.
"""

import os
import subprocess
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from juanzong.cache import Cache
from juanzong.collect import EVIDENCE, INBOX, SIDECAR, collect
from juanzong.collect.storing import oversized
from juanzong.extract import extract
from juanzong.extract.executors import open_executor
from juanzong.extract.readers import READERS
from juanzong.findings import Finding, Severity, order
from juanzong.load import load
from juanzong.load.policies import Policies
from juanzong.load.privacy import AtCommit
from juanzong.load.problems import FOLDER
from juanzong.model import Verdict
from juanzong.request import ConfigurationError, Request
from juanzong.screen import PERSONAL, screen

_SECRET = "JZ402"  # noqa: S105 (no password)
_TOO_LARGE = "JZ231"
_SIDECARS = "JZ1"
"""What every finding of the YAML files begins with."""

_TEXTS = frozenset({"txt", "md", "csv", "html", "htm", "xml"})
"""Formats of programs and notes: outside of the evidence they are no papers."""

_ELSEWHERE = f"{EVIDENCE}/{INBOX}/"
_POOLS = (f"{EVIDENCE}/", f"{FOLDER}/")
_CONFIGURATION = ("archive.yml", "organisation.yml", "points.yml", "editions/")
_BY_PLACE = frozenset({"JZ205", "JZ206", "JZ208", "JZ210"})
"""Findings on where a file stands among the others, of which only the staged ones are here."""


class NoRepositoryError(Exception):
    """The archive is not in a git repository, or git is not there."""


@dataclass(frozen=True, slots=True)
class Staged:
    """How many files are about to enter git, what is wrong with them, and which of that stops the commit."""

    files: int
    findings: tuple[Finding, ...]
    stopping: tuple[Finding, ...]


def staged(request: Request) -> Staged:
    """Screen what is staged.

    Raises:
        NoRepositoryError: there is no index to look at.
        ConfigurationError: the archive's own YAML is broken, as it is staged.
    """
    repository = _Repository.of(request.archive)
    changed = repository.staged()
    if not changed:
        return Staged(0, (), ())
    with tempfile.TemporaryDirectory(prefix="juanzong-", ignore_cleanup_errors=True) as folder:
        root = Path(folder) / "archive"
        aliases = repository.check_out(changed, Path(folder) / "index", root)
        if not aliases:
            return Staged(0, (), ())
        found, policies = _screened(replace(request, archive=root), Path(folder))
    named = [replace(one, subject=_named(one.subject, aliases)) for one in found]
    named += oversized(policies.storage, repository.sizes(changed))
    own = order(one for one in named if one.subject in changed and one.code not in _BY_PLACE)
    return Staged(len(aliases), own, tuple(one for one in own if _stops(one, policies)))


def _screened(request: Request, folder: Path) -> tuple[list[Finding], Policies]:
    config, found = load(request.archive)
    if config is None:
        raise ConfigurationError(order(found))
    wrong: list[Finding] = []
    with Cache.open(folder / "paths.sqlite") as paths:  # these are not the paths of the archive
        items, _, odd = collect(config, paths)
    with (
        Cache.open(request.cache) as cache,
        open_executor(request.workers, request.scheduler, wrong) as executor,
    ):
        evidence, unread, _ = extract(config, items, cache=cache, executor=executor)
        screened, kept = screen(config, evidence)
        cache.forget(s.evidence.item.sha256 for s in screened if s.verdict is Verdict.SECRET)
    return [*found, *odd, *unread, *kept], config.archive.policies


def _stops(one: Finding, policies: Policies) -> bool:
    if one.code in PERSONAL:
        return policies.personal.at_commit is AtCommit.STOP
    return one.code in (_SECRET, _TOO_LARGE) or (
        one.code.startswith(_SIDECARS) and one.severity is Severity.ERROR
    )


def _named(subject: str, aliases: dict[str, str]) -> str:
    """A path in the temporary archive as it stands in the repository."""
    if subject in aliases:
        return aliases[subject]
    partner = subject.removesuffix(SIDECAR)
    return aliases[partner] + SIDECAR if partner in aliases else subject


@dataclass(frozen=True, slots=True)
class _Repository:
    """A repository by the top of its working tree; `prefix` is where in it the archive stands, with a `/`."""

    top: Path
    prefix: str
    archive: Path

    @classmethod
    def of(cls, archive: Path) -> "_Repository":
        top = _git(archive, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")
        prefix = _git(archive, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").rstrip("\n")
        return cls(Path(top), prefix, archive)

    def staged(self) -> frozenset[str]:
        """What the commit adds or changes, by path in the repository, and what its sidecars tell of."""
        listed = _git(self.top, "diff", "--cached", "--name-only", "--no-renames", "--diff-filter=ACMT", "-z")
        changed = frozenset(filter(self._concerns, _paths(listed)))
        partners = {path.removesuffix(SIDECAR) for path in changed if path.endswith(SIDECAR)}
        return changed | (partners & self._index())

    def check_out(self, changed: frozenset[str], index: Path, root: Path) -> dict[str, str]:
        """Lay the staged files out as an archive below `root`; gives their paths in the repository by place.

        Their sidecars and the configuration come along, as they are in the index.
        """
        sidecars = {path + SIDECAR for path in changed}
        about = tuple(self.prefix + name for name in _CONFIGURATION)
        known = self._index()
        wanted = sorted(changed | (sidecars & known) | {path for path in known if path.startswith(about)})
        names = "".join(f"{path}\0" for path in wanted).encode("utf-8", "surrogateescape")
        index.mkdir()
        _git(self.top, "checkout-index", "-f", "-z", "--stdin", f"--prefix={index.as_posix()}/", given=names)
        aliases: dict[str, str] = {}
        for path in wanted:
            place = self._place(path)
            target = root / place
            target.parent.mkdir(parents=True, exist_ok=True)
            (index / path).replace(target)
            if place.startswith(_POOLS) and not place.endswith(SIDECAR):
                aliases[place] = path
        self._complete(root)
        return aliases

    def sizes(self, paths: frozenset[str]) -> dict[str, int]:
        """How many bytes git itself will keep of each: of what Git LFS keeps, the pointer's."""
        wanted = sorted(path for path in paths if "\n" not in path)
        asked = "".join(f":{path}\n" for path in wanted).encode("utf-8", "surrogateescape")
        said = _git(self.top, "cat-file", "--batch-check=%(objectsize)", given=asked).split()
        return {path: int(size) for path, size in zip(wanted, said, strict=True)}

    def _complete(self, root: Path) -> None:
        """Configuration that is not in git yet is taken from the folder."""
        for source in (*self.archive.glob("*.yml"), *self.archive.glob("editions/*.yml")):
            target = root / source.relative_to(self.archive)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.read_bytes())

    def _concerns(self, path: str) -> bool:
        if path.startswith(tuple(self.prefix + pool for pool in _POOLS)):
            return True
        return PurePosixPath(path).suffix[1:].lower() in READERS.keys() - _TEXTS

    def _place(self, path: str) -> str:
        """Where in the temporary archive a path of the repository goes."""
        inside = path.startswith(self.prefix)
        own = path.removeprefix(self.prefix)
        if inside and own.startswith((*_POOLS, *_CONFIGURATION)):
            return own
        return f"{_ELSEWHERE}{path}"

    def _index(self) -> frozenset[str]:
        return frozenset(_paths(_git(self.top, "ls-files", "-z")))


def _paths(listed: bytes) -> list[str]:
    return [path for path in listed.decode("utf-8", "surrogateescape").split("\0") if path]


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers.

    In a hook git names its folder and index in the environment. The folder would hide where the working tree
    is; the index must stay, as `git commit FILE` has one of its own, named from the top of the tree.

    Raises:
        NoRepositoryError: git is not there, or says no.
    """
    environment = {k: v for k, v in os.environ.items() if k not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")}
    try:
        done = subprocess.run(  # noqa: S603 (fixed arguments, no shell)
            ["git", *arguments],  # noqa: S607 (git is found on PATH, as everywhere)
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoRepositoryError(str(error)) from error
    return done.stdout
