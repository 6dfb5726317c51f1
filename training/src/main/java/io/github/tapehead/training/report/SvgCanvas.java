package io.github.tapehead.training.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/** Writes SVG: text stays text, pictures are embedded with one pixel per value. */
final class SvgCanvas implements Canvas {
  private final StringBuilder svg = new StringBuilder();

  SvgCanvas(int width, int height) {
    append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        font-family="DejaVu Sans, Helvetica, Arial, sans-serif">
        <rect width="%1$d" height="%2$d" fill="white"/>
        """,
        width, height);
  }

  @Override
  public void text(String text, int x, int y, int size, boolean bold, Anchor anchor) {
    append(
        "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%s\" text-anchor=\"%s\">%s</text>\n",
        x,
        y,
        size,
        bold ? "bold" : "normal",
        anchor.name().toLowerCase(Locale.ROOT),
        escaped(text));
  }

  @Override
  public void picture(BufferedImage picture, int x, int y, int width, int height) {
    append(
        """
        <image x="%1$d" y="%2$d" width="%3$d" height="%4$d" preserveAspectRatio="none" \
        style="image-rendering: pixelated" href="data:image/png;base64,%5$s"/>
        <rect x="%1$d" y="%2$d" width="%3$d" height="%4$d" fill="none" stroke="black" \
        stroke-width="0.5"/>
        """,
        x, y, width, height, Base64.getEncoder().encodeToString(BitmapCanvas.png(picture)));
  }

  @Override
  public void tick(int x, int y, int length) {
    append("<path d=\"M%d %dv%d\" stroke=\"black\" stroke-width=\"0.5\"/>\n", x, y, length);
  }

  /**
   * Writes the file.
   *
   * @throws IOException if that fails
   */
  void write(Path path) throws IOException {
    Files.writeString(path, svg + "</svg>\n");
  }

  private void append(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
