"""How a web server is told of the site: nginx and Apache, content negotiation by 303, headers; at whatever path.

The thing's IRI is answered with 303 to its page or its data, whichever the client asks for: Turtle where it names it
and does not name HTML, else the page.
"""

from __future__ import annotations

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
_INLINE = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'"
)

_NGINX = """\
# Into the http block: `include …/nginx-map.conf`; into the server block: `include …/nginx-site.conf`.
# The site is served from {root} below {path}; change both where it lies elsewhere.
"""
_MAP = """\
# What a client that asks for a thing gets: its data where it wants Turtle and no page, else its page.
map $http_accept $kgraph_ending {{
    default .html;
    "~*text/html" .html;
    "~*application/xhtml" .html;
    "~*text/turtle" .ttl;
    "~*application/(x-)?turtle" .ttl;
    "~*text/n3" .ttl;
}}
map $request_uri $kgraph_thing {{
    "~^(?<kgraph_path>[^?#]*)" $kgraph_path;
}}
map $uri $kgraph_policy {{
    default "{policy}";
    "~/network\\.html$" "{inline}";
}}
"""
_SITE = """\
location {path} {{
    alias /srv/kgraph/;   # where the folder lies; with / at its end
    charset utf-8;
    types {{ text/html html; text/turtle ttl; text/css css; text/javascript js; text/csv csv; application/json json; }}
    add_header Content-Security-Policy $kgraph_policy always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy no-referrer always;
    add_header Vary Accept always;
    add_header Access-Control-Allow-Origin * always;
}}
# Things: whatever lies below {things} and ends otherwise than a file does.
location ~ ^{path}{things}/(?!.*\\.(html|ttl)$).+$ {{
    absolute_redirect off;
    add_header Vary Accept always;
    add_header Access-Control-Allow-Origin * always;
    return 303 $kgraph_thing$kgraph_ending;
}}
"""
_APACHE = """\
# Apache 2.4 with mod_rewrite, mod_headers and AllowOverride FileInfo; works wherever the folder lies.
AddDefaultCharset utf-8
AddType text/turtle .ttl
AddType text/csv .csv
AddType text/javascript .js
Options -Indexes -MultiViews
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
# A thing's IRI: 303 to its data where the client wants Turtle and no page, else to its page.
RewriteCond %{{REQUEST_URI}} !\\.(html|ttl)$
RewriteCond %{{HTTP_ACCEPT}} (text/turtle|application/(x-)?turtle|text/n3) [NC]
RewriteCond %{{HTTP_ACCEPT}} !(text/html|application/xhtml) [NC]
RewriteCond %{{REQUEST_FILENAME}}.ttl -f
RewriteRule ^{things}/.+$ %{{REQUEST_URI}}.ttl [R=303,L,NE]
RewriteCond %{{REQUEST_URI}} !\\.(html|ttl)$
RewriteCond %{{REQUEST_FILENAME}}.html -f
RewriteRule ^{things}/.+$ %{{REQUEST_URI}}.html [R=303,L,NE]
"""


def server_files(things: str, path: str = "/") -> dict[str, str]:
    """The configuration files, by name.

    Args:
        things: Folder of the things below the site, such as `id`.
        path: Below which the site is to be served by nginx; begins and ends with `/`.
    """
    values = {"things": things, "path": path, "policy": POLICY, "inline": _INLINE, "root": "/srv/kgraph/"}
    head = _NGINX.format(**values)
    return {
        ".htaccess": _APACHE.format(**values),
        "server/nginx-map.conf": head + _MAP.format(**values),
        "server/nginx-site.conf": head + _SITE.format(**values),
    }
