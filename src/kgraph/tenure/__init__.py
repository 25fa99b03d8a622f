"""Who held which office in which body from when to when: single claims of articles in, `Tenure`s out.

- `days`: dates as precise as known, as first and last possible day;
- `model`: a claim, a tenure, and whether it covers a day: yes, no, or unknown;
- `join`: the rules by which claims become tenures;
- `rivals`: claims that cannot all be true.

Pure functions of a set of claims: their order does not matter. Nothing is decided between rivals; they stay
side by side.
"""

from __future__ import annotations

from kgraph.tenure.days import Period, period
from kgraph.tenure.join import tenures
from kgraph.tenure.model import Bounds, Claim, Held, Tenure, existence
from kgraph.tenure.rivals import Rivals, rivals

__all__ = ["Bounds", "Claim", "Held", "Period", "Rivals", "Tenure", "existence", "period", "rivals", "tenures"]
