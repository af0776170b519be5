package io.tarn.local.state;

import io.tarn.local.process.Progress;
import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * One port for each part: as fixed by {@code TARN_PORT_<PART>}, else that of the last run, else a
 * free one. The free ones lie below those the system gives to outgoing connections, else a killed
 * service might find its port taken when it comes back.
 */
public record Ports(Map<String, Integer> byPart) {
  private static final int LOWEST = 20_000;
  private static final int RANGE = 10_000;

  public Ports {
    byPart = Map.copyOf(byPart);
  }

  public int of(String part) {
    Integer port = byPart.get(part);
    if (port == null) {
      throw new TarnException(
          ErrorKind.NOT_FOUND,
          "No port is known for " + part,
          "Start the platform first: ./tarn up");
    }
    return port;
  }

  /** The ports of the last run. */
  public static Ports remembered(StateDirectory state) {
    Map<String, Integer> ports = new TreeMap<>();
    read(state.ports())
        .forEach((part, port) -> ports.put((String) part, Integer.valueOf((String) port)));
    return new Ports(ports);
  }

  /**
   * Chooses and remembers.
   *
   * @param environment where ports may be fixed
   * @throws TarnException CONFLICT when a fixed port is in use
   */
  public static Ports choose(
      StateDirectory state,
      List<String> parts,
      Map<String, String> environment,
      Progress progress) {
    Properties last = read(state.ports());
    Map<String, Integer> chosen = new TreeMap<>();
    Set<Integer> taken = new HashSet<>();
    // Two checkouts begin to look at different places, so they do not meet when started at once.
    int next = Math.floorMod(state.root().hashCode() * 31, RANGE);
    for (String part : parts) {
      String fixed = environment.get(variable(part));
      String remembered = last.getProperty(part);
      int port;
      if (fixed != null) {
        port = fixed(part, fixed);
      } else if (remembered != null && free(Integer.parseInt(remembered), taken)) {
        port = Integer.parseInt(remembered);
      } else {
        while (last.containsValue(Integer.toString(LOWEST + next)) || !free(LOWEST + next, taken)) {
          next = (next + 1) % RANGE;
        }
        port = LOWEST + next;
        if (remembered != null) {
          progress.note("port " + remembered + " is in use: " + part + " gets " + port);
        }
      }
      taken.add(port);
      chosen.put(part, port);
    }
    Ports ports = new Ports(chosen);
    ports.write(state.ports());
    return ports;
  }

  /** The environment variable that fixes the part's port: {@code TARN_PORT_GOLD_SERVICE}. */
  static String variable(String part) {
    return "TARN_PORT_" + part.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static int fixed(String part, String value) {
    int port;
    try {
      port = Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new TarnException(
          ErrorKind.INVALID, variable(part) + " is not a port: " + value, null, e);
    }
    if (!free(port, Set.of())) {
      throw new TarnException(
          ErrorKind.CONFLICT,
          "Port " + port + ", fixed for " + part + ", is in use",
          "Free it, set " + variable(part) + " to another one, or leave it unset.");
    }
    return port;
  }

  private static boolean free(int port, Set<Integer> taken) {
    if (taken.contains(port)) {
      return false;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }

  private void write(Path file) {
    Properties properties = new Properties();
    byPart.forEach((part, port) -> properties.setProperty(part, port.toString()));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, "Ports of the last run; fix one with TARN_PORT_<PART>");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
