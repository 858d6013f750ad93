SELECT permitted, reason, basis, proof_seq FROM permission_decision_for(?, ?, ?, ?, ?, ?) ORDER BY asked
