-- How many people of each area come to each outcome of each programme.
-- Reads people.ndjson (flat cases) and decisions.ndjson (waymark batch --output decisions) in this folder.
WITH people AS (
    SELECT id, local_authority
    FROM read_json('people.ndjson', format = 'newline_delimited', columns = {id: 'VARCHAR', local_authority: 'VARCHAR'})
),
decisions AS (
    SELECT "case" AS id, unnest(outcomes) AS row
    FROM read_json(
        'decisions.ndjson', format = 'newline_delimited', maximum_object_size = 67108864,
        columns = {
            "case": 'VARCHAR',
            outcomes: 'STRUCT(programme VARCHAR, service VARCHAR, outcome VARCHAR, position INTEGER)[]'
        })
    -- A line that could not be decided has an error in place of a case.
    WHERE "case" IS NOT NULL
)
SELECT
    coalesce(local_authority, 'not known') AS area,
    row.programme AS programme,
    row.outcome AS outcome,
    -- A programme with several services has an outcome for each.
    count(DISTINCT id) AS people
FROM decisions LEFT JOIN people USING (id)
GROUP BY ALL
ORDER BY area, programme, outcome;
