INSERT INTO suppression (controller_id, form, digest, domain, cause, reason, route, actor)
VALUES (:controller::bigint, 'DOMAIN', domain_digest(:domain), lower(:domain), 'STAFF', :reason, :route::ledger_route, :actor)
ON CONFLICT DO NOTHING
