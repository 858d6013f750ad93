WITH old AS (DELETE FROM fresh_link_network WHERE hour < :at::timestamptz - interval '1 day')
INSERT INTO fresh_link_network AS n (hour, network, mails) VALUES (date_trunc('hour', :at::timestamptz), :network, 1)
ON CONFLICT (hour, network) DO UPDATE SET mails = n.mails + 1
RETURNING mails
