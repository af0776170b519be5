package io.tarn.gold.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.gold.query.Answer;
import io.tarn.gold.query.SharedAnswers.Shared;
import io.tarn.gold.worker.Reply.Column;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers in JSON: the rows come as they were written, only their frame is made here. */
@ApplicationScoped
class JsonAnswers {
  private final ObjectMapper json;

  JsonAnswers(ObjectMapper json) {
    this.json = json;
  }

  void write(Answer answer, OutputStream out) throws IOException {
    open(answer.columns(), out);
    answer.writeTo(out);
    close(answer.truncated(), answer.policyVersion(), out);
  }

  void write(Shared answer, OutputStream out) throws IOException {
    open(answer.columns(), out);
    text(answer.json(), out);
    close(answer.truncated(), answer.policyVersion(), out);
  }

  private void open(List<Column> columns, OutputStream out) throws IOException {
    text("{\"columns\":" + json.writeValueAsString(columns) + ",\"rows\":", out);
  }

  private static void close(boolean truncated, long policyVersion, OutputStream out)
      throws IOException {
    text(",\"truncated\":" + truncated + ",\"policyVersion\":" + policyVersion + "}", out);
  }

  private static void text(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
