"""Compiles `pathways/` (YAML) and `content/` into the site Mulighetskart."""
