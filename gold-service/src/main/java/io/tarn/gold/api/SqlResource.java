package io.tarn.gold.api;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tarn.gold.query.Answer;
import io.tarn.gold.query.Question;
import io.tarn.gold.query.Statements;
import io.tarn.gold.worker.Format;
import io.tarn.service.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.util.Arrays;
import java.util.Optional;

/** SQL over the tables the caller may see. */
@Path("/sql")
@RunOnVirtualThread
public class SqlResource {
  private final Statements statements;
  private final Caller caller;
  private final RoutingContext connection;
  private final JsonAnswers json;

  SqlResource(Statements statements, Caller caller, RoutingContext connection, JsonAnswers json) {
    this.statements = statements;
    this.caller = caller;
    this.connection = connection;
    this.json = json;
  }

  /** The body is the statement. */
  @POST
  @Consumes(MediaType.TEXT_PLAIN)
  public Response statement(String sql, @Context Request request) {
    return answer(new SqlRequest(sql, null, null), request);
  }

  /** The body is the statement with its limits. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response request(SqlRequest body, @Context Request request) {
    return answer(body, request);
  }

  private Response answer(SqlRequest body, Request request) {
    Format format = format(request);
    Question question =
        new Question(
            body.sql(), format, Optional.ofNullable(body.maxRows()), body.timeoutDuration());
    Answer answer = statements.ask(caller, question, () -> connection.response().closed());
    StreamingOutput output =
        out -> {
          try (answer) {
            if (format == Format.json) {
              json.write(answer, out);
            } else {
              answer.writeTo(out);
            }
          }
        };
    return Response.ok(output, format.mediaType())
        .header("Tarn-Rows", answer.rows())
        .header("Tarn-Truncated", answer.truncated())
        .build();
  }

  private static Format format(Request request) {
    Variant chosen =
        request.selectVariant(
            Arrays.stream(Format.values())
                .map(format -> new Variant(MediaType.valueOf(format.mediaType()), "", null))
                .toList());
    if (chosen == null) {
      throw new NotAcceptableException("Answers are JSON, CSV or Parquet.");
    }
    return Arrays.stream(Format.values())
        .filter(format -> chosen.getMediaType().equals(MediaType.valueOf(format.mediaType())))
        .findFirst()
        .orElseThrow();
  }
}
