SELECT permitted, reason, basis, proof_seq FROM permission_decision_for(?, ARRAY[?::bytea], ARRAY[?::text], ARRAY[?::text], ?, ?)
