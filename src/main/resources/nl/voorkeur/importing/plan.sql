UPDATE import_batch SET kind = :kind, topics = :topics, charset = :charset, delimiter = :delimiter, header = :header,
    date_order = :dateOrder, fields = :fields, obtained_at_sale = :obtainedAtSale, free_accounts = :freeAccounts,
    keeps_unproven = :keepsUnproven, source_kind = :sourceKind, source = :source, obtained_on = :obtainedOn::date,
    agreement_id = :agreement::bigint, wording = :wording, wording_id = :wordingId::bigint, inform_by = :informBy::date, start_after_check = :thenStart,
    state = 'CHECKING', attempts = 0, failure = NULL, failure_line = NULL, lease_until = clock_timestamp() + :lease * interval '1 second'
WHERE id = :id AND controller_id = :controller AND state IN ('UPLOADED', 'CHECKED', 'FAILED')
    AND EXISTS (SELECT FROM import_part p WHERE p.batch_id = :id)
