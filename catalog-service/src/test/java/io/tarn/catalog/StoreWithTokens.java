package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import io.tarn.testing.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A store with a token service: moto, a process of its own that holds to policies, or the one that
 * {@code TARN_TEST_TOKEN_STORE} names as {@code http://key:secret@host:port}, with a bucket {@code
 * lakehouse}.
 */
final class StoreWithTokens implements AutoCloseable {
  private static final String PYTHON = System.getenv().getOrDefault("TARN_TEST_MOTO", "python3");
  private static final Optional<URI> NAMED =
      Optional.ofNullable(System.getenv("TARN_TEST_TOKEN_STORE")).map(URI::create);

  private final Optional<Process> process;
  private final String address;
  private final Map<String, String> keys;

  private StoreWithTokens(Optional<Process> process, String address, Map<String, String> keys) {
    this.process = process;
    this.address = address;
    this.keys = keys;
  }

  /** Starts one, if none is named; skips the test where moto is not installed. */
  static StoreWithTokens start() throws IOException, InterruptedException {
    return NAMED.isPresent() ? named(NAMED.get()) : moto();
  }

  private static StoreWithTokens named(URI store) {
    String[] keys = store.getUserInfo().split(":", 2);
    return new StoreWithTokens(
        Optional.empty(),
        "http://" + store.getAuthority().replace(store.getUserInfo() + "@", ""),
        Map.of("TARN_S3_ACCESS_KEY", keys[0], "TARN_S3_SECRET_KEY", keys[1]));
  }

  private static StoreWithTokens moto() throws IOException, InterruptedException {
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
    JsonPath keys = new JsonPath(ready);
    return new StoreWithTokens(
        Optional.of(process),
        "http://127.0.0.1:" + port,
        Map.of(
            "TARN_S3_ACCESS_KEY",
            keys.getString("accessKey"),
            "TARN_S3_SECRET_KEY",
            keys.getString("secretKey"),
            "TARN_CATALOG_STS_ROLE",
            keys.getString("role")));
  }

  /** What a service is told that has its tables there. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(keys);
    environment.put("TARN_S3_ENDPOINT", address);
    environment.put("TARN_CATALOG_STS_ENDPOINT", address);
    environment.put("TARN_CATALOG_STS_LIFETIME", shortestLifetime().toString());
    return environment;
  }

  /**
   * The shortest that keys may hold: AWS says 15 minutes. Moto takes less than what Iceberg's
   * client begins to renew, which then asks for new ones all the time.
   */
  Duration shortestLifetime() {
    return Duration.ofMinutes(process.isPresent() ? 4 : 15);
  }

  String address() {
    return address;
  }

  /** It answers nothing until it goes on; skips the test where the process is not ours. */
  void pause() throws IOException, InterruptedException {
    assumeTrue(process.isPresent(), "the store is not ours to stop");
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  @Override
  public void close() {
    process.ifPresent(ours -> ours.destroyForcibly().onExit().join());
  }

  private void signal(String signal) throws IOException, InterruptedException {
    assertThat(run("kill", signal, Long.toString(process.orElseThrow().pid()))).isZero();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
