INSERT INTO sending_rule AS s (controller_id, per_second, connections, lifetime_hours, bounce_percent, complaint_percent, after_messages, warm_up_from, warm_up)
VALUES (:controller, :perSecond, :connections, :lifetime, :bounces, :complaints, :after, :warmUpFrom, :warmUp::integer[])
ON CONFLICT (controller_id) DO UPDATE SET per_second = excluded.per_second, connections = excluded.connections,
    lifetime_hours = excluded.lifetime_hours, bounce_percent = excluded.bounce_percent, complaint_percent = excluded.complaint_percent,
    after_messages = excluded.after_messages, warm_up_from = excluded.warm_up_from, warm_up = excluded.warm_up
