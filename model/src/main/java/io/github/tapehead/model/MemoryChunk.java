package io.github.tapehead.model;

import io.github.tapehead.kernels.LocationNorms;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.MemoryRead;
import io.github.tapehead.kernels.MemoryWrite;

/**
 * The memories of some samples of a batch: what all heads do to them in a step, in the {@link
 * AccessOrder} that says which memory the heads address and read.
 */
final class MemoryChunk {
  private final AccessOrder order;
  private final int writeHeads;
  private final Addressing[] writers;
  private final Addressing[] readers;

  private final Matrix[] memory;
  private final Matrix[] norms;
  private final Matrix[] writeWeighting;
  private final Matrix[] erase;
  private final Matrix[] add;
  private final Matrix[][] readVector;
  private final Matrix[][] readerWeighting;

  private final Matrix dMemory;
  private final Matrix dWriteWeighting;
  private final Matrix dErase;
  private final Matrix dAdd;
  private final Matrix[][] dReadVector;
  private final Matrix[] dReaderWeighting;
  private final Matrix writeScratch;
  private final Matrix readScratch;

  /** What the chunks of a batch share: each takes the rows of its samples, and the scratch. */
  static final class Shared {
    private final Signals signals;
    private final HeadParameters parameters;
    private final Sequence memory;
    private final Sequence norms;
    private final Sequence writeWeighting;
    private final Sequence readWeighting;
    private final Matrix dMemory;
    private final Matrix dWriteWeighting;
    private final Matrix dReadWeighting;
    private final Matrix writeScratch;
    private final Matrix readScratch;
    private final Addressing.Scratch scratch;

    /** Gradients are null in a network that only runs forward. */
    Shared(
        Signals signals,
        HeadParameters parameters,
        Sequence memory,
        Sequence norms,
        Sequence writeWeighting,
        Sequence readWeighting,
        Matrix dMemory,
        Matrix dWriteWeighting,
        Matrix dReadWeighting) {
      this.signals = signals;
      this.parameters = parameters;
      this.memory = memory;
      this.norms = norms;
      this.writeWeighting = writeWeighting;
      this.readWeighting = readWeighting;
      this.dMemory = dMemory;
      this.dWriteWeighting = dWriteWeighting;
      this.dReadWeighting = dReadWeighting;
      NetworkConfiguration c = signals.configuration();
      writeScratch = row(MemoryWrite.scratchFloats(c.writeHeads(), c.width()));
      readScratch = row(MemoryRead.scratchFloats(c.width()));
      scratch = new Addressing.Scratch(signals, NtmMemory.chunkSize(c, signals.batch()));
    }

    private Matrix row(int floats) {
      return Matrix.allocate(signals.allocator(), 1, floats);
    }
  }

  /** The samples [first, first + count) of the batch. */
  MemoryChunk(Shared shared, int first, int count) {
    Signals signals = shared.signals;
    HeadParameters parameters = shared.parameters;
    NetworkConfiguration c = signals.configuration();
    order = c.accessOrder();
    writeHeads = c.writeHeads();
    int readHeads = c.readHeads();
    int width = c.width();

    memory = shared.memory.rows(first * width, count * width);
    norms = shared.norms.rows(first, count);
    writeWeighting = shared.writeWeighting.rows(first * writeHeads, count * writeHeads);
    dMemory = rows(shared.dMemory, first * width, count * width);
    dWriteWeighting = rows(shared.dWriteWeighting, first * writeHeads, count * writeHeads);
    writeScratch = shared.writeScratch;
    readScratch = shared.readScratch;

    HeadParameters.Samples head = parameters.samples(first, count);
    int erased = writeHeads * width;
    erase = head.views(HeadPart.ERASE, 0, erased);
    add = head.views(HeadPart.ADD, 0, erased);
    dErase = head.gradient(HeadPart.ERASE, 0, erased);
    dAdd = head.gradient(HeadPart.ADD, 0, erased);

    writers = new Addressing[writeHeads];
    for (int j = 0; j < writeHeads; j++) {
      Matrix[] weightings = everyRow(writeWeighting, j, writeHeads);
      Matrix dWeighting = everyRow(dWriteWeighting, j, writeHeads);
      writers[j] = new Addressing(signals, head, j, weightings, dWeighting, shared.scratch);
    }
    Matrix[] readWeighting = shared.readWeighting.rows(first * readHeads, count * readHeads);
    Matrix dReadWeighting = rows(shared.dReadWeighting, first * readHeads, count * readHeads);
    readers = new Addressing[readHeads];
    readVector = new Matrix[readHeads][];
    dReadVector = new Matrix[readHeads][];
    readerWeighting = new Matrix[readHeads][];
    dReaderWeighting = new Matrix[readHeads];
    for (int j = 0; j < readHeads; j++) {
      readerWeighting[j] = everyRow(readWeighting, j, readHeads);
      dReaderWeighting[j] = everyRow(dReadWeighting, j, readHeads);
      readVector[j] = signals.reads().part(j * width, width).rows(first, count);
      if (signals.trains()) {
        dReadVector[j] = signals.dReads().part(j * width, width).rows(first, count);
      }
      readers[j] =
          new Addressing(
              signals,
              head,
              writeHeads + j,
              readerWeighting[j],
              dReaderWeighting[j],
              shared.scratch);
    }
  }

