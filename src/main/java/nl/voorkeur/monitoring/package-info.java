/**
 * What the metrics tell of the portal's work: the gate, opt-outs, queues. Uses permission, kernel
 * and platform. Invariant: watching changes nothing, and a watched call ends as it would unwatched.
 */
package nl.voorkeur.monitoring;
