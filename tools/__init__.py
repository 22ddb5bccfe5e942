"""Scripts for those who work on the product; nothing here is needed to build a site."""
