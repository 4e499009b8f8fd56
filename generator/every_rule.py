"""Every rule across files, gathered: a module with rules of its own adds them to the registry when it is imported."""

from generator import checks_hendelse, contradictions, journeys, proven, redirects
from generator.checks import RULES, check

MODULES = (checks_hendelse, contradictions, journeys, proven, redirects)

__all__ = ["MODULES", "RULES", "check"]
