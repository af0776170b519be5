package io.tarn.local.server;

import io.tarn.local.process.Launch;
import io.tarn.local.process.Readiness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Kafka broker that is its own controller (KRaft). */
public final class KafkaServer implements Server {
  private static final String CLUSTER = "tarn-local-cluster-000";
  private static final String LOGGING =
      """
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} %m%n
      rootLogger.level = info
      rootLogger.appenderRef.console.ref = console
      """;

  private final ServerFiles files;
  private final Path data;
  private final int port;
  private final int controllerPort;

  public KafkaServer(ServerFiles files, Path data, int port, int controllerPort) {
    this.files = files;
    this.data = data;
    this.port = port;
    this.controllerPort = controllerPort;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public void prepare() {
    Setup.write(data.resolve("log4j2.properties"), LOGGING);
    Setup.write(settings(), properties());
    if (!Files.exists(data.resolve("log/meta.properties"))) {
      Setup.run(
          java("kafka.tools.StorageTool", "format", "-t", CLUSTER, "-c", settings().toString()),
          data.resolve("format.out"));
    }
  }

  @Override
  public Launch launch() {
    return Launch.of(name(), java("kafka.Kafka", settings().toString()), Map.of());
  }

  @Override
  public Readiness readiness() {
    return Readiness.port(port);
  }

  private Path settings() {
    return data.resolve("server.properties");
  }

  private List<String> java(String... arguments) {
    List<String> all = new ArrayList<>();
    all.add("-Dlog4j2.configurationFile=" + data.resolve("log4j2.properties"));
    all.addAll(List.of("-cp", files.kafkaClassPath()));
    all.addAll(List.of(arguments));
    return JavaCommand.of(192, all);
  }

  private String properties() {
    // One broker: nothing can be replicated. A short session, else a broker that was killed waits
    // for the end of its old one. Few internal partitions: each costs files and start-up time.
    // A small cleaner's buffer: its 128 MB would be most of the heap.
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%d
    listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
    advertised.listeners=PLAINTEXT://127.0.0.1:%d
    controller.listener.names=CONTROLLER
    log.dirs=%s
    num.partitions=2
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=4
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=4
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=1000
    log.segment.bytes=67108864
    log.cleaner.dedupe.buffer.size=16777216
    """
        .formatted(controllerPort, port, controllerPort, port, data.resolve("log"));
  }
}
