"""An entity as of a time: the same statements as of a whole store as of that time, only quicker."""

import pytest

from clock_samples import ANSWERS, stored_articles
from kgraph import views
from kgraph.clocks import Clocks, as_of
from kgraph.config import Settings
from kgraph.store import open_store

DAYS = (None, "2021-03-01", "2022-01-01", "2023-06-01", "2024-01-01", "2025-06-01")
KNOWN = (None, "2021", "2022", "2023-06", "2024-12-31")
KEYS = ("land/bremen", "land/hessen", "state/bund")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    settings = Settings(store=str(tmp_path_factory.mktemp("time") / "store"))
    with open_store(settings, write=True) as made:
        made.replace_articles(stored_articles())
    with open_store(settings) as found:
        yield found


def told(view):
    """Each statement with what the page says of its claim."""
    if isinstance(view, views.Missing):
        return {}
    return {one.id: one.status for group in view.groups for claim in group.claims for one in claim.evidence}


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("day", DAYS)
def test_the_same_statements_pass_as_of_a_whole_store(store, day, known):
    clocks = Clocks.of(day, known)
    then = as_of(store, clocks)
    for key in KEYS:
        found = views.entity(store, key, clocks)
        assert told(found) == told(views.entity(then, key)), key
        if not isinstance(found, views.Missing):
            assert (found.valid_on, found.known_on) == (day or "", known or "")


def test_the_page_says_whether_it_held_on_the_day(store):
    (day, known), answers = next(iter(ANSWERS.items()))
    found = views.entity(store, "land/bremen", Clocks.of(day, known))
    held = {claim.held for group in found.groups for claim in group.claims}
    assert held and held <= set(answers.values())
    plain = views.entity(store, "land/bremen")
    assert {claim.held for group in plain.groups for claim in group.claims} == {""}


def test_a_group_page_keeps_the_time(store):
    whole = views.entity(store, "land/bremen")
    clocks = Clocks.of(None, "2022")
    for group in whole.groups:
        then = views.group(store, "land/bremen", group.id, 1, clocks)
        now = views.group(store, "land/bremen", group.id, 1)
        if not isinstance(then, views.Missing):
            assert then.known_on == "2022"
            assert {one.published for claim in then.group.claims for one in claim.evidence} <= {
                one.published for claim in now.group.claims for one in claim.evidence if one.published[:4] <= "2022"
            }


def test_figures_and_articles_that_were_not_known_do_not_count(store):
    now, then = views.entity(store, "land/bremen"), views.entity(store, "land/bremen", Clocks.of(None, "2022"))
    assert then.articles < now.articles
    assert then.last[:4] <= "2022" < now.last[:4]
