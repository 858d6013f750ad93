-- Refused records, and those of a mailbox of which another record counts: its first complaint if there is one, else the
-- first that says no, else the first that is proven, else the first.
INSERT INTO import_result (batch_id, record, outcome, merged_into)
SELECT batch_id, record, 'REFUSED'::import_outcome, NULL::integer FROM import_row WHERE batch_id = :batch AND fault IS NOT NULL
UNION ALL
SELECT batch_id, record, 'MERGED', counts FROM (
    SELECT batch_id, record, first_value(line) OVER w AS counts, row_number() OVER w AS place
    FROM import_row WHERE batch_id = :batch AND fault IS NULL
    WINDOW w AS (PARTITION BY form, key
        ORDER BY complaint DESC, CASE says WHEN 'OUT_OF_ALL' THEN 0 WHEN 'OUT' THEN 1 WHEN 'DEAD' THEN 2 ELSE 3 END, unproven IS NOT NULL, record)
) mailbox WHERE place > 1
