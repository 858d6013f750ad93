/**
 * Numbers about this node for a monitor. Invariants: no label ever holds anything of a person, a
 * controller or a topic; labels have few values, known beforehand.
 */
package nl.voorkeur.platform.metrics;
