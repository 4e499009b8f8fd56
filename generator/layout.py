"""The names of all files and folders; written nowhere else."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """A project's folders, from its root."""

    root: Path

    @property
    def pathways(self) -> Path:
        """The YAML."""
        return self.root / "pathways"

    @property
    def content(self) -> Path:
        """Pages by hand, styles, scripts, theme overrides."""
        return self.root / "content"

    @property
    def cases(self) -> Path:
        """The situations the law is asked about, where the project has them."""
        return self.root / "tests" / "cases" / "evaluate"

    @property
    def docs(self) -> Path:
        """What the compiler writes and the site tool reads."""
        return self.root / "build" / "docs"

    @property
    def staged(self) -> Path:
        """What the site tool writes, before it is swapped in."""
        return self.root / "build" / "site"

    @property
    def site(self) -> Path:
        """The last good site."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What can be thrown away at any time."""
        return self.root / "build" / "cache"

    @property
    def seen_links(self) -> Path:
        """What «mulighetskart lenker» has seen of the links that lead out; kept with the content."""
        return self.root / "lenker.json"
