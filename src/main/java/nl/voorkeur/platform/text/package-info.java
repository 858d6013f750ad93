/** Words in four languages, from the bundles in {@code nl/voorkeur/i18n}. */
package nl.voorkeur.platform.text;
