package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.SegmentAllocator;

/**
 * A matrix for every point of time, one behind the other in memory, so that any stretch of time is
 * one matrix too. All views are made here, once.
 *
 * <p>Two ways to count: what happens within a step has an entry a step; a state has one more, entry
 * 0 is the state before the first step and entry t + 1 that after step t.
 *
 * <p>In a ring, entries return: a network that only runs forward needs what happens within a step
 * once, and a state twice, before the step and after it. Its steps are numbered 0, 1, 0, 1, …, and
 * entry 2 is entry 0.
 */
final class Sequence {
  private final Matrix all;
  private final int distinct;
  private final Matrix[] at;
  private final Matrix[] first;
  private final Matrix[] afterFirst;

  private Sequence(Matrix all, int distinct, int entries) {
    this.all = all;
    this.distinct = distinct;
    int rows = all.rows() / distinct;
    at = new Matrix[entries];
    for (int t = 0; t < entries; t++) {
      at[t] = all.rows(t % distinct * rows, rows);
    }
    first = new Matrix[distinct + 1];
    afterFirst = new Matrix[distinct];
    for (int t = 0; t < distinct; t++) {
      first[t] = all.rows(0, t * rows);
      afterFirst[t] = all.rows(rows, t * rows);
    }
    first[distinct] = all;
  }

  /** An entry for each step. */
  static Sequence ofSteps(SegmentAllocator allocator, int steps, int rows, int columns) {
    return of(allocator, steps, steps, rows, columns);
  }

  /** An entry for the state before the first step and one for that after each step. */
  static Sequence ofStates(SegmentAllocator allocator, int steps, int rows, int columns) {
    return of(allocator, steps + 1, steps + 1, rows, columns);
  }

  /** A ring for what happens within a step. */
  static Sequence ringOfSteps(SegmentAllocator allocator, int rows, int columns) {
    return of(allocator, 1, 2, rows, columns);
  }

  /** A ring for a state. */
  static Sequence ringOfStates(SegmentAllocator allocator, int rows, int columns) {
    return of(allocator, 2, 3, rows, columns);
  }

  private static Sequence of(
      SegmentAllocator allocator, int distinct, int entries, int rows, int columns) {
    int allRows = Math.multiplyExact(distinct, rows);
    return new Sequence(Matrix.allocate(allocator, allRows, columns), distinct, entries);
  }

  /** The sequence of some columns of each entry. */
  Sequence part(int from, int count) {
    return new Sequence(all.columns(from, count), distinct, at.length);
  }

  /** One entry. */
  Matrix at(int t) {
    return at[t];
  }

  /** The first entries, as one matrix: all steps, or the states before each step. */
  Matrix first(int count) {
    return first[count];
  }

  /** As many entries from entry 1 on: the states after each step. */
  Matrix afterFirst(int count) {
    return afterFirst[count];
  }

  /** Views of some columns of each entry. */
  Matrix[] columns(int from, int count) {
    Matrix[] views = new Matrix[at.length];
    for (int t = 0; t < at.length; t++) {
      views[t] = at[t].columns(from, count);
    }
    return views;
  }

  /** Views of some rows of each entry. */
  Matrix[] rows(int from, int count) {
    Matrix[] views = new Matrix[at.length];
    for (int t = 0; t < at.length; t++) {
      views[t] = at[t].rows(from, count);
    }
    return views;
  }
}
