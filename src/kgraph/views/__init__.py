"""What a page shows, as frozen records: a store and a key come in, a view goes out, plain JSON by `as_dict`.

`overview` for a start page, `entity` and `group` for one entity, `article` for one article, `answer` for a named
query. No view holds more than a page shows: an entity with 10,000 statements comes in groups and pages. Whoever writes
pages, served or static, takes them from here; words and markup are theirs. Each is a function `f(store, …)` whose
answer can be pickled, so a worker process can make it.
"""

from kgraph.views.answer import AnswerView, Cell, answer
from kgraph.views.article import ArticleView, article
from kgraph.views.claims import Claim, Group
from kgraph.views.entity import EntityView, GroupView, entity, group
from kgraph.views.evidence import Evidence
from kgraph.views.neighbours import Neighbour
from kgraph.views.offices import OfficeView, RivalView
from kgraph.views.overview import Example, Overview, overview
from kgraph.views.parts import Missing, Reference

__all__ = [
    "AnswerView",
    "ArticleView",
    "Cell",
    "Claim",
    "EntityView",
    "Evidence",
    "Example",
    "Group",
    "GroupView",
    "Missing",
    "Neighbour",
    "OfficeView",
    "Overview",
    "Reference",
    "RivalView",
    "answer",
    "article",
    "entity",
    "group",
    "overview",
]
