"""How a web server is told of the site: nginx and Apache, content negotiation by 303, headers; at whatever path.

The thing's IRI is answered with 303 to its page or its data. A regular expression does not weigh `q`: a client that
names HTML without one, as browsers do, gets the page; else Turtle or JSON-LD, whichever it names without `q`; else
whichever it names with one; Turtle where it names other data; else the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
_INLINE = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'"
)

_PAGE = r"text/html|application/xhtml\+xml"
_TURTLE = r"text/turtle|application/(?:x-)?turtle|text/n3|application/n-triples|application/trig"
_JSON = r"application/(?:ld\+)?json"
_OTHER = r"application/rdf\+xml|application/n-quads|application/\*|text/rdf\+n3"
_CHOICES = (
    (rf"(?:^|,)\s*(?:{_PAGE})\s*(?:$|,|;(?!\s*q=))", ".html"),
    (rf"(?:^|,)\s*(?:{_TURTLE})\s*(?:$|,|;(?!\s*q=))", ".ttl"),
    (rf"(?:^|,)\s*(?:{_JSON})\s*(?:$|,|;(?!\s*q=))", ".jsonld"),
    (rf"(?:{_TURTLE})\s*;\s*q=(?!0(?:\.0*)?\s*(?:,|$))", ".ttl"),
    (rf"(?:{_JSON})\s*;\s*q=(?!0(?:\.0*)?\s*(?:,|$))", ".jsonld"),
    (rf"(?:{_OTHER})\s*(?:$|,|;(?!\s*q=0(?:\.0*)?\s*(?:,|$)))", ".ttl"),
)
"""What a client asks for → the ending of what it gets; the first that fits."""
_MOST = 200  # rules of things that do not stand at their paths, which servers try one by one
_PLAIN = re.compile(r"[A-Za-z0-9._~%/:@!,;=+-]+")

_NGINX = """\
# Into the http block: `include …/nginx-map.conf`; into the server block: `include …/nginx-site.conf`.
# The site is served from /srv/kgraph/ below {path}; change both where it lies elsewhere.
"""
_MAP = """\
# What a client that asks for a thing gets: its page or its data.
map $http_accept $kgraph_ending {{
    default .html;
{choices}
}}
# Where a thing stands: at its IRI's path, but for what cannot be the name of a file.
map $request_uri $kgraph_path {{
    "~^(?<kgraph_asked>[^?#]*)" $kgraph_asked;
}}
map $kgraph_path $kgraph_thing {{
    default $kgraph_path;
{hashed}}}
map $uri $kgraph_policy {{
    default "{policy}";
    "~/network\\.html$" "{inline}";
}}
"""
_SITE = """\
location {path} {{
    alias /srv/kgraph/;   # where the folder lies; with / at its end
    charset utf-8;
    charset_types text/turtle text/css text/csv text/javascript text/plain application/xml;
    types {{
        text/html html; text/turtle ttl; application/ld+json jsonld; text/css css; text/javascript js; text/csv csv;
        application/json json; application/xml xml; text/plain txt; image/svg+xml svg;
    }}
    gzip on;
    gzip_vary on;
    gzip_types text/turtle application/ld+json text/css text/javascript text/csv application/json application/xml;
    error_page 403 =404 {path}404.html;
    error_page 404 {path}404.html;
{headers}
}}
location ^~ {path}server/ {{ return 404; }}
{bare}# Things: whatever lies below {things} and ends otherwise than a file does.
location ~ "^{path_re}{things_re}/(?!.*(\\.(html|ttl|jsonld)|/)$).+$" {{
    absolute_redirect off;
{headers}
    return 303 $kgraph_thing$kgraph_ending;
}}
"""
_HEADERS = """\
    add_header Content-Security-Policy $kgraph_policy always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy no-referrer always;
    add_header Vary Accept always;
    add_header Access-Control-Allow-Origin * always;"""
_APACHE = """\
# Apache 2.4 with mod_rewrite, mod_headers and AllowOverride FileInfo; works wherever the folder lies, but for the
# page that tells that something is missing. Where MultiViews or Indexes are on for the folder, switch them off there.
ErrorDocument 404 {path}404.html
AddDefaultCharset utf-8
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType text/csv .csv
AddType text/javascript .js
AddType image/svg+xml .svg
AddCharset utf-8 .ttl .csv .js .css
<IfModule mod_deflate.c>
    <IfModule mod_filter.c>
        AddOutputFilterByType DEFLATE text/html text/turtle application/ld+json text/css text/javascript text/csv
    </IfModule>
