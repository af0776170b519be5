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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
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
  public Response statement(String sql, @Context HttpHeaders headers) {
    return answer(new SqlRequest(sql, null, null), headers);
  }

  /** The body is the statement with its limits. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response request(SqlRequest body, @Context HttpHeaders headers) {
    return answer(body, headers);
  }

  private Response answer(SqlRequest body, HttpHeaders headers) {
    Format format = format(headers);
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

  /** Only the media type counts: a browser also sends its language, which selectVariant minds. */
  private static Format format(HttpHeaders headers) {
    return headers.getAcceptableMediaTypes().stream()
        .flatMap(
            accepted ->
                Arrays.stream(Format.values())
                    .filter(format -> accepted.isCompatible(MediaType.valueOf(format.mediaType()))))
        .findFirst()
        .orElseThrow(() -> new NotAcceptableException("Answers are JSON, CSV or Parquet."));
  }
}
