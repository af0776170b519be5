package io.tarn.service;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error leaves a service as a problem: what happened, where, what to do. */
public class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  public Response tarn(TarnException error, UriInfo uri) {
    if (error.kind().status() >= 500) {
      LOG.warn(error.getMessage(), error);
    }
    return response(Problem.of(error, uri.getRequestUri().getPath()), error.kind());
  }

  @ServerExceptionMapper
  public Response web(WebApplicationException error, UriInfo uri) {
    Response given = error.getResponse();
    if (given.hasEntity() || given.getStatus() < 400) {
      return given;
    }
    String path = uri.getRequestUri().getPath();
    String title = given.getStatusInfo().getReasonPhrase();
    return Response.fromResponse(given)
        .type(Problem.MEDIA_TYPE)
        .entity(
            new Problem("about:blank", title, given.getStatus(), error.getMessage(), path, null))
        .build();
  }

  @ServerExceptionMapper
  public Response unexpected(RuntimeException error, UriInfo uri) {
    String id = UUID.randomUUID().toString();
    LOG.errorf(error, "Unexpected error %s at %s", id, uri.getRequestUri().getPath());
    TarnException shown =
        new TarnException(
            ErrorKind.INTERNAL,
            "Something went wrong inside the service (" + id + ").",
            "Look for this id in the service's log.",
            error);
    return response(Problem.of(shown, uri.getRequestUri().getPath()), shown.kind());
  }

  private static Response response(Problem problem, ErrorKind kind) {
    Response.ResponseBuilder response =
        Response.status(kind.status()).type(Problem.MEDIA_TYPE).entity(problem);
    if (kind.retriable()) {
      response.header("Retry-After", 1);
    }
    return response.build();
  }
}
