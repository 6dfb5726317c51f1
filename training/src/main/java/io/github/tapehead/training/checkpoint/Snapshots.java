package io.github.tapehead.training.checkpoint;

import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.training.Communicator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Sends snapshots from process to process. */
public final class Snapshots {
  private Snapshots() {}

  /**
   * The whole of what each process has a part of.
   *
   * @param common is the same in all processes
   * @param own this process's part
   * @return at rank 0 the whole, elsewhere what this process has
   */
  public static Snapshot gather(Snapshot common, Snapshot own, Communicator processes) {
    Snapshot whole = common.and(own);
    if (own.isEmpty()) {
      return whole;
    }
    for (int rank = 1; rank < processes.ranks(); rank++) {
      Snapshot part = broadcast(own, rank, processes);
      whole = processes.rank() == 0 ? whole.and(part) : whole;
    }
    return whole;
  }

  /** Rank 0's snapshot in all processes; null if it has none. */
  public static Snapshot share(Snapshot snapshot, Communicator processes) {
    return processes.ranks() == 1 ? snapshot : broadcast(snapshot, 0, processes);
  }

  private static Snapshot broadcast(Snapshot snapshot, int root, Communicator processes) {
    boolean sends = processes.rank() == root;
    byte[] bytes = sends && snapshot != null ? bytes(snapshot) : new byte[0];
    try (Arena arena = Arena.ofShared()) {
      MemorySegment length = arena.allocate(Long.BYTES, Long.BYTES);
      length.set(ValueLayout.JAVA_LONG, 0, bytes.length);
      processes.broadcast(length, root);
      long size = length.get(ValueLayout.JAVA_LONG, 0);
      if (size == 0) {
        return null;
      }
      MemorySegment content = arena.allocate(size, Long.BYTES);
      if (sends) {
        content.copyFrom(MemorySegment.ofArray(bytes));
      }
      processes.broadcast(content, root);
      return sends ? snapshot : of(content.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private static byte[] bytes(Snapshot snapshot) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(snapshot.values().size());
      for (var value : snapshot.values().entrySet()) {
        write(out, value.getKey());
        write(out, value.getValue());
      }
      out.writeInt(snapshot.tensors().size());
      for (var tensor : snapshot.tensors().entrySet()) {
        write(out, tensor.getKey());
        List<Integer> shape = tensor.getValue().shape();
        out.writeInt(shape.size());
        for (int dimension : shape) {
          out.writeInt(dimension);
        }
        float[] values = tensor.getValue().values();
        ByteBuffer floats = ByteBuffer.allocate(values.length * Float.BYTES);
        floats.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(floats.array());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Snapshot of(byte[] bytes) {
    var values = new LinkedHashMap<String, String>();
    var tensors = new LinkedHashMap<String, Safetensors.Entry>();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int i = in.readInt(); i > 0; i--) {
        values.put(readText(in), readText(in));
      }
      for (int i = in.readInt(); i > 0; i--) {
        String name = readText(in);
        List<Integer> shape = new ArrayList<>();
        for (int d = in.readInt(); d > 0; d--) {
          shape.add(in.readInt());
        }
        float[] floats = new float[in.readInt()];
        ByteBuffer.wrap(in.readNBytes(floats.length * Float.BYTES)).asFloatBuffer().get(floats);
        tensors.put(name, new Safetensors.Entry(shape, floats));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Snapshot(values, tensors);
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
