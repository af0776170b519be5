package io.tarn.catalog.tables;

import io.tarn.catalog.domain.commit.Author;
import org.apache.iceberg.TableMetadata;

/** A request that waits for its group, and what came of it. */
final class Proposal {
  private final TableRequest request;
  private final Author author;
  private TableMetadata committed;
  private RuntimeException refused;

  Proposal(TableRequest request, Author author) {
    this.request = request;
    this.author = author;
  }

  TableRequest request() {
    return request;
  }

  Author author() {
    return author;
  }

  boolean isAppend() {
    return PureAppend.of(request).isPresent();
  }

  void succeed(TableMetadata metadata) {
    committed = metadata;
  }

  void fail(RuntimeException reason) {
    refused = reason;
  }

  /** The metadata that contains the change, or the exception that was the reason for none. */
  TableMetadata outcome() {
    if (refused != null) {
      throw refused;
    }
    if (committed == null) {
      throw new IllegalStateException("The commit of " + request.table() + " broke off");
    }
    return committed;
  }
}
