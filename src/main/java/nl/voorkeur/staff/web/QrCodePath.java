package nl.voorkeur.staff.web;

import io.nayuki.qrcodegen.QrCode;

/** A picture that a telephone reads, as the path of an SVG, so that nobody else makes it. */
record QrCodePath(int size, String path) {

  /** The light margin around it (ISO/IEC 18004 asks for four modules). */
  private static final int MARGIN = 4;

  static QrCodePath of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + MARGIN).append(' ').append(y + MARGIN).append("h1v1h-1z");
        }
      }
    }
    return new QrCodePath(code.size + 2 * MARGIN, path.toString());
  }
}
