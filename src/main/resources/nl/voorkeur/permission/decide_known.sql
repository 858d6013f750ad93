SELECT d.permitted, d.reason, d.basis, d.proof_seq
FROM recipient r JOIN permission_decision(?, ?::timestamptz) d ON d.recipient_id = r.id
WHERE r.controller_id = ? AND r.address_key = ?
