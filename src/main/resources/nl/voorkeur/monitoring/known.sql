-- Counts whom a controller knows.
INSERT INTO tally (controller_id, topic_id, at, permitted)
SELECT :controller, :topic, :now, count(*) FROM recipient r
WHERE r.controller_id = :controller AND r.erased_at IS NULL AND r.merged_into IS NULL
ON CONFLICT (controller_id, topic_id) DO UPDATE SET at = excluded.at, permitted = excluded.permitted WHERE tally.at < excluded.at