</IfModule>
<IfModule mod_headers.c>
    Header always set Content-Security-Policy "{policy}"
    Header always set X-Content-Type-Options nosniff
    Header always set Referrer-Policy no-referrer
    Header always merge Vary Accept
    Header always set Access-Control-Allow-Origin *
    <Files "network.html">
        Header always set Content-Security-Policy "{inline}"
    </Files>
</IfModule>
RewriteEngine On
# What a client that asks for a thing gets: its page or its data.
RewriteRule ^ - [E=KGRAPH:.html]
{choices}
# What cannot be the name of a file stands elsewhere.
{hashed}# A thing's IRI: 303 to what was chosen.
RewriteCond %{{REQUEST_URI}} !\\.(html|ttl|jsonld)$
RewriteCond %{{REQUEST_FILENAME}}%{{ENV:KGRAPH}} -f
RewriteRule ^{things_re}/.+$ %{{REQUEST_URI}}%{{ENV:KGRAPH}} [R=303,L]
RewriteRule ^server/ - [R=404,L]
"""


def server_files(things: str, path: str = "/", hashed: Sequence[tuple[str, str]] = ()) -> dict[str, str]:
    """The configuration files, by name.

    Args:
        things: Folder of the things below the site, such as `id`.
        path: Below which the site is to be served; begins and ends with `/`.
        hashed: Ends of IRIs of things that do not stand at their paths, and where they stand.
    """
    moved = [(key, place) for key, place in hashed if _PLAIN.fullmatch(key)][:_MOST]
    values = {
        "things": things,
        "things_re": re.escape(things).replace('"', ""),
        "path": path,
        "path_re": re.escape(path),
        "policy": POLICY,
        "inline": _INLINE,
        "headers": _HEADERS,
        "bare": "" if path == "/" else f"location = {path[:-1]} {{ absolute_redirect off; return 301 {path}; }}\n",
    }
    of_nginx = values | {
        "choices": "\n".join(f'    "~*{pattern}" {ending};' for pattern, ending in _CHOICES),
        "hashed": "".join(f'    "~^{re.escape(f"{path}{things}/{key}")}$" "{path}{place}";\n' for key, place in moved),
    }
    of_apache = values | {
        "choices": "\n".join(_chosen()),
        "hashed": "".join(_moved(things, moved)),
    }
    head = _NGINX.format(**values)
    return {
        ".htaccess": _APACHE.format(**of_apache),
        "server/nginx-map.conf": head + _MAP.format(**of_nginx),
        "server/nginx-site.conf": head + _SITE.format(**of_nginx),
    }


def _chosen() -> Iterator[str]:
    """Rules of Apache, of which the last that fits counts."""
    for pattern, ending in reversed(_CHOICES):
        yield f'RewriteCond %{{HTTP_ACCEPT}} "{pattern}" [NC]\nRewriteRule ^ - [E=KGRAPH:{ending}]'


def _moved(things: str, moved: Sequence[tuple[str, str]]) -> Iterator[str]:
    for key, place in moved:
        asked = rf"^[A-Z]+\ \S*/{re.escape(f'{things}/{key}')}[?\ ]"
        yield f'RewriteCond %{{THE_REQUEST}} "{asked}"\nRewriteCond %{{REQUEST_FILENAME}} !-f\n'
        yield f"RewriteRule ^ %{{CONTEXT_PREFIX}}/{place}%{{ENV:KGRAPH}} [R=303,L]\n"
