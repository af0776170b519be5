package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import io.tarn.testing.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A store with a token service: moto, a process of its own that holds to policies. */
final class StoreWithTokens implements AutoCloseable {
  private static final String PYTHON = System.getenv().getOrDefault("TARN_TEST_MOTO", "python3");

  private final Process process;
  private final String address;
  private final JsonPath keys;

  private StoreWithTokens(Process process, String address, JsonPath keys) {
    this.process = process;
    this.address = address;
    this.keys = keys;
  }

  /** Starts one; skips the test where moto is not installed. */
  static StoreWithTokens start() throws IOException, InterruptedException {
    assumeTrue(
        run(PYTHON, "-c", "import moto.server") == 0,
        "moto is not installed: pip install 'moto[server,s3,sts,iam]', TARN_TEST_MOTO names the python");
    int port = Ports.free();
    Process process =
        new ProcessBuilder(PYTHON, "src/test/python/store_with_sts.py", Integer.toString(port))
            .redirectError(Path.of("target", "store-with-sts.log").toFile())
            .start();
    String ready =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    assertThat(ready).as("see target/store-with-sts.log").isNotNull();
    return new StoreWithTokens(process, "http://127.0.0.1:" + port, new JsonPath(ready));
  }

  /** What a service is told that has its tables there. */
  Map<String, String> environment() {
    return Map.of(
        "TARN_S3_ENDPOINT",
        address,
        "TARN_S3_ACCESS_KEY",
        keys.getString("accessKey"),
        "TARN_S3_SECRET_KEY",
        keys.getString("secretKey"),
        "TARN_CATALOG_STS_ENDPOINT",
        address,
        "TARN_CATALOG_STS_ROLE",
        keys.getString("role"));
  }

  String address() {
    return address;
  }

  /** It answers nothing until it goes on. */
  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void signal(String signal) throws IOException, InterruptedException {
    assertThat(run("kill", signal, Long.toString(process.pid()))).isZero();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
