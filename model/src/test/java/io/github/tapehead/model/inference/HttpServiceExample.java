package io.github.tapehead.model.inference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A small HTTP service with a network inside, on the JDK's own server. {@code POST
 * /conversations/NAME} takes an input vector, little-endian floats, and answers with the output
 * vector of that conversation's next step; {@code DELETE} ends the conversation.
 *
 * <p>{@link #main} measures it: threads that each hold a conversation over the loopback.
 */
final class HttpServiceExample implements AutoCloseable {
  private static final String PATH = "/conversations/";

  private final Model model;
  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Session> conversations = new ConcurrentHashMap<>();

  /** Starts the service on a free port of this machine. */
  HttpServiceExample(Path weights, int threadCount) throws IOException {
    model = Model.load(weights);
    model.warmUp(Duration.ofSeconds(10));
    threads = Executors.newFixedThreadPool(threadCount);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(PATH, this::handle);
    server.start();
  }

  /** Where a conversation is. */
  URI conversation(String name) {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://%s:%d%s%s"
            .formatted(address.getAddress().getHostAddress(), address.getPort(), PATH, name));
  }

  /** Conversations that are open. */
  int size() {
    return conversations.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(PATH.length());
      switch (exchange.getRequestMethod()) {
        case "POST" -> step(exchange, name);
        case "DELETE" -> {
          Session ended = conversations.remove(name);
          if (ended != null) {
            ended.close();
          }
          exchange.sendResponseHeaders(ended != null ? 204 : 404, -1);
        }
        default -> exchange.sendResponseHeaders(405, -1);
      }
    }
  }

  private void step(HttpExchange exchange, String name) throws IOException {
    float[] input = floats(exchange.getRequestBody().readAllBytes());
    float[] output = new float[model.configuration().outputs()];
    try {
      conversations.computeIfAbsent(name, _ -> model.session()).step(input, output);
    } catch (IllegalArgumentException e) {
      answer(exchange, 400, e.getMessage().getBytes(StandardCharsets.UTF_8));
      return;
    } catch (IllegalStateException e) {
      // Two requests of one conversation at once, or one that was ended meanwhile.
      answer(exchange, 409, e.getMessage().getBytes(StandardCharsets.UTF_8));
      return;
    }
    answer(exchange, 200, bytes(output));
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  static byte[] bytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES);
    buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return buffer.array();
  }

  static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  @Override
  public void close() {
    server.stop(1);
    threads.close();
    conversations.values().forEach(Session::close);
    model.close();
  }

  /**
   * Measures requests: weights file, clients, requests each.
   *
   * @param arguments such as {@code weights.safetensors 4 5000}
   */
  public static void main(String[] arguments) throws Exception {
    int clients = Integer.parseInt(arguments[1]);
    int requests = Integer.parseInt(arguments[2]);
    try (HttpServiceExample service = new HttpServiceExample(Path.of(arguments[0]), clients)) {
      // The server and the client have to be compiled, too.
      service.load(clients, requests);
      System.out.println(percentiles(service.load(clients, requests)));
    }
  }

  /** Microseconds of all requests of clients that each hold a conversation, sorted. */
  double[] load(int clients, int requests) throws Exception {
    double[] times = new double[clients * requests];
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService callers = Executors.newFixedThreadPool(clients);
        HttpClient http = HttpClient.newHttpClient()) {
      for (int c = 0; c < clients; c++) {
        int client = c;
        running.add(
            callers.submit(() -> {
              byte[] input = bytes(new float[model.configuration().inputs()]);
              URI uri = conversation("client-" + client);
              HttpRequest request =
                  HttpRequest.newBuilder(uri)
                      .POST(HttpRequest.BodyPublishers.ofByteArray(input))
                      .build();
              for (int i = 0; i < requests; i++) {
                long start = System.nanoTime();
                http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                times[client * requests + i] = (System.nanoTime() - start) / 1e3;
              }
              return null;
            }));
      }
      for (Future<?> client : running) {
        client.get();
      }
    }
    Arrays.sort(times);
    return times;
  }

  private static String percentiles(double[] sorted) {
    int n = sorted.length;
    return String.format(
        Locale.ROOT,
        "%d requests: p50 %.0f, p99 %.0f, p99.9 %.0f µs",
        n,
        sorted[n / 2],
        sorted[n * 99 / 100],
        sorted[n * 999 / 1000]);
  }
}
