-- Wrong tries to sign in as staff, by the network they came from and the hour; kept for a day.
CREATE TABLE sign_in_network (
    hour    timestamptz NOT NULL,
    network text NOT NULL,
    tries   integer NOT NULL,
    PRIMARY KEY (hour, network)
);
