UPDATE recipient r SET address_key = u.key, key_id = :keyId,
    former_keys = (:former::text[]::bytea[])[(u.n - 1) * cardinality(:former::text[]) / cardinality(:ids::bigint[]) + 1
        : u.n * cardinality(:former::text[]) / cardinality(:ids::bigint[])]
FROM unnest(:ids::bigint[], :keys::text[]::bytea[]) WITH ORDINALITY AS u (id, key, n)
WHERE r.id = u.id