  /** Some rows of gradients, null without. */
  private static Matrix rows(Matrix gradients, int first, int count) {
    return gradients == null ? null : gradients.rows(first, count);
  }

  private static Matrix everyRow(Matrix gradients, int first, int stride) {
    return gradients == null ? null : gradients.everyRow(first, stride);
  }

  private static Matrix[] everyRow(Matrix[] of, int first, int stride) {
    Matrix[] views = new Matrix[of.length];
    for (int t = 0; t < of.length; t++) {
      views[t] = of[t].everyRow(first, stride);
    }
    return views;
  }

  /** All heads in step t. */
  void forward(int t) {
    address(writers, t, t);
    switch (order) {
      case WRITE_READ -> {
        write(t);
        address(readers, t, t + 1);
        read(t, t + 1);
      }
      case JOINT -> {
        address(readers, t, t);
        write(t);
        read(t, t + 1);
      }
      case READ_WRITE -> {
        address(readers, t, t);
        read(t, t);
        write(t);
      }
    }
  }

  /** The gradients of step t: from those of its reads, memory and weightings to those before. */
  void backward(int t) {
    switch (order) {
      case WRITE_READ -> {
        readBackward(t, t + 1);
        addressBackward(readers, t, t + 1);
        writeBackward(t);
      }
      case JOINT -> {
        readBackward(t, t + 1);
        writeBackward(t);
        addressBackward(readers, t, t);
      }
      case READ_WRITE -> {
        writeBackward(t);
        readBackward(t, t);
        addressBackward(readers, t, t);
      }
    }
    addressBackward(writers, t, t);
  }

  private void address(Addressing[] heads, int t, int state) {
    for (Addressing head : heads) {
      head.forward(t, memory[state], norms[state]);
    }
  }

  private void addressBackward(Addressing[] heads, int t, int state) {
    for (Addressing head : heads) {
      head.backward(t, dMemory, memory[state], norms[state]);
    }
  }

  private void write(int t) {
    Matrix weighting = writeWeighting[t + 1];
    MemoryWrite.forward(memory[t + 1], memory[t], weighting, erase[t], add[t], writeHeads);
    LocationNorms.forward(norms[t + 1], memory[t + 1]);
  }

  private void writeBackward(int t) {
    MemoryWrite.backward(
        dMemory,
        dWriteWeighting,
        dErase,
        dAdd,
        memory[t],
        writeWeighting[t + 1],
        erase[t],
        add[t],
        writeHeads,
        writeScratch);
  }

  private void read(int t, int state) {
    for (int j = 0; j < readers.length; j++) {
      MemoryRead.forward(
          readVector[j][t + 1], readerWeighting[j][t + 1], memory[state], readScratch);
    }
  }

  private void readBackward(int t, int state) {
    for (int j = 0; j < readers.length; j++) {
      MemoryRead.backward(
          dReaderWeighting[j],
          dMemory,
          dReadVector[j][t + 1],
          readerWeighting[j][t + 1],
          memory[state]);
    }
  }
}
