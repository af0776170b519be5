package io.tarn.gold.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.gold.worker.Reply.Failure;
import io.tarn.gold.worker.Reply.Kind;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'exception_type':'Out of Memory','exception_message':'Failed to allocate block'}",
        "{'exception_type':'IO','exception_message':'Could not write','errno':'27'}",
        "{'exception_type':'IO','exception_message':'Could not map','errno':'12'}",
        "{'exception_type':'IO','exception_message':'Could not read enough bytes from file"
            + " /tmp/a/spill/duckdb_temp_storage_S64K-0.tmp: attempted to read 65536 bytes'}",
        "{'exception_type':'INTERNAL','exception_message':'Parquet writer: 983048 compressed page"
            + " size out of range for type integer'}",
        "Out of Memory Error: Allocation failure",
      })
  void whatWantsMoreThanThereIsIsAboutMemoryHoweverTheEngineSaysIt(String message) {
    assertThat(of(message.replace('\'', '"'))).isEqualTo(new Failure(Kind.memory, "", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'exception_type':'IO','exception_message':'Could not read','errno':'5'}",
        "{'exception_type':'INTERNAL','exception_message':'Assertion'}",
        "Something new",
      })
  void itsOwnFailuresAreToldToTheLog(String message) {
    assertThat(of(message)).isEqualTo(new Failure(Kind.engine, message, null));
  }

  @Test
  void anAuthorIsToldWhereButNoNamesOfFiles() {
    String wrong =
        "{\"exception_type\":\"Binder\",\"exception_message\":\"%s\",\"position\":\"7\"}";

    assertThat(of(wrong.formatted("No column x")))
        .isEqualTo(new Failure(Kind.statement, "No column x", 7L));
    assertThat(of(wrong.formatted("Not in secret.parquet")))
        .isEqualTo(new Failure(Kind.statement, "", 7L));
  }

  private static Failure of(String message) {
    return Failures.of(new SQLException(message), List.of("secret.parquet"));
  }
}
