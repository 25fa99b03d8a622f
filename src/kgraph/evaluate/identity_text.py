"""Pairs and clusters as lines for a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator

from kgraph.evaluate.clusters import BCubed, ClusterScore
from kgraph.evaluate.identity import PairScore, Verdict


def identity_lines(pairs: PairScore, clusters: ClusterScore | None) -> Iterator[str]:
    """What `kgraph evaluate --identity` shows."""
    rate, number = pairs.rate, len(pairs.verdicts)
    yield f"{number} pairs, {rate.gold} of them the same thing"
    yield f"merged         P {rate.precision:.3f}  R {rate.recall:.3f}  F1 {rate.f1:.3f}   ({rate.hit} of {rate.gold})"
    yield f"false merges   {pairs.false_merges:.2%}   ({rate.found - rate.hit} of {number - rate.gold} different pairs)"
    for same, heading in ((True, "same"), (False, "different")):
        yield f"\n{heading}"
        for (trap, label), (right, total) in pairs.by_trap.items():
            if label == same:
                yield f"  {trap or '(no trap named)':22} {right:4} of {total}"
    if clusters is not None:
        yield f"\nB³ over {clusters.articles} articles together"
        yield f"  as annotated   {_b_cubed(clusters.annotated)}"
        yield f"  as extracted   {_b_cubed(clusters.extracted)}"


def identity_misses(pairs: PairScore, clusters: ClusterScore | None) -> Iterator[str]:
    """What was told wrongly: false merges, then what was kept apart, then clusters mixed and split."""
    yield from (_miss(verdict) for verdict in pairs.wrong)
    if clusters is not None:
        yield from (f"mixed\t{key}\t{', '.join(members)}" for key, members in clusters.mixed.items())
        yield from (f"split\t{name}\t{', '.join(keys)}" for name, keys in clusters.split.items())


def identity_dict(pairs: PairScore, clusters: ClusterScore | None) -> dict[str, object]:
    """All figures as plain values."""
    found: dict[str, object] = {
        "pairs": len(pairs.verdicts),
        **pairs.rate.as_dict(),
        "false_merges": round(pairs.false_merges, 4),
        "traps": [
            {"trap": trap, "label": "same" if same else "different", "right": right, "pairs": total}
            for (trap, same), (right, total) in pairs.by_trap.items()
        ],
    }
    if clusters is not None:
        found["b_cubed"] = {
            "annotated": clusters.annotated.as_dict(),
            "extracted": clusters.extracted.as_dict(),
            "articles": clusters.articles,
        }
    return found


def _b_cubed(score: BCubed) -> str:
    figures = f"P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}"
    return f"{figures}   ({score.entities} entities)"


def _miss(verdict: Verdict) -> str:
    how = "apart" if verdict.pair.same else "merged"
    a, b = verdict.pair.sides
    return f"{how}\t{verdict.pair.id}\t{a['name']} → {verdict.keys[0]}\t{b['name']} → {verdict.keys[1]}"
