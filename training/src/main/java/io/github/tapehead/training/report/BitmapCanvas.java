package io.github.tapehead.training.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws into an image of two pixels per point. */
final class BitmapCanvas implements Canvas {
  private static final int SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  BitmapCanvas(int width, int height) {
    image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke(0.5f));
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
  }

  @Override
  public void text(String text, int x, int y, int size, boolean bold, Anchor anchor) {
    graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size));
    int width = graphics.getFontMetrics().stringWidth(text);
    int left =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    graphics.drawString(text, left, y);
  }

  @Override
  public void picture(BufferedImage picture, int x, int y, int width, int height) {
    graphics.drawImage(picture, x, y, width, height, null);
    graphics.drawRect(x, y, width, height);
  }

  @Override
  public void tick(int x, int y, int length) {
    graphics.drawLine(x, y, x, y + length);
  }

  /**
   * Writes the image as PNG.
   *
   * @throws IOException if the file cannot be written
   */
  void write(Path path) throws IOException {
    graphics.dispose();
    Files.write(path, png(image));
  }

  /** The PNG bytes of an image. */
  static byte[] png(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    // In memory: ImageIO's default is a cache file.
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
