"""The maker of the demo city's evidence: texts and captions as data, files of real formats from them."""
