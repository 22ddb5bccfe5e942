"""Load: the YAML files of an archive become one typed, frozen configuration, or findings that say why not."""

from juanzong.load.archive import load, load_sidecar, owner_of, window_of

__all__ = ["load", "load_sidecar", "owner_of", "window_of"]
