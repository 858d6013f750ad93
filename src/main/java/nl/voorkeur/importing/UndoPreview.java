package nl.voorkeur.importing;

/**
 * What an undo would do.
 *
 * @param takenBack permissions that rest on the import alone and would go
 * @param saidNo permissions that it gave and that the people ended since: that stands
 * @param saidYes permissions that it gave and that rest on something else by now: those stay
 */
public record UndoPreview(long takenBack, long saidNo, long saidYes) {}
