package io.tarn.catalog.domain.storage;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

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
    NodeList found = parsed(body).getElementsByTagNameNS("*", "Key");
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      keys.add(found.item(i).getTextContent());
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("the body names nothing to delete");
    }
    return keys;
  }

  private static Document parsed(String body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(body)));
    } catch (ParserConfigurationException | SAXException | IOException unreadable) {
      throw new IllegalArgumentException(
          "the body is not what S3 takes: " + unreadable.getMessage());
    }
  }
}
