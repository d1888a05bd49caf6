"""parquet: an article a row, with all that json holds, in the columns of `_schema`. Needs pyarrow (extra `parquet`)."""

from __future__ import annotations

import json
from itertools import islice
from typing import IO, TYPE_CHECKING

from newsclean.writers import as_jsonl
from newsclean.writers.format import Format

if TYPE_CHECKING:
    import pyarrow

_ROWS_OF_A_GROUP = 1000


def _schema() -> pyarrow.Schema:
    """The columns, named and ordered as in json; `sources` is a map from a field's name."""
    import pyarrow as pa

    text = pa.string()
    texts, scalars = pa.list_(text), dict.fromkeys(("input", "url", "canonical_url", "title"), text)
    removal = {"rule": text, "category": text, "stage": text, "start": pa.int64(), "end": pa.int64(), "text": text}
    columns = {
        **scalars, "authors": texts, **dict.fromkeys(("published", "modified", "site", "language"), text),
        "description": text, "image": text, "tags": texts, "section": text, "text": text,
        "removals": pa.list_(pa.struct(removal)),
        "flags": pa.list_(pa.struct({"flag": text, "seen": text, "where": text})),
        "sources": pa.map_(text, pa.struct({"source": text, "raw": text})),
    }  # fmt: skip
    return pa.schema(columns)


def pack(rows: IO[bytes], out: IO[bytes]) -> None:
    """A Parquet file of rows as jsonl has them. The same rows and version of pyarrow give the same bytes."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = _schema()
    with ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS_OF_A_GROUP)):
            articles = [json.loads(line) for line in group]
            for article in articles:
                article["sources"] = list(article["sources"].items())
            writer.write_table(pa.Table.from_pylist(articles, schema))


FORMAT = Format(".parquet", as_jsonl.render, separator=None, collected=True, pack=pack, needs="pyarrow")
