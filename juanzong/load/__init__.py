"""Load: the YAML files of an archive become one typed, frozen configuration, or findings that say why not."""

from juanzong.load.archive import clauses_of, load, load_sidecar, owner_of, window_of

__all__ = ["clauses_of", "load", "load_sidecar", "owner_of", "window_of"]
