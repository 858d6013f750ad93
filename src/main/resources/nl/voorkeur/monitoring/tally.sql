-- Counts whom a topic may reach now, and why not the others.
INSERT INTO tally (controller_id, topic_id, at, permitted, denied)
SELECT :controller, :topic, :now, coalesce(max(people) FILTER (WHERE reason IS NULL), 0),
    coalesce(jsonb_object_agg(reason::text, people) FILTER (WHERE reason IS NOT NULL), '{}')
FROM (SELECT reason, count(*) AS people FROM permission_decision(:topic, :now) GROUP BY reason) counted
ON CONFLICT (controller_id, topic_id) DO UPDATE SET at = excluded.at, permitted = excluded.permitted, denied = excluded.denied
    WHERE tally.at < excluded.at
