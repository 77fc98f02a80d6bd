"""Everything that an installation keeps, as one file that either database can be filled from.

A ZIP file: `rows/<model>.jsonl` (one JSON array a row, its columns named in the manifest), `files.jsonl` and
`files/<store>/<sha256>`, and `manifest.json` with versions, counts and checksums. No key and no password in the clear.
"""
