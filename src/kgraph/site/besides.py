"""Pages that are about no thing: what the site is, that a page is missing, and where a crawler finds all pages."""

from __future__ import annotations

from itertools import islice
from urllib.parse import quote
from xml.sax.saxutils import escape

from kgraph.site.pages import Site

_MOST = 50_000  # addresses that one file of the sitemap protocol may hold


def write_besides(site: Site, path: str) -> None:
    """Write `about.html`, `404.html`, `robots.txt` and, where it is known what address the site has, `sitemap.xml`.

    Args:
        site: The site, with all its other pages.
        path: Below which it is served.
    """
    site.write("about.html", site.page("about", "about.html"))
    # A server answers with it whatever path was asked for, so its links must not depend on that.
    site.write("404.html", site.page("missing", "404.html", up=quote(path)))
    robots = "User-agent: *\nAllow: /\n"
    if site.about.address:
        robots += f"Sitemap: {site.about.address}sitemap.xml\n"
        _write_sitemap(site)
    site.write("robots.txt", robots.encode())


def _write_sitemap(site: Site) -> None:
    """All pages; in several files with an index where one may not hold them."""
    found = sorted(file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.html"))
    pages = iter(site.about.address + quote(name) for name in found if name != "404.html")
    files = []
    while part := list(islice(pages, _MOST)):
        files.append(_xml("urlset", "url", part))
    if len(files) == 1:
        site.write("sitemap.xml", files[0])
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
    for name, content in zip(names, files, strict=True):
        site.write(name, content)
    site.write("sitemap.xml", _xml("sitemapindex", "sitemap", [site.about.address + name for name in names]))


def _xml(root: str, item: str, addresses: list[str]) -> bytes:
    lines = (f"<{item}><loc>{escape(address)}</loc></{item}>\n" for address in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n{"".join(lines)}</{root}>\n'.encode()
