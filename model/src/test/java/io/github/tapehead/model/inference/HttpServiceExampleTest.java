package io.github.tapehead.model.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.NetworkConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP example answers as its sessions do. */
class HttpServiceExampleTest {
  private static final NetworkConfiguration C = Models.SMALL;

  @Test
  void conversationsGoOnSideBySide(@TempDir Path folder) throws Exception {
    Path weights = folder.resolve("weights.safetensors");
    Models.write(weights, C, 7);
    float[] inputs = Models.inputs(C, 3, 1);
    try (HttpServiceExample service = new HttpServiceExample(weights, 2);
        HttpClient http = HttpClient.newHttpClient();
        Model model = Model.load(weights);
        Session session = model.session()) {
      float[] expected = Models.run(session, inputs);
      for (int t = 0; t < 3; t++) {
        float[] input = Arrays.copyOfRange(inputs, t * C.inputs(), (t + 1) * C.inputs());
        float[] output = Arrays.copyOfRange(expected, t * C.outputs(), (t + 1) * C.outputs());
        for (String name : new String[] {"a", "b"}) {
          HttpResponse<byte[]> answer = post(http, service.conversation(name), input);
          assertEquals(200, answer.statusCode());
          assertArrayEquals(output, HttpServiceExample.floats(answer.body()));
        }
      }
      HttpResponse<byte[]> refused = post(http, service.conversation("a"), new float[5]);
      assertEquals(400, refused.statusCode());
      assertEquals(
          "input: 5 floats, expected 4 floats", new String(refused.body(), StandardCharsets.UTF_8));
      assertEquals(204, delete(http, service.conversation("a")));
      assertEquals(404, delete(http, service.conversation("a")));
      assertEquals(1, service.size());
      double[] times = service.load(2, 20);
      assertEquals(40, times.length);
      assertTrue(times[0] > 0);
    }
  }

  private static HttpResponse<byte[]> post(HttpClient http, URI uri, float[] input)
      throws Exception {
    byte[] body = HttpServiceExample.bytes(input);
    return http.send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static int delete(HttpClient http, URI uri) throws Exception {
    return http.send(
            HttpRequest.newBuilder(uri).DELETE().build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
