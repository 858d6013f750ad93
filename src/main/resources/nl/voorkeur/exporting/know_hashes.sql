-- Whose hash it is, in either form and spelling. The mailbox of somebody erased has another hash.
UPDATE asked a SET key = r.address_key
FROM (SELECT q.number, (SELECT x.address_key FROM (
            SELECT address_key FROM recipient WHERE controller_id = t.controller_id AND sha256 = q.hash
            UNION ALL SELECT address_key FROM recipient WHERE controller_id = t.controller_id AND unicode_sha256 = q.hash
            UNION ALL SELECT address_key FROM recipient WHERE controller_id = t.controller_id AND md5 = q.hash
            UNION ALL SELECT address_key FROM recipient WHERE controller_id = t.controller_id AND unicode_md5 = q.hash
        ) x LIMIT 1) AS address_key
    FROM asked q JOIN topic t ON t.id = :topic WHERE q.hash IS NOT NULL) r
WHERE a.number = r.number AND r.address_key IS NOT NULL
