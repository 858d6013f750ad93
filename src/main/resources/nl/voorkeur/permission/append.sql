-- Links of a mailbox that its owner left act on the one they moved to.
INSERT INTO ledger (recipient_id, topic_id, kind, route, actor, wording_id, statement_id, form, confirmed_at, network, agent, evidence, until)
SELECT coalesce(r.merged_into, r.id), :topic::bigint, :kind::ledger_kind, :route::ledger_route, :actor, :wording::bigint, :statement::bigint, :form,
    :confirmedAt::timestamptz, :network, :agent, jsonb_object(:names::text[], :facts::text[]), :until::timestamptz
FROM recipient r WHERE r.id = :recipient
RETURNING recipient_id, seq, at, topic_id, kind, route, actor, NULL::text AS wording
