-- Decisions as columns: a Parquet file with a row for each outcome of each person.
-- Reads decisions.ndjson (waymark batch --output decisions) in this folder and writes outcomes.parquet.
COPY (
    SELECT
        "case" AS id, decision_date, rulebook, row.programme AS programme, row.service AS service,
        row.outcome AS outcome, row.position AS position, error
    FROM (
        SELECT coalesce("case", id) AS "case", decision_date, rulebook, error, unnest(coalesce(outcomes, [NULL])) AS row
        FROM read_json(
            'decisions.ndjson', format = 'newline_delimited', maximum_object_size = 67108864,
            columns = {
                "case": 'VARCHAR', id: 'VARCHAR', decision_date: 'DATE', rulebook: 'VARCHAR', error: 'VARCHAR',
                outcomes: 'STRUCT(programme VARCHAR, service VARCHAR, outcome VARCHAR, position INTEGER)[]'
            })
    )
) TO 'outcomes.parquet' (FORMAT parquet, COMPRESSION zstd);
