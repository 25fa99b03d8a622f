"""Networks to draw: an ordinary one, and one whose every text wants to break out."""

from kgraph.network import Source
from network_samples import BASE, network, node, statement

BMH = node("ministry/bmh", "Bundesministerium für Häfen", "Ministry", names=("BMH", "Hafenministerium"))
BUND = node("state/bund", "Bund", "State", "Jurisdiction")
BREMEN = node("land/bremen", "Freie Hansestadt Bremen", "Land", "Jurisdiction", names=("Bremen",))
PORTAL = node("service/hafenportal", "Hafenportal", "Service", "Initiative")
APP = node("service/app", "Anlegestellen-App", "Service", "Initiative")
BRANDT = node("person/ole-brandt", "Ole Brändt", "Person", "Person")
WERFT = node("company/weisswerft", "Weißwerft GmbH", names=("Weißwerft",))
VERTRAG = node("agreement/a-vereinbarung", "Vereinbarung", "Agreement", "Agreement", date="2024-05")

HANDOVER = Source(f"{BASE}article/a", "Hafenportal: Bund übernimmt", "2024-05-07", "https://example.org/hafenportal")
PRAISE = Source(f"{BASE}article/b", "Bremen lobt Hafenportal", "2023-06")

ORDINARY = network(
    statement(
        "state/bund", "service/hafenportal", "takesOver", source=HANDOVER, taken_from="Freie Hansestadt Bremen",
        quote="Der Bund übernimmt das in Bremen entwickelte Hafenportal.", confidence=0.93, rule="takes-over-active",
    ),
    statement("state/bund", "service/hafenportal", "takesOver", 1, source=PRAISE, quote="Der Bund hat das Portal."),
    statement("land/bremen", "service/hafenportal", "develops", source=HANDOVER),
    statement("person/ole-brandt", "land/bremen", "holdsRole", source=HANDOVER, roles=("Staatsrat",)),
    statement("state/bund", "agreement/a-vereinbarung", "partyTo", source=HANDOVER),
    statement("land/bremen", "agreement/a-vereinbarung", "partyTo", source=HANDOVER),
    statement("land/bremen", "state/bund", "cooperatesWith", source=PRAISE),
    statement("company/weisswerft", "service/hafenportal", "funds", source=HANDOVER, amount="zwei Millionen Euro"),
    statement("company/weisswerft", "service/hafenportal", "operates", source=PRAISE, status="ended"),
    statement("ministry/bmh", "service/app", "develops", source=HANDOVER, status="planned"),
    statement("ministry/bmh", "service/hafenportal", "uses", source=PRAISE, status="denied"),
    nodes=[BMH, BUND, BREMEN, PORTAL, APP, BRANDT, WERFT, VERTRAG],
)  # fmt: skip

TAKEOVER = "state/bund|takesOver|service/hafenportal|fact"

# What breaks out calls this; what only looks odd is among it, too.
ATTACKS = (
    "</script><script>window.broken=1</script>",
    "<img src=x onerror='window.broken=1'>",
    '" onmouseover="window.broken=1" x="',
    "</title><svg onload=window.broken=1>",
    "{{ 7*7 }}{% raw %}<!--",
    "a\u2028b\u2029c \u202egnp.exe\u202c \u0000 é 👩‍💻",
    "javascript:window.broken=1",
    '=HYPERLINK("https://example.org";"x")',
)


def hostile():
    """Every text of a network is an attack."""
    nodes, statements = [], []
    for number, attack in enumerate(ATTACKS):
        names = (f"{attack} {number}", attack[::-1])
        nodes.append(node(f"company/{attack}{number}", f"{attack}{number}", names=names, date=attack))
        source = Source(f"{BASE}article/{number}", attack, attack, "javascript:window.broken=1")
        more = {"quote": attack, "rule": attack, "roles": (attack,), "amount": attack, "taken_from": attack}
        statements.append(
            statement(
                nodes[-1].key, "hub", source=source, **more, speaker=attack, valid_from=attack, valid_until=attack
            )
        )
    return network(*statements, nodes=[*nodes, node("hub", "Hub")])
