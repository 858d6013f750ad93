UPDATE export SET state = 'BROKEN', recall_until = clock_timestamp() + interval '30 days' WHERE id = :id AND state = 'WRITING'
