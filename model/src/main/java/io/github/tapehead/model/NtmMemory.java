package io.github.tapehead.model;

import io.github.tapehead.kernels.LocationNorms;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.MemoryRead;
import io.github.tapehead.kernels.MemoryWrite;
import io.github.tapehead.model.HeadLayout.Part;

/**
 * The memory of the Neural Turing Machine with its read and write heads (Graves et al. 2014,
 * section 3). The {@link AccessOrder} says which memory the heads of a step address and read.
 */
final class NtmMemory implements Recurrent {
  private final Signals signals;
  private final AccessOrder order;
  private final int writeHeads;
  private final HeadParameters parameters;
  private final InitialAccess initial;
  private final Addressing[] writers;
  private final Addressing[] readers;

  private final Sequence memory;
  private final Sequence norms;
  private final Sequence writeWeighting;
  private final Sequence readWeighting;
  private final Matrix[] erase;
  private final Matrix[] add;
  private final Matrix[][] readVector;
  private final Matrix[][] readerWeighting;

  private final Matrix dMemory;
  private final Matrix dWriteWeighting;
  private final Matrix dReadWeighting;
  private final Matrix dErase;
  private final Matrix dAdd;
  private final Matrix[][] dReadVector;
  private final Matrix[] dReaderWeighting;
  private final Matrix writeScratch;
  private final Matrix readScratch;

  NtmMemory(Signals signals, Layout layout) {
    this.signals = signals;
    NetworkConfiguration c = signals.configuration();
    order = c.accessOrder();
    writeHeads = c.writeHeads();
    int readHeads = c.readHeads();
    int batch = signals.batch();
    parameters = new HeadParameters(signals, layout);

    memory = signals.states(c.width(), c.locations());
    norms = signals.states(c.locations());
    writeWeighting = signals.states(writeHeads, c.locations());
    readWeighting = signals.states(readHeads, c.locations());
    dMemory = rows(batch * c.width());
    dWriteWeighting = rows(batch * writeHeads);
    dReadWeighting = rows(batch * readHeads);
    writeScratch = row(MemoryWrite.scratchFloats(writeHeads, c.width()));
    readScratch = row(MemoryRead.scratchFloats(c.width()));
    int erased = writeHeads * c.width();
    erase = parameters.views(Part.ERASE, 0, erased);
    add = parameters.views(Part.ADD, 0, erased);
    dErase = parameters.gradient(Part.ERASE, 0, erased);
    dAdd = parameters.gradient(Part.ADD, 0, erased);

    Addressing.Scratch scratch = new Addressing.Scratch(signals);
    writers = new Addressing[writeHeads];
    for (int j = 0; j < writeHeads; j++) {
      Matrix[] weightings = writeWeighting.everyRow(j, writeHeads);
      Matrix dWeighting = dWriteWeighting.everyRow(j, writeHeads);
      writers[j] = new Addressing(signals, parameters, j, weightings, dWeighting, scratch);
    }
    readers = new Addressing[readHeads];
    readVector = new Matrix[readHeads][];
    dReadVector = new Matrix[readHeads][];
    readerWeighting = new Matrix[readHeads][];
    dReaderWeighting = new Matrix[readHeads];
    for (int j = 0; j < readHeads; j++) {
      readerWeighting[j] = readWeighting.everyRow(j, readHeads);
      dReaderWeighting[j] = dReadWeighting.everyRow(j, readHeads);
      readVector[j] = signals.reads().columns(j * c.width(), c.width());
      dReadVector[j] = signals.dReads().columns(j * c.width(), c.width());
      readers[j] =
          new Addressing(
              signals,
              parameters,
              writeHeads + j,
              readerWeighting[j],
              dReaderWeighting[j],
              scratch);
    }
    initial = new InitialAccess(signals, writeWeighting.at(0), readWeighting.at(0));
    memory.at(0).fill(c.initialMemory());
    LocationNorms.forward(norms.at(0), memory.at(0));
  }

  private Matrix rows(int rows) {
    return Matrix.allocate(signals.allocator(), rows, signals.configuration().locations());
  }

  private Matrix row(int floats) {
    return Matrix.allocate(signals.allocator(), 1, floats);
  }

  /** Memories before and after each step, [batch · width × locations]. */
  Sequence memory() {
    return memory;
  }

  /** Weightings of the write heads before and after each step, [batch · heads × locations]. */
  Sequence writeWeighting() {
    return writeWeighting;
  }

  /** Weightings of the read heads before and after each step, [batch · heads × locations]. */
  Sequence readWeighting() {
    return readWeighting;
  }

  @Override
  public void load(Parameters block) {
    parameters.load(block);
    initial.load(block);
  }

  @Override
  public void beginForward(int steps) {
    parameters.beginForward(steps);
  }

  @Override
  public void forward(int t) {
    parameters.forward(t);
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

  @Override
  public void beginBackward(int steps) {
    parameters.beginBackward(steps);
    dMemory.zero();
    dWriteWeighting.zero();
    dReadWeighting.zero();
  }

  @Override
  public void backward(int t) {
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
    parameters.backward(t);
  }

  @Override
  public void endBackward(int steps, Parameters gradients) {
    parameters.endBackward(steps, gradients);
    initial.backward(gradients, dWriteWeighting, dReadWeighting);
  }

  private void address(Addressing[] heads, int t, int state) {
    for (Addressing head : heads) {
      head.forward(t, memory.at(state), norms.at(state));
    }
  }

  private void addressBackward(Addressing[] heads, int t, int state) {
    for (Addressing head : heads) {
      head.backward(t, dMemory, memory.at(state), norms.at(state));
    }
  }

  private void write(int t) {
    Matrix weighting = writeWeighting.at(t + 1);
    MemoryWrite.forward(memory.at(t + 1), memory.at(t), weighting, erase[t], add[t], writeHeads);
    LocationNorms.forward(norms.at(t + 1), memory.at(t + 1));
  }

  private void writeBackward(int t) {
    MemoryWrite.backward(
        dMemory,
        dWriteWeighting,
        dErase,
        dAdd,
        memory.at(t),
        writeWeighting.at(t + 1),
        erase[t],
        add[t],
        writeHeads,
        writeScratch);
  }

  private void read(int t, int state) {
    for (int j = 0; j < readers.length; j++) {
      MemoryRead.forward(
          readVector[j][t + 1], readerWeighting[j][t + 1], memory.at(state), readScratch);
    }
  }

  private void readBackward(int t, int state) {
    for (int j = 0; j < readers.length; j++) {
      MemoryRead.backward(
          dReaderWeighting[j],
          dMemory,
          dReadVector[j][t + 1],
          readerWeighting[j][t + 1],
          memory.at(state));
    }
  }
}
