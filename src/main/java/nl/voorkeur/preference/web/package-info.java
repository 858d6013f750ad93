/** The pages behind the links of an ordinary mail: unsubscribe, and preferences. */
package nl.voorkeur.preference.web;
