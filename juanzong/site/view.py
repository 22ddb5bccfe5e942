"""One publication as the pages see it: what the profile has, names by id, and the words for values."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from juanzong.findings import Severity
from juanzong.lang import Lang
from juanzong.load.models import Format, Indicator, Nature, Part
from juanzong.load.organisation import District, Group, Person, Unit
from juanzong.model import (
    Clause,
    Dossier,
    Evidence,
    Link,
    LinkStatus,
    Office,
    Prepared,
    Publication,
    SlotState,
)
from juanzong.model.ledger import Spot
from juanzong.screen import hide, rules_of
from juanzong.screen.personal import Rules
from juanzong.site.contexts.shared import Ref, State
from juanzong.site.editing import NOWHERE, Editing
from juanzong.site.urls import OwnerKind, Urls

_SHOWN_PICTURES = frozenset({"jpg", "png", "gif", "webp", "bmp"})
"""Extensions that every browser from Chromium 83 up shows."""


@dataclass(frozen=True)
class View:
    """A publication in one language, with its look-ups made once (hence no slots: they are cached)."""

    prepared: Prepared
    lang: Lang
    editing: Editing = NOWHERE

    @property
    def publication(self) -> Publication:
        """What is published."""
        return self.prepared.publication

    def has(self, part: Part | None) -> bool:
        """Whether the profile has this part of the site; None is a part that no profile has."""
        return part in self.publication.profile.parts

    @property
    def internal(self) -> bool:
        """Whether the profile shows how far the work is: states, link status, paths, liaisons."""
        return self.has(Part.GAPS)

    @property
    def shows_status(self) -> bool:
        """Whether a link says how sure it is; a published suggestion must always be marked as one."""
        return self.internal or self.publication.profile.suggestions

    def shows(self, link: Link) -> bool:
        """Whether a link may be shown: what a person stands behind, else only by policy."""
        return link.is_fact or self.shows_status

    # --- look-ups --------------------------------------------------------------------------------------

    @cached_property
    def dossiers(self) -> Mapping[str, Dossier]:
        """Dossiers by code, in the order of the standard."""
        return {d.code: d for d in self.publication.dossiers}

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Clauses by code."""
        return {c.code: c for c in self.publication.config.clauses}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Working groups by id."""
        return {g.id: g for g in self.publication.config.organisation.groups}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Units by id."""
        return {u.id: u for u in self.publication.config.organisation.units}

    @cached_property
    def districts(self) -> Mapping[str, District]:
        """Districts by id."""
        return {d.id: d for d in self.publication.config.organisation.districts}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """People by id."""
        return {p.id: p for p in self.publication.config.organisation.people}

    @cached_property
    def by_group(self) -> Mapping[str, tuple[Dossier, ...]]:
        """Dossiers by working group."""
        found: dict[str, list[Dossier]] = defaultdict(list)
        for dossier in self.publication.dossiers:
            found[dossier.owner.group].append(dossier)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def by_district(self) -> Mapping[str, tuple[Dossier, ...]]:
        """Dossiers by district."""
        found: dict[str, list[Dossier]] = defaultdict(list)
        for dossier in self.publication.dossiers:
            for district in dossier.owner.districts:
                found[district].append(dossier)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def _rules(self) -> Rules:
        return rules_of(self.publication.config)

    @cached_property
    def evidence_by_path(self) -> Mapping[str, Evidence]:
        """Items by every path they stand at."""
        return {p.shown_path: e for e in self.publication.evidence.values() for p in e.item.placements}

    def evidence_at(self, subject: str) -> Evidence | None:
        """The item that a finding's subject names: its path, or its sidecar's."""
        return self.evidence_by_path.get(subject) or self.evidence_by_path.get(subject.removesuffix(".yml"))

    @cached_property
    def uses(self) -> Mapping[str, int]:
        """How many clauses each item proves, of all standards."""
        return self.publication.uses

    @property
    def office(self) -> Office:
        """The creation office's view; an empty one where the profile has none."""
        return self.publication.office or Office()

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """Points by id, where the profile has them."""
        return {spot.point.id: spot for spot in self.office.spots}

    @cached_property
    def point_names(self) -> Mapping[str, str]:
        """Names of points by id."""
        return {point.id: point.name for point in self.publication.config.points.points}

    @cached_property
    def nodes(self) -> Mapping[str, Indicator]:
        """All nodes of the standard by code."""
        return {node.code: node for clause in self.publication.config.clauses for node in clause.path}

    # --- words -----------------------------------------------------------------------------------------

    def say(self, zh: str, en: str) -> str:
        """A text in the language of the site."""
        return self.lang.say(zh, en)

    def severity(self, severity: Severity) -> str:
        """How much a finding weighs."""
        return {
            Severity.ERROR: self.say("须改正", "error"),
            Severity.WARNING: self.say("请核对", "warning"),
            Severity.NOTICE: self.say("提示", "notice"),
        }[severity]

    def said(self, text: str) -> str:
        """What a person typed into the settings, as it may be shown."""
        return hide(text, self._rules)[0]

    def named(self, subject: str) -> str:
        """What a finding's subject is called: an item's title, a clause's, else the subject itself."""
        if evidence := self.evidence_at(subject):
            return self.title(evidence)
        if subject in self.dossiers:
            indicator = self.dossiers[subject].clause.indicator
            return f"{indicator.display} {indicator.title}"
        return subject

    def state(self, state: SlotState) -> State | None:
        """A state, or None where the profile shows none."""
        return self.shown_state(state) if self.internal else None

    def shown_state(self, state: SlotState) -> State:
        """A state with its word."""
        words = {
            SlotState.ABSENT: self.say("未提供", "absent"),
            SlotState.UPLOADED: self.say("已上传", "uploaded"),
            SlotState.USABLE: self.say("可用", "usable"),
        }
        return State(state.value, words[state])

    def status(self, link: Link) -> str:
        """How sure a link is, or nothing where the profile does not say."""
        if not self.shows_status:
            return ""
        return {
            LinkStatus.PLACED: self.say("按文件夹归入", "placed"),
            LinkStatus.CONFIRMED: self.say("人工确认", "confirmed"),
            LinkStatus.SUGGESTED: self.say("系统建议，待确认", "suggested"),
        }[link.status]

    def nature(self, nature: Nature) -> str:
        """基本, 特色 or 负面 as it is said of an indicator."""
        return {
            Nature.BASIC: self.say("基本指标", "basic"),
            Nature.FEATURED: self.say("特色指标", "featured"),
            Nature.NEGATIVE: self.say("负面清单", "negative list"),
        }[nature]

    def level(self, depth: int) -> str:
        """The name of a level of the standard, 0 the topmost."""
        levels = self.publication.config.edition.levels
        return levels[min(depth, len(levels) - 1)]

    def day(self, value: date) -> str:
        """A date in words."""
        return self.say(f"{value.year}年{value.month}月{value.day}日", value.isoformat())

    def person(self, person_id: str | None) -> str:
        """A person as post and name."""
        person = self.people.get(person_id or "")
        return f"{person.post} {person.name}" if person else (person_id or "")

    def unit(self, unit_id: str | None) -> str:
        """A unit's name."""
        unit = self.units.get(unit_id or "")
        return unit.name if unit else (unit_id or "")

    def district_name(self, district_id: str) -> str:
        """A district's name."""
        district = self.districts.get(district_id)
        return district.name if district else district_id

    def owners(self, kind: OwnerKind) -> Mapping[str, Group | Unit | District | Person]:
        """All owners of a kind by id."""
        owners: Mapping[OwnerKind, Mapping[str, Group | Unit | District | Person]] = {
            OwnerKind.GROUPS: self.groups,
            OwnerKind.UNITS: self.units,
            OwnerKind.DISTRICTS: self.districts,
            OwnerKind.PEOPLE: self.people,
        }
        return owners[kind]

    def owner_kind(self, kind: OwnerKind) -> str:
        """What owners of a kind are called."""
        return {
            OwnerKind.GROUPS: self.say("工作组", "Working group"),
            OwnerKind.UNITS: self.say("责任单位", "Unit"),
            OwnerKind.DISTRICTS: self.say("区、功能区", "District"),
            OwnerKind.PEOPLE: self.say("人员", "Person"),
        }[kind]

    def owner_name(self, kind: OwnerKind, owner: str) -> str:
        """What an owner is called, a person by post and name."""
        return self.person(owner) if kind is OwnerKind.PEOPLE else self.owners(kind)[owner].name

    def owner_ref(self, urls: Urls, kind: OwnerKind, owner: str) -> Ref | None:
        """An owner with the link to what it has to do; None where there is none."""
        if owner not in self.owners(kind):
            return None
        href = urls.desk(kind, owner) if self.has(Part.DUTIES) else ""
        return Ref(self.owner_name(kind, owner), href)

    def units_text(self, ids: tuple[str, ...]) -> str:
        """Several units in a line."""
        return self.say("、", ", ").join(self.unit(i) for i in ids)

    # --- links -----------------------------------------------------------------------------------------

    def crumbs(self, path: tuple[Indicator, ...], urls: Urls) -> tuple[Ref, ...]:
        """The way from the first page down to the last node of `path`, itself left out."""
        above = (Ref(f"{n.display} {n.title}", self.indicator_href(urls, n.code)) for n in path[:-1])
        return (Ref(self.say("首页", "Home"), urls.home()), *above)

    def indicator_href(self, urls: Urls, code: str) -> str:
        """The link to a node of the standard; empty where the profile has no dossiers."""
        return urls.indicator(code) if self.has(Part.DOSSIERS) else ""

    def dossier_href(self, urls: Urls, code: str) -> str:
        """The link to a dossier; empty where the profile has none."""
        return urls.dossier(code) if self.has(Part.DOSSIERS) else ""

    def group_href(self, urls: Urls, group_id: str) -> str:
        """The link to a working group; empty where the profile does not show the organisation."""
        return urls.group(group_id) if self.has(Part.ORGANISATION) else ""

    def area_href(self, urls: Urls, district_id: str) -> str:
        """The link to a district's points; empty where the profile has none."""
        return urls.area(district_id) if self.has(Part.POINTS) and district_id in self.districts else ""

    def file(self, evidence: Evidence, urls: Urls, *, page: int | None = None) -> str:
        """The link to an item's published file; empty where its content is not here."""
        published = self.prepared.files.get(evidence.id)
        return urls.file(published.name, page=page) if published else ""

    def thumbnail(self, evidence: Evidence, urls: Urls) -> str:
        """The link to an item's first page, small; empty where there is none, or no file to lead to."""
        has_one = evidence.extraction.preview.thumbnail and evidence.id in self.prepared.files
        return urls.thumbnail(evidence.id) if has_one else ""

    def picture(self, evidence: Evidence, urls: Urls) -> str:
        """The link to a picture as browsers show it: the file, or a view made of it; empty for all else."""
        if evidence.item.media.format is not Format.IMAGE or evidence.id not in self.prepared.files:
            return ""
        if evidence.item.media.extension in _SHOWN_PICTURES:
            return self.file(evidence, urls)
        return urls.shown(evidence.id) if evidence.extraction.preview.view else ""

    def title(self, evidence: Evidence) -> str:
        """What an item is called."""
        return evidence.description.title.value or evidence.item.name
