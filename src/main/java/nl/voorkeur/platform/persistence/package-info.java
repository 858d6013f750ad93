/** The way to PostgreSQL: pool, migrations, native SQL, converters. Knows no feature. */
package nl.voorkeur.platform.persistence;
