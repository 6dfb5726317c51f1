package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs in JVMs of their own, on the class path. */
public final class JavaProcess {
  private JavaProcess() {}

  /** Runs options, class and arguments; gives what was printed. */
  public static String run(List<String> arguments) throws IOException, InterruptedException {
    return start(command(arguments));
  }

  /** The command line of a JVM with the classes of this module, tests included. */
  public static List<String> command(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String path =
        String.join(
            System.getProperty("path.separator"),
            classes(Matrix.class),
            classes(Network.class),
            classes(JavaProcess.class));
    command.addAll(List.of("-cp", path));
    command.addAll(arguments);
    return command;
  }

  /** Runs a command; gives what it printed, errors too. */
  public static String start(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return output;
  }

  /** The folder or jar of a class, on the module path or patched into its module. */
  private static String classes(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    String url = type.getResource("/" + name).toString();
    String place = url.substring(0, url.length() - name.length() - 1);
    place = place.startsWith("jar:") ? place.substring(4, place.length() - 1) : place;
    return Path.of(URI.create(place)).toString();
  }
}
