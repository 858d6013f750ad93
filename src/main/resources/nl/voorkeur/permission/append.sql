SELECT e.recipient_id, e.seq, e.at, e.topic_id, e.kind, e.route, e.actor, NULL::text AS wording
FROM append_entry(?::bigint, ?::ledger_kind, ?::ledger_route, ?, ?::bigint, ?::bigint, ?, ?::timestamptz, ?, ?, ?::text[], ?::text[], ?::timestamptz, ?) e
WHERE e.recipient_id IS NOT NULL
