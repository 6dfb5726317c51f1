package io.github.tapehead.training.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The paper's Figures 4 and 5: copies of several lengths, the targets of each above the outputs,
 * time from left to right, white for 1 and black for 0.
 */
public final class CopyFigure {
  private static final int MARGIN = 16;
  private static final int LABELS = 56;
  private static final int TITLE = 30;
  private static final int NAME = 20;
  private static final int STEP = 8;
  private static final int BETWEEN = 4;
  private static final int GAP = 20;
  private static final int TICK = 7;
  private static final int MOST_WIDTH = 960;

  private final String title;
  private final List<Place> places = new ArrayList<>();
  private int right;
  private int bottom;

  /**
   * One copy.
   *
   * @param name above it
   * @param targets by channel and step, from 0 to 1
   * @param outputs what was given instead, of the same size
   * @param marks steps below which a tick stands
   */
  public record Copy(String name, float[][] targets, float[][] outputs, List<Integer> marks) {
    /** Copies the list. */
    public Copy {
      marks = List.copyOf(marks);
    }

    private int width() {
      return targets[0].length * STEP;
    }

    /** Of one of the two pictures. */
    private int height() {
      return targets.length * STEP;
    }
  }

  /** Where a copy lies. */
  private record Place(Copy copy, int x, int y, boolean first) {}

  /**
   * Lays out a figure: copies side by side as long as there is room, then below.
   *
   * @param title above all
   * @param copies at least one
   */
  public CopyFigure(String title, List<Copy> copies) {
    this.title = title;
    int left = MARGIN + LABELS;
    int x = left;
    int y = MARGIN + TITLE;
    int next = y;
    for (Copy copy : copies) {
      if (x > left && x + copy.width() > left + MOST_WIDTH) {
        x = left;
        y = next;
      }
      places.add(new Place(copy, x, y, x == left));
      x += copy.width() + GAP;
      next = Math.max(next, y + NAME + 2 * copy.height() + BETWEEN + TICK + GAP);
      right = Math.max(right, x - GAP);
    }
    bottom = next;
  }

  /**
   * Draws the figure as {@code <name>.png} and {@code <name>.svg}, files of these names replaced.
   *
   * @param folder exists
   * @param name of the files, without suffix
   * @throws IOException if a file cannot be written
   */
  public void write(Path folder, String name) throws IOException {
    BitmapCanvas bitmap = new BitmapCanvas(right + MARGIN, bottom);
    draw(bitmap);
    bitmap.write(folder.resolve(name + ".png"));
    SvgCanvas svg = new SvgCanvas(right + MARGIN, bottom);
    draw(svg);
    svg.write(folder.resolve(name + ".svg"));
  }

  private void draw(Canvas canvas) {
    canvas.text(title, MARGIN + LABELS, MARGIN + 10, 15, true, Canvas.Anchor.START);
    places.forEach(place -> draw(canvas, place));
  }

  private static void draw(Canvas canvas, Place place) {
    Copy copy = place.copy();
    int x = place.x();
    int targets = place.y() + NAME;
    int outputs = targets + copy.height() + BETWEEN;
    canvas.text(copy.name(), x, targets - 6, 12, false, Canvas.Anchor.START);
    picture(canvas, copy, copy.targets(), x, targets);
    picture(canvas, copy, copy.outputs(), x, outputs);
    if (place.first()) {
      int middle = copy.height() / 2 + 4;
      canvas.text("Targets", x - 6, targets + middle, 12, false, Canvas.Anchor.END);
      canvas.text("Outputs", x - 6, outputs + middle, 12, false, Canvas.Anchor.END);
    }
    for (int step : copy.marks()) {
      canvas.tick(x + step * STEP + STEP / 2, outputs + copy.height() + 1, TICK);
    }
  }

  private static void picture(Canvas canvas, Copy copy, float[][] values, int x, int y) {
    Panel panel = new Panel(copy.name(), "", "", STEP, values);
    canvas.picture(panel.image(), x, y, copy.width(), panel.height());
  }
}
