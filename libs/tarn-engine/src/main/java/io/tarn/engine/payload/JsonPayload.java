package io.tarn.engine.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a JSON object (RFC 8259): strings unquoted, other scalars as their text, objects
 * and arrays as they stand. Of a name that occurs twice the last counts.
 */
public final class JsonPayload implements PayloadFormat {
  /** Numbers stay text here, so even a long one costs nothing. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Integer.MAX_VALUE).build())
          .build();

  private final Map<String, Integer> positions = new HashMap<>();

  public JsonPayload(List<String> fields) {
    fields.forEach(field -> positions.put(field, positions.size()));
  }

  @Override
  public String[] read(String payload, String header) throws UnreadablePayloadException {
    try (JsonParser parser = JSON.createParser(payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadablePayloadException("is not a JSON object");
      }
      String[] values = new String[positions.size()];
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        Integer position = positions.get(parser.currentName());
        String value = value(parser, payload, position != null);
        if (position != null) {
          values[position] = value;
        }
      }
      if (parser.nextToken() != null) {
        throw new UnreadablePayloadException("has more after its JSON object");
      }
      return values;
    } catch (JsonProcessingException broken) {
      throw new UnreadablePayloadException("is not JSON: " + broken.getOriginalMessage());
    } catch (IOException impossible) {
      throw new IllegalStateException("text is read without input or output", impossible);
    }
  }

  private static String value(JsonParser parser, String payload, boolean wanted)
      throws IOException, UnreadablePayloadException {
    JsonToken token = parser.nextToken();
    if (token.isStructStart()) {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      return payload.substring(start, (int) parser.currentLocation().getCharOffset());
    }
    if (!wanted || token == JsonToken.VALUE_NULL) {
      return null;
    }
    String text = parser.getText();
    if (token == JsonToken.VALUE_STRING && !isText(text)) {
      throw new UnreadablePayloadException(
          "holds half of a surrogate pair in " + parser.currentName());
    }
    return text;
  }

  /** JSON can escape half a character; no column of text can hold it. */
  private static boolean isText(String value) {
    return value.chars().noneMatch(unit -> Character.isSurrogate((char) unit))
        || StandardCharsets.UTF_8.newEncoder().canEncode(value);
  }
}
