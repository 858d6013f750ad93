-- Links of a mailbox that its owner left act on the one they moved to.
INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, wording_id, statement_id, form, confirmed_at, network, agent, evidence, until)
SELECT coalesce(r.merged_into, r.id), ?::bigint, ?::ledger_kind, ?::ledger_route, ?, ?::bigint, ?::bigint, ?,
    ?::timestamptz, ?, ?, jsonb_object(?::text[], ?::text[]), ?::timestamptz
FROM recipient r WHERE r.id = ?
RETURNING recipient_id, seq, at, topic_id, kind, route, actor, NULL::text AS wording
