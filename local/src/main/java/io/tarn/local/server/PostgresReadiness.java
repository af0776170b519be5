package io.tarn.local.server;

import io.tarn.local.process.Readiness;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * PostgreSQL asks for a password. It listens earlier than that: while it recovers from a crash it
 * answers every start-up message with an error.
 */
record PostgresReadiness(int port) implements Readiness {
  private static final int PROTOCOL = 3 << 16;

  @Override
  public boolean ready() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      socket.setSoTimeout(1000);
      socket.getOutputStream().write(startupMessage());
      // Authentication request, as against E for an error.
      return socket.getInputStream().read() == 'R';
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] startupMessage() throws IOException {
    byte[] parameters =
        ("user\0" + PostgresServer.SUPERUSER + "\0\0").getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(message);
    data.writeInt(8 + parameters.length);
    data.writeInt(PROTOCOL);
    data.write(parameters);
    return message.toByteArray();
  }
}
