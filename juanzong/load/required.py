"""The configuration that a run cannot do without."""

from juanzong.findings import Finding, finding, order
from juanzong.load.archive import load
from juanzong.model import Config
from juanzong.request import ConfigurationError, Request


def required(request: Request, found: list[Finding]) -> Config:
    """Load what a run needs; what is wrong goes to `found`.

    Raises:
        ConfigurationError: the YAML is broken, or has no such profile.
    """
    config, wrong = load(request.archive)
    found.extend(wrong)
    if config is None:
        raise ConfigurationError(order(found))
    if request.profile and request.profile not in config.archive.profiles:
        known = "、".join(config.archive.profiles)
        raise ConfigurationError(
            (finding("JZ702", "archive.yml", field="profiles", profile=request.profile, known=known),)
        )
    return config
