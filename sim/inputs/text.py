"""Text in one or two languages."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

# A line of YAML that goes on in the next one is joined by a space, which Chinese text does not have.
BETWEEN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) +(?=[\u3000-\u9fff\uff00-\uffef])")


class Text(BaseModel):
    """English and Chinese; a bare string stands for both. Chinese that is folded over lines is one text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    WRITTEN_AS: ClassVar[str] = "text, or a mapping of en and zh"

    en: str | None = Field(None, description="English.")
    zh: str | None = Field(None, description="Chinese.")

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, data: Any) -> Any:
        return {"en": data, "zh": data} if isinstance(data, str) else data

    @field_validator("en", "zh")
    @classmethod
    def _no_space_between_chinese(cls, text: str | None) -> str | None:
        return None if text is None else BETWEEN_CHINESE.sub("", text)

    @model_validator(mode="after")
    def _says_something(self) -> Text:
        if self.en is None and self.zh is None:
            raise ValueError("expected text in en or zh, found neither")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler.resolve_ref_schema(handler(schema))]}

    def of(self, lang: str) -> str:
        """The text in that language, else in the other."""
        first, second = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return first or second or ""
