package io.github.tapehead.model.imports;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One axis of a tensor, its positions named in blocks: {@code x}, {@code r.0}, {@code
 * write.0.key_strength}, {@code read.1.shift.-1}. Where positions have no names, or other ones are
 * meant, they are ranges such as {@code 0:20}, without the last.
 */
final class TensorAxis {
  /** The part whose positions have names of their own, by their shift. */
  static final String SHIFT = "shift";

  private static final Pattern INDEX = Pattern.compile("0|[1-9]\\d{0,8}");
  private static final Pattern SIGNED = Pattern.compile("0|[+-][1-9]\\d{0,8}");
  private static final Pattern RANGE = Pattern.compile("\\d{1,9}:\\d{1,9}");

  private final String what;
  private final int length;
  private final List<Block> blocks;

  /**
   * Neighbouring positions.
   *
   * @param first the first of them
   * @param length how many, 1 or more
   */
  record Span(int first, int length) {
    /** The position behind the last. */
    int end() {
      return first + length;
    }

    /** Reads {@code first:end}; null if it is no such range, or an empty one. */
    static Span parse(String range) {
      if (!RANGE.matcher(range).matches()) {
        return null;
      }
      int colon = range.indexOf(':');
      int first = Integer.parseInt(range.substring(0, colon));
      int end = Integer.parseInt(range.substring(colon + 1));
      return end > first ? new Span(first, end - first) : null;
    }

    @Override
    public String toString() {
      return first + ":" + end();
    }
  }

  /**
   * Neighbouring positions of one meaning.
   *
   * @param owner what they belong to, such as {@code read} heads
   * @param count how many owners, or 0 for one that has no number
   * @param part which part of each owner, or empty for all of it
   * @param size positions of each owner
   */
  record Block(String owner, int count, String part, int size) {
    /** One that has no number and no parts. */
    static Block of(String name, int size) {
      return new Block(name, 0, "", size);
    }

    private int length() {
      return Math.max(1, count) * size;
    }

    /** Where the positions of a name are in this block that begins at a position; or null. */
    private Span find(String[] name, int first) {
      if (name.length == 1) {
        boolean all = name[0].equals(part.isEmpty() ? owner : part);
        return all ? new Span(first, length()) : null;
      }
      if (!name[0].equals(owner) || !INDEX.matcher(name[1]).matches()) {
        return null;
      }
      int index = Integer.parseInt(name[1]);
      if (index >= count || name.length > 2 && !name[2].equals(part)) {
        return null;
      }
      int begin = first + index * size;
      if (name.length < 4) {
        return new Span(begin, size);
      }
      boolean shift = part.equals(SHIFT) && name.length == 4 && SIGNED.matcher(name[3]).matches();
      int at = shift ? size / 2 + Integer.parseInt(name[3]) : -1;
      return at >= 0 && at < size ? new Span(begin + at, 1) : null;
    }

    /** The name of a position within this block. */
    private String name(int position) {
      String name = count == 0 ? owner : owner + "." + position / size;
      if (part.equals(SHIFT)) {
        int shift = position % size - size / 2;
        return name + "." + part + "." + (shift > 0 ? "+" : "") + shift;
      }
      return part.isEmpty() ? name : name + "." + part;
    }
  }

  /**
   * An axis.
   *
   * @param what how errors call it: {@code rows} or {@code columns}
   * @param length positions
   * @param blocks all of them in blocks, or none where positions have no names
   */
  TensorAxis(String what, int length, List<Block> blocks) {
    this.what = what;
    this.length = length;
    this.blocks = List.copyOf(blocks);
    int named = blocks.stream().mapToInt(Block::length).sum();
    if (named != length && !blocks.isEmpty()) {
      throw new IllegalStateException(what + ": " + length + ", but blocks of " + named);
    }
  }

  /** Positions. */
  int length() {
    return length;
  }

  /** All positions. */
  List<Span> all() {
    return List.of(new Span(0, length));
  }

  /**
   * The positions of some names, in the order of the names; neighbours are one span.
   *
   * @throws IllegalArgumentException if one means nothing here
   */
  List<Span> spans(List<String> names) {
    List<Span> spans = new ArrayList<>();
    for (String name : names) {
      for (Span span : spans(name)) {
        Span last = spans.isEmpty() ? null : spans.getLast();
        if (last != null && last.end() == span.first()) {
          spans.set(spans.size() - 1, new Span(last.first(), last.length() + span.length()));
        } else {
          spans.add(span);
        }
      }
    }
    return spans;
  }

  private List<Span> spans(String name) {
    Span range = Span.parse(name);
    if (range != null && range.end() <= length) {
      return List.of(range);
    }
    List<Span> found = new ArrayList<>();
    String[] words = name.split("\\.", -1);
    int first = 0;
    for (Block block : blocks) {
      Span span = block.find(words, first);
      if (span != null) {
        found.add(span);
      }
      first += block.length();
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(what + ": " + name + ", expected " + expected());
    }
    return found;
  }

  private String expected() {
    Set<String> names = new LinkedHashSet<>();
    for (Block block : blocks) {
      names.add(block.part().isEmpty() ? block.owner() : block.part());
      if (block.count() > 0) {
        names.add(block.owner() + ".0");
        names.add(block.name(0));
      }
    }
    String range = "a range within 0:" + length;
    return names.isEmpty() ? range : "names such as " + String.join(", ", names) + ", or " + range;
  }

  /** What errors say of some positions, such as {@code columns 40:41 (write.0.key_strength)}. */
  String describe(Span span) {
    if (span.length() == length) {
      return "all " + what;
    }
    String begin = name(span.first());
    String end = name(span.end() - 1);
    String names = begin.equals(end) ? begin : begin + " to " + end;
    return what + " " + span + (begin.isEmpty() ? "" : " (" + names + ")");
  }

  private String name(int position) {
    int first = 0;
    for (Block block : blocks) {
      if (position < first + block.length()) {
        return block.name(position - first);
      }
      first += block.length();
    }
    return "";
  }
}
