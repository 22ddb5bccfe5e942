"""What the reports of the creation office tell of: a border module of `archive.yml`."""

from pydantic import Field

from juanzong.load.fields import Record


class ReportRules(Record, title="报告"):
    """How long a briefing looks back."""

    days: int = Field(default=15, ge=1, le=366, description="简报的期间：截至当日的多少天")
