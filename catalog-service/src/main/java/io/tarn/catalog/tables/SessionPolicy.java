package io.tarn.catalog.tables;

import io.tarn.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What credentials for one table's files may do, as a policy of AWS IAM. As with signed requests:
 * no listing, and the catalog alone writes metadata files.
 */
final class SessionPolicy {
  private static final String SCHEME = "s3://";
  private static final List<String> READING = List.of("s3:GetObject");
  private static final List<String> WRITING =
      List.of("s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload");

  /** A policy takes them for any text, any character, and the beginning of a variable. */
  private static final Pattern SPECIAL = Pattern.compile("[*?$]");

  private SessionPolicy() {}

  /** Whether a policy can mean the files below the location and no others. */
  static boolean canName(String location) {
    return location.startsWith(SCHEME) && !SPECIAL.matcher(location).find();
  }

  /** The policy, in JSON. */
  static String of(String location, boolean writing) {
    String files = "arn:aws:s3:::" + location.substring(SCHEME.length()) + "/*";
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(statement("Allow", READING, files));
    if (writing) {
      statements.add(statement("Allow", WRITING, files));
      statements.add(statement("Deny", WRITING, files + ".metadata.json*"));
    }
    return Json.MAPPER
        .valueToTree(Map.of("Version", "2012-10-17", "Statement", statements))
        .toString();
  }

  private static Map<String, Object> statement(
      String effect, List<String> actions, String resource) {
    return Map.of("Effect", effect, "Action", actions, "Resource", resource);
  }
}
