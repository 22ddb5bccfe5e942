"""Stage package: classify."""
