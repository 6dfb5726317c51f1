package io.github.tapehead.bench.network;

import java.util.List;

/** Finds the operation of a sample by its stack. */
final class Attribution {
  /** The network's own code, outside kernels. */
  static final String MODEL = "model";

  /** Everything else. */
  static final String OTHER = "other";

  private static final String KERNELS_PACKAGE = "io.github.tapehead.kernels.";
  private static final String MODEL_PACKAGE = "io.github.tapehead.model.";
  private static final String DENSE_LAYER = MODEL_PACKAGE + "DenseLayer";

  /**
   * A method on the stack.
   *
   * @param type the class, with its package
   * @param method its method
   */
  record Frame(String type, String method) {
    @Override
    public String toString() {
      return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }

    private boolean isIn(String prefix) {
      return type.startsWith(prefix);
    }
  }

  private Attribution() {}

  /**
   * The operation: the kernel that the network called, such as {@code MemoryWrite.backward},
   * whatever that called in turn; or {@link #MODEL} or {@link #OTHER}.
   *
   * @param stack the innermost frame first
   */
  static String operation(List<Frame> stack) {
    int kernel = outermostKernel(stack);
    if (kernel >= 0) {
      return stack.get(kernel).toString();
    }
    return stack.stream().anyMatch(f -> f.isIn(MODEL_PACKAGE)) ? MODEL : OTHER;
  }

  /** The operation and which part of the network called it. */
  static String operationAndCaller(List<Frame> stack) {
    int kernel = outermostKernel(stack);
    String operation = operation(stack);
    for (int i = kernel + 1; i < stack.size(); i++) {
      Frame frame = stack.get(i);
      if (frame.isIn(MODEL_PACKAGE) && !frame.isIn(DENSE_LAYER)) {
        return operation + " < " + frame;
      }
    }
    return operation;
  }

  private static int outermostKernel(List<Frame> stack) {
    for (int i = stack.size() - 1; i >= 0; i--) {
      if (stack.get(i).isIn(KERNELS_PACKAGE)) {
        return i;
      }
    }
    return -1;
  }
}
