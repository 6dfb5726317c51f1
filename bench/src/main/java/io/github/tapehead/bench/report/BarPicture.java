package io.github.tapehead.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Horizontal bars with a label each, in SVG. XChart leaves labels out where there are many bars.
 *
 * @param title above the bars
 * @param bars shares of 1 by label, from the top
 */
record BarPicture(String title, List<Map.Entry<String, Double>> bars) {
  private static final int WIDTH = 900;
  private static final int TOP = 44;
  private static final int ROW = 20;
  private static final int LABELS = 300;
  private static final int RIGHT = 60;
  private static final int TENTHS = 10;

  /** The picture. */
  String svg() {
    int bottom = TOP + ROW * bars.size();
    StringBuilder svg = new StringBuilder();
    append(
        svg,
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="12">
        <rect width="%1$d" height="%2$d" fill="white"/>
        <text x="16" y="24" font-size="15" font-weight="bold">%3$s</text>
        """,
        WIDTH,
        bottom + 12,
        escaped(title));
    double most = bars.stream().mapToDouble(Map.Entry::getValue).max().orElse(1);
    double scale = (WIDTH - LABELS - RIGHT) / Math.max(1, most);
    for (int tenth = 0; tenth <= TENTHS; tenth += TENTHS / 2) {
      double x = LABELS + scale * tenth / TENTHS;
      append(
          svg,
          "<line x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"#cccccc\"/>\n",
          x,
          TOP - 4,
          bottom);
    }
    for (int i = 0; i < bars.size(); i++) {
      bar(svg, TOP + ROW * i, bars.get(i).getKey(), bars.get(i).getValue(), scale);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, int y, String label, double share, double scale) {
    append(
        svg,
        """
        <text x="%d" y="%d" text-anchor="end">%s</text>
        <rect x="%d" y="%d" width="%.1f" height="%d" fill="#1f4e8c"/>
        <text x="%.1f" y="%d">%s</text>
        """,
        LABELS - 8,
        y + 13,
        escaped(label),
        LABELS,
        y + 3,
        share * scale,
        ROW - 6,
        LABELS + share * scale + 6,
        y + 13,
        Numbers.percent(share));
  }

  private static void append(StringBuilder svg, String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
