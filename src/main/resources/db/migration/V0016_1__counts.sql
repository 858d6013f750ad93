-- What the dashboard shows over time, counted once a night; the day that runs is counted when somebody looks. Only numbers.

CREATE TABLE topic_day (
    topic_id  bigint NOT NULL REFERENCES topic,
    day       date NOT NULL,
    permitted bigint NOT NULL,                           -- people who might be mailed as that day began
    PRIMARY KEY (topic_id, day)
);

CREATE TABLE controller_day (
    controller_id bigint NOT NULL REFERENCES controller,
    day           date NOT NULL,
    sign_ups      bigint NOT NULL DEFAULT 0,             -- people who confirmed something that day, lists of others aside
    opt_outs      bigint NOT NULL DEFAULT 0,             -- people who said no to something
    sent          bigint NOT NULL DEFAULT 0,             -- messages that a server took
    bounces       bigint NOT NULL DEFAULT 0,             -- mailboxes that turned out to be gone
    complaints    bigint NOT NULL DEFAULT 0,             -- people who marked mail as spam
    PRIMARY KEY (controller_id, day)
);

CREATE INDEX leaving_topic ON leaving (topic_id, at);
