"""One page by way of the site tool, in this process: what a full build would write, in hundredths of a second."""

import logging
import os
import posixpath
import re
from typing import Any

from generator.files import File
from generator.finish import mended
from generator.layout import Layout

FRONT = "index.md"
# A link to another page by its source, as pages made by hand have them.
SOURCE_LINK = re.compile(r"\]\(([^)#\s]+\.md)")


class Tool:
    """The site tool with its settings and templates read once."""

    def __init__(self, layout: Layout) -> None:
        os.environ["NO_MKDOCS_2_WARNING"] = "1"
        from mkdocs.config import load_config  # the tool is needed here only, and takes its time

        # The terminal is for the builds; what the tool has to say, it says again in the full one.
        logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
        # Nothing is read from the folder, nor written; it only has to be there, which `build/` need not be.
        self._config: Any = load_config(
            str(layout.root / "mkdocs.yml"), docs_dir=str(layout.content), site_dir=str(layout.staged)
        )
        self._templates = self._config.theme.get_env()

    def page(self, file: File) -> bytes:
        """The finished page that this Markdown becomes."""
        from mkdocs.commands.build import get_context
        from mkdocs.structure.files import File as Source
        from mkdocs.structure.files import Files
        from mkdocs.structure.nav import get_navigation

        config = self._config
        text, folder = file.data.decode(), posixpath.dirname(file.path)
        linked = (posixpath.normpath(posixpath.join(folder, link)) for link in SOURCE_LINK.findall(text))
        sources = {}
        for name in {FRONT, *linked, file.path}:  # the front page is named in the menu
            sources[name] = Source(name, None, config.site_dir, config.use_directory_urls)
            sources[name].content_string = text if name == file.path else ""
        files = Files(list(sources.values()))
        menu = get_navigation(files, config)
        page = sources[file.path].page
        assert page is not None
        page.read_source(config)
        page.render(config, files)
        page.active = True
        html = self._templates.get_template("main.html").render(get_context(menu, files, config, page))
        return mended(html).encode()
