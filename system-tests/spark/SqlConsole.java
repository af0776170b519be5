import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spark for a program that cannot load it: statements in, one a line; answers out, one a line: {@code {"rows": [["1",
 * null]]}} or {@code {"error": "…"}}. Set up by system properties that begin with {@code spark.}.
 */
class SqlConsole {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate();
    BufferedReader statements =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String one = statements.readLine(); one != null; one = statements.readLine()) {
      answers.println(JSON.writeValueAsString(answer(spark, one)));
    }
    spark.stop();
  }

  private static Map<String, Object> answer(SparkSession spark, String statement) {
    try {
      return Map.of(
          "rows", spark.sql(statement).collectAsList().stream().map(SqlConsole::texts).toList());
    } catch (Exception e) {
      e.printStackTrace();
      return Map.of("error", e.toString());
    }
  }

  private static List<Object> texts(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.isNullAt(i) ? null : (Object) row.get(i).toString())
        .toList();
  }
}
