UPDATE ledger_check SET
    done_to = :to, state = :state::ledger_check_state, broken_id = :recipient::bigint, broken_seq = :seq::integer, finding = :finding,
    entries = entries + (SELECT count(*) FROM ledger l WHERE l.recipient_id BETWEEN :from AND :to),
    finished_at = CASE WHEN :state <> 'RUNNING' THEN clock_timestamp() END,
    lease_until = clock_timestamp() + interval '10 minutes'
WHERE id = :id
