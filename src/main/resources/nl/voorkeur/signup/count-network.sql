WITH old AS (DELETE FROM sign_up_network WHERE hour < :at::timestamptz - interval '1 day')
INSERT INTO sign_up_network AS n (hour, network, mails) VALUES (date_trunc('hour', :at::timestamptz), :network, 1)
ON CONFLICT (hour, network) DO UPDATE SET mails = n.mails + 1
RETURNING mails
