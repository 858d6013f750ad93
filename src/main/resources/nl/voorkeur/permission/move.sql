SELECT change_address(:recipient, :address, :compareKey, :unicodeKey, :key, :keyId, :formerKeys::text[]::bytea[], :route::ledger_route, :actor)
