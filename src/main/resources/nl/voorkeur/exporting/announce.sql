INSERT INTO export (controller_id, topic_id, purpose, receiver, profile, actor, rule_version, expires_at)
SELECT t.controller_id, t.id, :purpose, :receiver, :profile::export_profile, :actor,
    coalesce((SELECT h.checksum::text FROM flyway_schema_history h WHERE h.script = 'R__permission_decision.sql'
        ORDER BY h.installed_rank DESC LIMIT 1), 'unknown'),
    now() + :hours * interval '1 hour'
FROM topic t WHERE t.id = :topic
RETURNING id
