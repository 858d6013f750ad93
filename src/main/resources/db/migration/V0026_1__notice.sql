-- Nobody is told twice where one import had their address from; how many were, is counted by it.
CREATE UNIQUE INDEX system_mail_source_notice ON system_mail (subject_id, recipient_id) WHERE kind = 'SOURCE_NOTICE';
