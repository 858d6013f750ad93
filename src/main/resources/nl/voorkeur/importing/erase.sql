-- Also of the mailboxes that the person moved away from.
UPDATE import_row i SET given = '', address = NULL, compare_key = NULL, unicode_key = NULL, key = NULL, former_keys = '{}',
    first_name = NULL, last_name = NULL, facts = '{}'
FROM import_result x
WHERE (x.recipient_id = :recipient OR x.recipient_id IN (SELECT m.id FROM recipient m WHERE m.merged_into = :recipient))
    AND i.batch_id = x.batch_id AND i.record = x.record
