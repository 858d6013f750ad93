-- Some of those whom a mailing would reach now, and some whom it would not; the newest, as their address tells most.
(SELECT p.recipient_id, p.address, r.language, p.reason, p.basis FROM permission_decision(:topic, :at) p JOIN recipient r ON r.id = p.recipient_id
 WHERE p.permitted AND r.controller_id = :controller ORDER BY p.recipient_id DESC LIMIT :most)
UNION ALL
(SELECT p.recipient_id, p.address, r.language, p.reason, p.basis FROM permission_decision(:topic, :at) p JOIN recipient r ON r.id = p.recipient_id
 WHERE NOT p.permitted AND r.controller_id = :controller ORDER BY p.recipient_id DESC LIMIT :most)
