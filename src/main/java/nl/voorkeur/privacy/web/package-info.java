/** Public pages of the statement and of cookies, and the staff pages behind them. */
package nl.voorkeur.privacy.web;
