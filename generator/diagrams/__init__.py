"""Diagrams: a value first, then its layout; our templates draw, and the same value makes the equal in text."""
