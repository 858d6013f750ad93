INSERT INTO suppression (controller_id, form, digest, key_id, cause, reason, route, actor)
VALUES (:controller::bigint, 'ADDRESS_KEY', :key, :keyId, 'STAFF', :reason, :route::ledger_route, :actor)
ON CONFLICT DO NOTHING
