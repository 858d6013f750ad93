-- Of who stopped this topic; the last word counts.
INSERT INTO leaving (recipient_id, topic_id, reason, words, at)
SELECT r.id, t.id, :reason::leaving_reason, :words, :at
FROM recipient r JOIN topic t ON t.controller_id = r.controller_id AND t.id = :topic
WHERE r.id = (SELECT coalesce(merged_into, id) FROM recipient WHERE id = :recipient) AND r.erased_at IS NULL
ON CONFLICT (recipient_id, topic_id) DO UPDATE SET reason = excluded.reason, words = excluded.words, at = excluded.at
