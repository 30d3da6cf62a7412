"""Text in one or two languages."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Text(BaseModel):
    """English and Chinese; a bare string stands for both."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: str | None = Field(None, description="English.")
    zh: str | None = Field(None, description="Chinese.")

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, data: Any) -> Any:
        return {"en": data, "zh": data} if isinstance(data, str) else data

    def of(self, lang: str) -> str:
        """The text in that language, else in the other."""
        first, second = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return first or second or ""
