"""Bags for the tests of this folder."""

from tests.pack.making import bag, key, released

__all__ = ["bag", "key", "released"]
