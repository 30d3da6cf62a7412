"""What `funnelbench list` prints: the playbooks and blocks that come with the package."""

from __future__ import annotations

from pathlib import Path

from sim.inputs.blocks import block_files
from sim.inputs.errors import InputError, Problem
from sim.inputs.kinds import BLOCK_MODELS
from sim.inputs.places import shipped, shipped_playbooks
from sim.inputs.text import Text
from sim.inputs.yaml_tree import load_tree

PLAYBOOKS = "playbooks"
# What the folders hold, beside their names, which one writes.
IN_CHINESE = {
    PLAYBOOKS: "手册",
    "markets": "市场",
    "people": "人员",
    "segmentation": "客户细分",
    "process": "流程",
    "routing": "分配规则",
    "territory": "辖区",
    "products": "产品与服务",
    "crm": "客户关系管理",
    "incentives": "激励",
    "improvement": "持续改进",
    "research": "客户研究",
    "training": "培训",
    "marketing": "市场推广",
    "transition": "组织过渡",
}


def listing(lang: str = "en") -> str:
    """Playbooks and blocks that come with the package, with their titles, by kind; kinds that have any.

    Raises InputError for an unknown language.
    """
    if lang not in ("en", "zh"):
        raise InputError(Problem(f"no titles in '{lang}'", where="--lang", hint="valid: en, zh"))
    kinds = {kind: block_files(kind, [shipped("params")]) for kind in BLOCK_MODELS}
    lines: list[str] = []
    for kind, files in {PLAYBOOKS: shipped_playbooks(), **kinds}.items():
        if files:
            lines.append(kind if lang == "en" else f"{kind}（{IN_CHINESE[kind]}）")
            lines += [f"  {name:<28} {_title(path, lang)}" for name, path in files.items()]
    return "\n".join(lines)


def _title(path: Path, lang: str) -> str:
    found = load_tree(path).data.get("title")
    return "" if found is None else Text.model_validate(found).of(lang)
