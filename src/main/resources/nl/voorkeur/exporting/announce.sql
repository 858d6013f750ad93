INSERT INTO export (controller_id, topics, use, purpose, receiver, receiver_key, profile, columns, only_language, only_country, only_since, gzip,
    state, actor, rule_version, expires_at)
VALUES (:controller, :topics, :use::list_use, :purpose, :receiver, :key, :profile::export_profile, :columns, :language::language, :country, :since, :gzip,
    :state::export_state, :actor,
    coalesce((SELECT h.checksum::text FROM flyway_schema_history h WHERE h.script = 'R__permission_decision.sql'
        ORDER BY h.installed_rank DESC LIMIT 1), 'unknown'),
    now() + :hours * interval '1 hour')
RETURNING id
