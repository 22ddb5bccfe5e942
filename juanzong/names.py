"""What groups, units, districts and people are called."""

from juanzong.load.organisation import Organisation


class Names:
    """Names by id; an id that nobody has is its own name."""

    def __init__(self, organisation: Organisation) -> None:
        self._groups = {group.id: group for group in organisation.groups}
        self._units = {unit.id: unit for unit in organisation.units}
        self._districts = {district.id: district for district in organisation.districts}
        self._people = {person.id: person for person in organisation.people}

    def group(self, group_id: str | None) -> str:
        """A working group's name."""
        group = self._groups.get(group_id or "")
        return group.name if group else (group_id or "")

    def leader(self, group_id: str) -> str:
        """A working group's leader, as post and name."""
        group = self._groups.get(group_id)
        return self.person(group.leader) if group else ""

    def unit(self, unit_id: str | None) -> str:
        """A unit's name."""
        unit = self._units.get(unit_id or "")
        return unit.name if unit else (unit_id or "")

    def district(self, district_id: str) -> str:
        """A district's name."""
        district = self._districts.get(district_id)
        return district.name if district else district_id

    def person(self, person_id: str | None) -> str:
        """A person as post and name."""
        person = self._people.get(person_id or "")
        return f"{person.post} {person.name}" if person else (person_id or "")
