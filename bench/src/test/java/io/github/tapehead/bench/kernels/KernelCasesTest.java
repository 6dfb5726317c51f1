package io.github.tapehead.bench.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Simd;
import java.lang.foreign.Arena;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

class KernelCasesTest {
  /** Two count wrong bits and symbols in tests of a network, one is the norm without its root. */
  private static final Set<String> NOT_MEASURED =
      Set.of("BinaryCrossEntropy.wrong", "CategoricalCrossEntropy.wrong", "GradientClip.squares");

  static Stream<KernelWork> work() {
    return KernelCases.work().stream();
  }

  @ParameterizedTest
  @MethodSource("work")
  void vectorAndScalarAgree(KernelWork work) {
    try (Arena arena = Arena.ofConfined()) {
      KernelCases.named(work.name(), arena).check();
    }
  }

  @ParameterizedTest
  @MethodSource("work")
  void canBeCalledManyTimes(KernelWork work) {
    try (Arena arena = Arena.ofConfined()) {
      KernelCase made = KernelCases.named(work.name(), arena);
      made.check();
      for (int i = 0; i < 100; i++) {
        made.vector().run();
      }
      made.requireNormal();
    }
  }

  @Test
  void namesAreDistinct() {
    List<String> names = work().map(KernelWork::name).toList();
    assertEquals(names.size(), new HashSet<>(names).size());
  }

  @Test
  void benchmarkListsAllCases() throws Exception {
    Param param = KernelBenchmark.class.getField("kernel").getAnnotation(Param.class);
    assertEquals(work().map(KernelWork::name).toList(), Arrays.asList(param.value()));
  }

  @Test
  void everyKernelHasACase() throws Exception {
    Set<String> missing = new TreeSet<>();
    for (Class<?> type : kernelClasses()) {
      for (Method method : type.getDeclaredMethods()) {
        String name = type.getSimpleName() + "." + method.getName();
        if (isKernel(method) && !NOT_MEASURED.contains(name)) {
          missing.add(name);
        }
      }
    }
    assertTrue(missing.size() > 30, missing::toString);
    missing.removeIf(
        name -> work().anyMatch(w -> w.name().equals(name) || w.name().startsWith(name + "-")));
    assertEquals(Set.of(), missing);
  }

  /** A public method without an object, or one that packs, with matrices among its arguments. */
  private static boolean isKernel(Method method) {
    boolean works = Modifier.isStatic(method.getModifiers()) || method.getName().startsWith("pack");
    return works
        && Modifier.isPublic(method.getModifiers())
        && Arrays.asList(method.getParameterTypes()).contains(Matrix.class);
  }

  private static List<Class<?>> kernelClasses() throws Exception {
    Path location = Path.of(Simd.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(location)) {
      return classes(location);
    }
    try (var jar = FileSystems.newFileSystem(location)) {
      return classes(jar.getPath("/"));
    }
  }

  private static List<Class<?>> classes(Path root) throws Exception {
    String packageName = Simd.class.getPackageName();
    List<Class<?>> classes = new ArrayList<>();
    try (var files = Files.list(root.resolve(packageName.replace('.', '/')))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          Class<?> type =
              Class.forName(packageName + "." + name.substring(0, name.indexOf(".class")));
          if (Modifier.isPublic(type.getModifiers())) {
            classes.add(type);
          }
        }
      }
    }
    return classes;
  }
}
