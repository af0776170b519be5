package io.tarn.tables.rest;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.iceberg.rest.HTTPClient;
import org.apache.iceberg.rest.HTTPHeaders;
import org.apache.iceberg.rest.HTTPRequest;
import org.apache.iceberg.rest.ImmutableHTTPRequest;
import org.apache.iceberg.rest.RESTClient;
import org.apache.iceberg.rest.auth.AuthSession;

/**
 * Signs the requests of Iceberg's client with the service account's token.
 *
 * <p>Iceberg would load an {@code AuthManager} by its class name, from whatever class loader the
 * calling thread happens to have, and with the secret among the catalog's properties. So the client
 * it is given has its session already, and keeps it.
 */
record ServiceAccount(AccessTokens tokens) implements AuthSession {
  RESTClient sign(HTTPClient client) {
    return (RESTClient)
        Proxy.newProxyInstance(
            RESTClient.class.getClassLoader(),
            new Class<?>[] {RESTClient.class},
            new KeepSession(client.withAuthSession(this)));
  }

  @Override
  public HTTPRequest authenticate(HTTPRequest request) {
    HTTPHeaders bearer = HTTPHeaders.of(Map.of("Authorization", "Bearer " + tokens.current()));
    return ImmutableHTTPRequest.builder()
        .from(request)
        .headers(request.headers().putIfAbsent(bearer))
        .build();
  }

  @Override
  public void close() {}

  private record KeepSession(RESTClient signed) implements InvocationHandler {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("withAuthSession")) {
        return proxy;
      }
      try {
        return method.invoke(signed, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }
}
