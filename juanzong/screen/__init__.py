"""Stage package: screen."""
