package io.tarn.bench.catalog;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that do the same thing over and over for a while, each as fast as it is answered. */
record Load(List<Runnable> clients, Duration slice) {

  /** All of it, once each client has come to its end; what was begun in time is finished. */
  Sample run() {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Sample>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      clients.forEach(client -> running.add(threads.submit(repeat(client, start))));
      start.countDown();
    }
    return running.stream().map(Load::result).reduce(Sample::beside).orElseThrow();
  }

  private Callable<Sample> repeat(Runnable client, CountDownLatch start) {
    return () -> {
      Sample.Recorder recorder = new Sample.Recorder();
      start.await();
      long end = System.nanoTime() + slice.toNanos();
      for (long from = System.nanoTime(); from < end; from = System.nanoTime()) {
        try {
          client.run();
          recorder.success(System.nanoTime() - from);
        } catch (RuntimeException e) {
          recorder.failure(System.nanoTime() - from, e);
        }
      }
      return recorder.sample();
    };
  }

  private static Sample result(Future<Sample> client) {
    try {
      return client.get();
    } catch (ExecutionException e) {
      throw new TarnException(
          ErrorKind.INTERNAL, "A client broke off: " + e.getCause(), null, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TarnException(ErrorKind.UNAVAILABLE, "Interrupted");
    }
  }
}
