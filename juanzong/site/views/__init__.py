"""From a publication to the contexts of its pages: one module per family of pages, plain functions."""
