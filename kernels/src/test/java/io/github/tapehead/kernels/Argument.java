package io.github.tapehead.kernels;

/**
 * An argument of a kernel in a {@link KernelCase}.
 *
 * @param name its name in error messages
 * @param rows expected rows
 * @param columns expected columns
 * @param room floats of a row that belong to it: the columns, or also their pad
 * @param role what the kernel does with it
 * @param values content before the call, row by row, each a float; null if the test chooses it
 * @param gradientOf the input whose gradient it receives, or null
 * @param incomingOf the output whose gradient it brings, or null
 * @param derived whether an input follows from others, such as norms from a memory
 */
record Argument(
    String name,
    int rows,
    int columns,
    int room,
    Role role,
    double[] values,
    String gradientOf,
    String incomingOf,
    boolean derived) {

  /** What a kernel does with an argument. */
  enum Role {
    /** Only read. */
    INPUT,
    /** Overwritten, whatever it held. */
    OUTPUT,
    /** Read and overwritten. */
    UPDATED,
    /** A gradient that is added to what is there. */
    GRADIENT,
    /** May be used at will. */
    SCRATCH,
    /** Not an argument: holds the number that a kernel returns. */
    RETURNED
  }

  Argument withRoom(int floats) {
    return new Argument(name, rows, columns, floats, role, values, gradientOf, incomingOf, derived);
  }

  boolean isInputOfOracle() {
    return (role == Role.INPUT || role == Role.UPDATED) && !derived;
  }

  boolean isOutputOfOracle() {
    return role == Role.OUTPUT || role == Role.UPDATED || role == Role.RETURNED;
  }

  @Override
  public String toString() {
    return name + " [" + rows + " x " + columns + "]";
  }
}
