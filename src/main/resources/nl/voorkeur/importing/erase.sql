-- Also of the mailboxes that the person moved away from.
UPDATE import_row i SET given = '', address = NULL, compare_key = NULL, unicode_key = NULL, key = NULL, former_keys = '{}',
    first_name = NULL, last_name = NULL, facts = '{}'
FROM import_result x
WHERE x.recipient_id = ANY (ARRAY(SELECT m.id FROM recipient m WHERE m.id = :recipient OR m.merged_into = :recipient))
    AND i.batch_id = x.batch_id AND i.record = x.record
