package io.tarn.catalog.domain.audit;

import io.tarn.model.event.Accessed;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * An audit event in the chain. Its hash is SHA-256 over the hash of the event before it, a line
 * feed, and the event as canonical JSON; so nothing before it can change without every later hash
 * changing.
 *
 * @param position counts the events from 1, without gaps
 * @param offset of the record in the audit topic
 */
public record ChainedEvent(
    long position, Accessed event, long offset, String previousHash, String hash) {
  /** Puts an event at the end of the chain. */
  public static ChainedEvent after(ChainHead head, Accessed event, long offset) {
    Accessed storable = storable(event);
    return new ChainedEvent(
        head.position() + 1, storable, offset, head.hash(), hash(head.hash(), storable));
  }

  /** Whether the event is what was hashed. */
  public boolean isAsHashed() {
    return hash.equals(hash(previousHash, event));
  }

  public ChainHead head() {
    return new ChainHead(position, hash);
  }

  /** The event as the table will give it back: to the microsecond, without NUL characters. */
  private static Accessed storable(Accessed event) {
    return new Accessed(
        clean(event.eventId()),
        event.at().truncatedTo(ChronoUnit.MICROS),
        clean(event.principal()),
        clean(event.service()),
        clean(event.action()),
        event.securables().stream().map(ChainedEvent::clean).toList(),
        event.allowed(),
        clean(event.reason()),
        clean(event.query()),
        event.rows(),
        event.policyVersion(),
        clean(event.remoteAddress()),
        clean(event.actor()));
  }

  private static String clean(String text) {
    return text == null ? null : text.replace('\0', '\uFFFD');
  }

  private static String hash(String previous, Accessed event) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((previous + "\n" + CanonicalJson.of(event)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
