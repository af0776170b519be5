package io.tarn.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.local.process.Progress;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  private static final List<String> PARTS = List.of("kafka", "s3", "gold-service");

  @TempDir Path root;

  @Test
  void aPlatformFindsItsPortsAgain() {
    // Given
    StateDirectory state = new StateDirectory(root);
    Ports first = choose(state, Map.of());
    // When
    Ports second = choose(state, Map.of());
    // Then
    assertThat(second).isEqualTo(first);
    assertThat(Ports.remembered(state)).isEqualTo(first);
    assertThat(first.byPart().values()).doesNotHaveDuplicates();
  }

  @Test
  void portsLieBelowThoseOfOutgoingConnections() {
    Ports ports = choose(new StateDirectory(root), Map.of());

    assertThat(ports.byPart().values()).allMatch(port -> port >= 20_000 && port < 30_000);
  }

  @Test
  void aPortThatSomebodyTookIsReplacedAndToldOf() throws IOException {
    // Given
    StateDirectory state = new StateDirectory(root);
    Ports first = choose(state, Map.of());
    Notes notes = new Notes();
    try (ServerSocket taken = listen(first.of("s3"))) {
      // When
      Ports second = Ports.choose(state, PARTS, Map.of(), notes);
      // Then
      assertThat(second.of("s3")).isNotEqualTo(taken.getLocalPort());
      assertThat(second.of("kafka")).isEqualTo(first.of("kafka"));
      assertThat(notes.all).singleElement().asString().contains("port " + first.of("s3"), "s3");
    }
  }

  @Test
  void theUserFixesAPort() throws IOException {
    int free;
    try (ServerSocket socket = listen(0)) {
      free = socket.getLocalPort();
    }

    Ports ports =
        choose(new StateDirectory(root), Map.of("TARN_PORT_GOLD_SERVICE", Integer.toString(free)));

    assertThat(ports.of("gold-service")).isEqualTo(free);
  }

  @Test
  void aFixedPortInUseIsRefusedWithItsName() throws IOException {
    try (ServerSocket taken = listen(0)) {
      Map<String, String> environment =
          Map.of("TARN_PORT_KAFKA", Integer.toString(taken.getLocalPort()));

      assertThatThrownBy(() -> choose(new StateDirectory(root), environment))
          .isInstanceOf(TarnException.class)
          .hasMessageContaining("Port " + taken.getLocalPort() + ", fixed for kafka, is in use");
    }
  }

  @Test
  void aFixedPortThatIsNoPortIsRefused() {
    assertThatThrownBy(() -> choose(new StateDirectory(root), Map.of("TARN_PORT_KAFKA", "ninety")))
        .isInstanceOf(TarnException.class)
        .hasMessage("TARN_PORT_KAFKA is not a port: ninety");
  }

  @Test
  void twoCheckoutsDoNotMeet() {
    Ports one = choose(new StateDirectory(root.resolve("one/.tarn")), Map.of());
    Ports two = choose(new StateDirectory(root.resolve("two/.tarn")), Map.of());

    assertThat(one.byPart().values()).doesNotContainAnyElementsOf(two.byPart().values());
  }

  private static Ports choose(StateDirectory state, Map<String, String> environment) {
    return Ports.choose(state, PARTS, environment, Progress.silent());
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private static final class Notes implements Progress {
    private final List<String> all = new ArrayList<>();

    @Override
    public void ready(String part, Duration took) {}

    @Override
    public void note(String message) {
      all.add(message);
    }
  }
}
