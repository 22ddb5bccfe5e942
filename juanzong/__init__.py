"""Juanzong: a static-site evidence archive for a city's 文明城市 inspection."""

__version__ = "0.1.0"
