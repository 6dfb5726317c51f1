package io.github.tapehead.training.report;

import java.awt.image.BufferedImage;

/**
 * One grey picture of a figure: time from left to right, channels or locations from top to bottom.
 *
 * @param title what is shown
 * @param firstRow name or number of the first row
 * @param lastRow name or number of the last row
 * @param rowHeight height of a row in points
 * @param values [rows][steps], 0 is black and 1 is white
 */
record Panel(String title, String firstRow, String lastRow, int rowHeight, float[][] values) {
  int steps() {
    return values[0].length;
  }

  int height() {
    return values.length * rowHeight;
  }

  /** Pixels, one per value; values beyond 0 and 1 are cut off. */
  BufferedImage image() {
    var image = new BufferedImage(steps(), values.length, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < values.length; row++) {
      for (int step = 0; step < steps(); step++) {
        float value = Math.clamp(values[row][step], 0f, 1f);
        image.getRaster().setSample(step, row, 0, Math.round(255 * value));
      }
    }
    return image;
  }
}
