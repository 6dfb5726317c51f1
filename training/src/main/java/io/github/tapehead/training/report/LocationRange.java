package io.github.tapehead.training.report;

import java.util.List;

/**
 * The locations of a memory that a figure draws: {@code count} of {@code locations}, from {@code
 * first} on, going on with location 0 after the last one.
 */
record LocationRange(int first, int count, int locations) {
  private static final float ATTENDED = 0.05f;
  private static final int MARGIN = 3;

  /**
   * The shortest range that holds every location with a weight of {@value #ATTENDED} or more in
   * some step, and a margin; all locations if that is most of them.
   *
   * @param weightings [locations][steps] of each head, at least one
   */
  static LocationRange attended(List<float[][]> weightings) {
    int locations = weightings.getFirst().length;
    boolean[] attended = new boolean[locations];
    for (float[][] head : weightings) {
      for (int location = 0; location < locations; location++) {
        for (float weight : head[location]) {
          attended[location] |= weight >= ATTENDED;
        }
      }
    }
    return aroundLongestGap(attended);
  }

  /** The row of the last location. */
  int last() {
    return (first + count - 1) % locations;
  }

  /** A remark for the title. */
  String note() {
    return count == locations
        ? " (" + locations + " locations)"
        : " (" + count + " of " + locations + " locations)";
  }

  /** The rows of this range. */
  float[][] of(float[][] weighting) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = weighting[(first + i) % locations];
    }
    return rows;
  }

  private static LocationRange aroundLongestGap(boolean[] attended) {
    int locations = attended.length;
    int gap = 0;
    int longest = 0;
    int end = 0;
    // Twice around, so that a gap over the end counts in one piece.
    for (int i = 0; i < 2 * locations; i++) {
      gap = attended[i % locations] ? 0 : gap + 1;
      if (gap > longest && gap <= locations) {
        longest = gap;
        end = i % locations;
      }
    }
    int hidden = longest - 2 * MARGIN;
    if (hidden <= locations / 8 || longest == locations) {
      return new LocationRange(0, locations, locations);
    }
    int first = Math.floorMod(end + 1 - MARGIN, locations);
    return new LocationRange(first, locations - hidden, locations);
  }
}
