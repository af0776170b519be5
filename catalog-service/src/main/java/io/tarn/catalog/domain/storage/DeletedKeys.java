package io.tarn.catalog.domain.storage;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The keys in the body of S3's <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html">DeleteObjects</a>.
 */
final class DeletedKeys {
  private DeletedKeys() {}

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when there are none, or the body cannot be read
   */
  static List<String> in(String body) {
    if (body == null || body.isBlank()) {
      throw new IllegalArgumentException("what is to be deleted is not told: send the body too");
    }
    List<String> keys = read(body);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("the body names nothing to delete");
    }
    return keys;
  }

  private static List<String> read(String body) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    List<String> keys = new ArrayList<>();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(body));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("Key")) {
          keys.add(xml.getElementText());
        }
      }
      return keys;
    } catch (XMLStreamException unreadable) {
      throw new IllegalArgumentException("the body is not what S3 takes", unreadable);
    }
  }
}
