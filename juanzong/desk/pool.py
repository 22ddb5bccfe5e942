"""What a desk knows of the archive it works on."""

import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path

from juanzong.cache import Cache
from juanzong.classify import taught
from juanzong.collect import EVIDENCE, INBOX
from juanzong.compile import Material
from juanzong.model import Clause, Config, Item, Verdict
from juanzong.pipeline import assess
from juanzong.request import Request


class Desk:
    """An archive with its evidence, its clauses and a classifier taught by what has been placed.

    What is taken in through a desk is known to it at once; what others bring meanwhile is seen when their
    names or their bytes get in the way.
    """

    def __init__(self, request: Request, material: Material) -> None:
        self.request = request
        self.material = material
        self.clauses: Mapping[str, Clause] = {clause.code: clause for clause in self.config.clauses}
        readable = [s.evidence for s in material.screened if s.verdict is not Verdict.SECRET]
        self.classifier = taught(self.config, readable, material.links)
        self._paths: dict[str, list[str]] = {}
        for screened in material.screened:
            item = screened.evidence.item
            if paths := [place.path for place in item.placements if not place.of_ledger]:
                self._paths[item.sha256] = paths

    @property
    def config(self) -> Config:
        """The archive's configuration."""
        return self.material.config

    @property
    def root(self) -> Path:
        """The folder of `archive.yml`."""
        return self.config.root

    @property
    def items(self) -> Mapping[str, Item]:
        """What was there when the desk was opened, by id."""
        return {s.evidence.id: s.evidence.item for s in self.material.screened}

    def paths_of(self, sha256: str) -> tuple[str, ...]:
        """Where in the archive these bytes stand, below its root."""
        return tuple(self._paths.get(sha256, ()))

    def taken_in(self, sha256: str, path: str) -> None:
        """Know that these bytes stand at `path` now."""
        self._paths.setdefault(sha256, []).append(path)

    def code_of(self, given: str) -> str:
        """The code of the clause that somebody means: by code, by number as printed, or both and a title.

        Empty where it is none, or where several have that number.
        """
        text = unicodedata.normalize("NFKC", given).strip().casefold()
        for name in (text, *text.split()[:1]):
            alike = {
                code
                for code, clause in self.clauses.items()
                if name
                in (code.casefold(), unicodedata.normalize("NFKC", clause.indicator.display).casefold())
            }
            if len(alike) == 1:
                return alike.pop()
        return ""

    def folder(self, codes: Iterable[str]) -> str:
        """The folder for an item of these clauses, below the root: the first clause's, or the inbox."""
        return f"{EVIDENCE}/{next(iter(codes), INBOX)}"


def open_desk(request: Request) -> Desk:
    """Read the archive as a build does; what is unchanged comes out of the cache.

    Raises:
        ConfigurationError: its configuration is broken.
    """
    return Desk(request, assess(request).material)


class Held(Cache):
    """A cache that keeps nothing for good before it is told that it may: what is refused leaves no trace."""

    def __init__(self, kept: Cache) -> None:
        super().__init__(kept.path)
        self._kept = kept
        self._new: dict[str, dict[str, bytes]] = {}

    def get_many(self, namespace: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What is kept or held, by key, in the order of `keys`."""
        wanted = list(dict.fromkeys(keys))
        found = self._kept.get_many(namespace, wanted) | self._new.get(namespace, {})
        return {key: found[key] for key in wanted if key in found}

    def put_many(self, namespace: str, values: Mapping[str, bytes]) -> None:
        """Hold values."""
        self._new.setdefault(namespace, {}).update(values)

    def release(self, digests: frozenset[str]) -> None:
        """Keep what is held of these items, by SHA-256, which every key begins with."""
        for namespace, values in self._new.items():
            self._kept.put_many(
                namespace, {key: value for key, value in values.items() if key[:64] in digests}
            )
