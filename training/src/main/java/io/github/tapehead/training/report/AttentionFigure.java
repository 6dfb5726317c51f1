package io.github.tapehead.training.report;

import io.github.tapehead.training.task.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The paper's figures of one sequence: inputs, targets, outputs, write and read weightings over
 * time, white for 1 and black for 0; channels with negative numbers, such as priorities, grey for
 * 0.
 *
 * <p>Of the memory only the locations that some head attends to are drawn, with a few on either
 * side; the range may run over the last location to the first.
 */
public final class AttentionFigure {
  private static final int MARGIN = 16;
  private static final int LABELS = 52;
  private static final int TITLE = 34;
  private static final int PANEL_TITLE = 24;
  private static final int AXIS = 36;
  private static final int TARGET_WIDTH = 960;
  private static final int TARGET_MEMORY_HEIGHT = 400;

  private final String title;
  private final int stepWidth;
  private final List<Panel> panels = new ArrayList<>();

  /**
   * Lays out a figure.
   *
   * @param title above all panels
   * @param task names the channels
   * @param attention what to draw
   */
  public AttentionFigure(String title, Task task, Attention attention) {
    this.title = title;
    this.stepWidth = Math.clamp(TARGET_WIDTH / attention.steps(), 2, 16);
    channels("Inputs", task.inputNames(), attention.inputs());
    channels("Targets", task.outputNames(), attention.targets());
    channels("Outputs", task.outputNames(), attention.outputs());
    List<float[][]> all = new ArrayList<>(attention.writes());
    all.addAll(attention.reads());
    if (!all.isEmpty()) {
      LocationRange range = LocationRange.attended(all);
      weightings("Write weightings", attention.writes(), range);
      weightings("Read weightings", attention.reads(), range);
    }
  }

  /**
   * Draws the figure as {@code <name>.png} and {@code <name>.svg}, files of these names replaced.
   *
   * @param folder exists
   * @param name of the files, without suffix
   * @throws IOException if a file cannot be written
   */
  public void write(Path folder, String name) throws IOException {
    BitmapCanvas bitmap = new BitmapCanvas(width(), height());
    draw(bitmap);
    bitmap.write(folder.resolve(name + ".png"));
    SvgCanvas svg = new SvgCanvas(width(), height());
    draw(svg);
    svg.write(folder.resolve(name + ".svg"));
  }

  private void channels(String name, List<String> names, float[][] values) {
    int rowHeight = Math.clamp(stepWidth, 8, 12);
    float[][] shades = Arrays.stream(values).map(AttentionFigure::shades).toArray(float[][]::new);
    panels.add(new Panel(name, names.getFirst(), names.getLast(), rowHeight, shades));
  }

  /** A channel from 0 to 1; one with negative numbers is scaled, so that 0 is grey. */
  private static float[] shades(float[] channel) {
    float least = 0;
    float largest = 0;
    for (float value : channel) {
      least = Math.min(least, value);
      largest = Math.max(largest, Math.abs(value));
    }
    float[] shades = channel.clone();
    for (int t = 0; least < 0 && t < shades.length; t++) {
      shades[t] = 0.5f + 0.5f * channel[t] / largest;
    }
    return shades;
  }

  private void weightings(String name, List<float[][]> heads, LocationRange range) {
    int rowHeight = Math.clamp(TARGET_MEMORY_HEIGHT / range.count(), 2, 12);
    for (int head = 0; head < heads.size(); head++) {
      String label = heads.size() == 1 ? name : name + ", head " + (head + 1);
      panels.add(
          new Panel(
              label + range.note(),
              Integer.toString(range.first()),
              Integer.toString(range.last()),
              rowHeight,
              range.of(heads.get(head))));
    }
  }

  private int width() {
    return Math.max(2 * MARGIN + LABELS + panels.getFirst().steps() * stepWidth, 480);
  }

  private int height() {
    int height = TITLE + AXIS + MARGIN;
    for (Panel panel : panels) {
      height += PANEL_TITLE + panel.height();
    }
    return height;
  }

  private void draw(Canvas canvas) {
    int left = MARGIN + LABELS;
    int steps = panels.getFirst().steps();
    canvas.text(title, left, MARGIN + 10, 15, true, Canvas.Anchor.START);
    int y = TITLE;
    for (Panel panel : panels) {
      canvas.text(panel.title(), left, y + PANEL_TITLE - 7, 12, false, Canvas.Anchor.START);
      y += PANEL_TITLE;
      canvas.picture(panel.image(), left, y, steps * stepWidth, panel.height());
      canvas.text(panel.firstRow(), left - 6, y + 9, 10, false, Canvas.Anchor.END);
      if (panel.values().length > 1) {
        int bottom = y + panel.height() - 1;
        canvas.text(panel.lastRow(), left - 6, bottom, 10, false, Canvas.Anchor.END);
      }
      y += panel.height();
    }
    axis(canvas, left, y, steps);
  }

  private void axis(Canvas canvas, int left, int y, int steps) {
    int every = 1;
    for (int factor = 0; every * stepWidth < 40; factor++) {
      every = new int[] {2, 5, 10, 20, 50, 100}[factor];
    }
    for (int step = 0; step < steps; step += every) {
      int x = left + step * stepWidth + stepWidth / 2;
      canvas.tick(x, y, 4);
      canvas.text(Integer.toString(step), x, y + 15, 10, false, Canvas.Anchor.MIDDLE);
    }
    int middle = left + steps * stepWidth / 2;
    canvas.text("time step", middle, y + 31, 12, false, Canvas.Anchor.MIDDLE);
  }
}
