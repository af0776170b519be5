package io.tarn.service;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Sends messages in order, from a thread that belongs to no request. A message sent by a request's
 * own thread remembers the request: on its way to the broker, which is on another thread when
 * several are sent at once, the request's CDI context is replaced by an empty one for a moment, in
 * which the request that goes on beside it finds no caller and no headers. A transaction would be
 * taken along, too, and could not be ended then.
 */
@ApplicationScoped
public class Outgoing {
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("sender").daemon().factory());

  /**
   * Sends a message.
   *
   * @return ends when the broker acknowledged it, or failed
   */
  public CompletableFuture<Void> send(MutinyEmitter<String> channel, Message<String> message) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    sender.execute(
        () ->
            Uni.createFrom()
                .deferred(() -> channel.sendMessage(message))
                .subscribe()
                .with(sent::complete, sent::completeExceptionally));
    return sent;
  }

  @PreDestroy
  void stop() {
    sender.shutdown();
  }
}
