INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, wording_id, evidence, until)
SELECT r.id, :topic::bigint, :kind::ledger_kind, :route::ledger_route, :actor, :wording::bigint, jsonb_object(:names::text[], :facts::text[]), :until::timestamptz
FROM recipient r WHERE r.id = :recipient
RETURNING recipient_id, seq, at, topic_id, kind, route, actor, NULL::text AS wording
