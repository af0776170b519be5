package io.tarn.catalog.tables;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.RESTRequest;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.RESTSerializers;

/** The JSON of Iceberg's REST protocol, set up as its own client is. */
public final class IcebergJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    JSON.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
    JSON.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    JSON.setPropertyNamingStrategy(new PropertyNamingStrategies.KebabCaseStrategy());
    RESTSerializers.registerAll(JSON);
  }

  private IcebergJson() {}

  /**
   * Reads a request and validates it.
   *
   * @throws BadRequestException saying what is wrong
   */
  public static <T extends RESTRequest> T read(String body, Class<T> type) {
    try {
      T request = JSON.readValue(body, type);
      if (request == null) {
        throw new BadRequestException("The body is empty");
      }
      request.validate();
      return request;
    } catch (JsonProcessingException unreadable) {
      throw new BadRequestException(
          unreadable, "The body cannot be read: %s", unreadable.getOriginalMessage());
    }
  }

  public static byte[] write(RESTResponse response) {
    try {
      return JSON.writeValueAsBytes(response);
    } catch (JsonProcessingException notWritable) {
      throw new IllegalStateException("a response is always JSON", notWritable);
    }
  }

  /**
   * The answer to loading a table: what {@link #write} makes of a {@code LoadTableResponse},
   * without writing the metadata again.
   *
   * @param metadata as JSON, in UTF-8
   * @param config how the client gets at the files
   */
  public static byte[] loaded(String location, byte[] metadata, Map<String, String> config) {
    try {
      byte[] before =
          utf8("{\"metadata-location\":" + JSON.writeValueAsString(location) + ",\"metadata\":");
      byte[] after =
          utf8(config.isEmpty() ? "}" : ",\"config\":" + JSON.writeValueAsString(config) + "}");
      return ByteBuffer.allocate(before.length + metadata.length + after.length)
          .put(before)
          .put(metadata)
          .put(after)
          .array();
    } catch (JsonProcessingException notWritable) {
      throw new IllegalStateException("strings are always JSON", notWritable);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
