/**
 * The words that every other package speaks: addresses, ids, decisions and their reasons. Knows no
 * framework; uses the JDK and ICU's IDNA only. Invariant: every value is valid once built.
 */
package nl.voorkeur.kernel;
