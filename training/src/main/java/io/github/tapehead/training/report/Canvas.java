package io.github.tapehead.training.report;

import java.awt.image.BufferedImage;

/** What a figure is drawn on. Positions and sizes are in points from the upper left corner. */
interface Canvas {
  /** Where a text lies relative to its position. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * A line of text.
   *
   * @param x of its start, middle or end
   * @param y of its base line
   * @param size of the font
   */
  void text(String text, int x, int y, int size, boolean bold, Anchor anchor);

  /** A picture, its pixels stretched without smoothing, inside a thin frame. */
  void picture(BufferedImage picture, int x, int y, int width, int height);

  /** A short vertical line downwards. */
  void tick(int x, int y, int length);
}
