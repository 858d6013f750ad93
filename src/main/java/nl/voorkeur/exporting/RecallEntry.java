package nl.voorkeur.exporting;

import java.time.Instant;
import java.util.Optional;

/**
 * One person who must be dropped from a list.
 *
 * @param seq 1, 2, 3 within the feed of the list
 * @param row of the list
 * @param address as it stands in the list; nothing when it was erased or left since
 * @param at when the ledger heard of it
 * @param acknowledgedAt when the receiver had it
 */
public record RecallEntry(
    int seq,
    long row,
    Optional<String> address,
    RecallReason reason,
    Instant at,
    Optional<Instant> acknowledgedAt) {}
