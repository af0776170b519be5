package io.tarn.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import java.util.List;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFilesTest {
  private static final String OWN = "s3://lake/desk/own-1/data/a.parquet";
  private static final String HIDDEN = "s3://lake/bank/hidden-1/data/a.parquet";

  private final InMemoryFileIO lake = new InMemoryFileIO();
  private final OwnFiles files = new OwnFiles("s3://lake/desk/own-1", lake);

  @Test
  void whatLiesBelowTheTableIsReadAndDeleted() {
    lake.addFile(OWN, new byte[3]);

    assertThat(files.newInputFile(OWN).getLength()).isEqualTo(3);
    files.deleteFile(OWN);
    assertThat(lake.fileExists(OWN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HIDDEN,
        "s3://lake/desk/own-1",
        "s3://lake/desk/own-10/data/a.parquet",
        "s3://lake/desk/own-1/../../bank/hidden-1/data/a.parquet",
        "s3://lake/desk/own-1/..",
        "s3://lake/desk/own-1/",
        "s3://lake/desk/own-1//data/a.parquet",
        "s3://lake/desk/own-1/./data/a.parquet",
        "s3://other/desk/own-1/data/a.parquet",
        "file:///etc/passwd",
      })
  void nothingElseIs(String file) {
    lake.addFile(file, new byte[3]);

    for (Runnable attempt :
        List.<Runnable>of(
            () -> files.newInputFile(file),
            () -> files.newInputFile(file, 3),
            () -> files.newOutputFile(file),
            () -> files.deleteFile(file))) {
      assertThatThrownBy(attempt::run)
          .isInstanceOfSatisfying(
              TarnException.class,
              refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.FORBIDDEN));
    }
    assertThat(lake.fileExists(file)).isTrue();
  }

  @Test
  void ofSeveralNoneIsDeletedWhenOneIsNotTheTables() {
    lake.addFile(OWN, new byte[3]);
    lake.addFile(HIDDEN, new byte[3]);

    assertThatThrownBy(() -> files.deleteFiles(List.of(OWN, HIDDEN)))
        .isInstanceOf(TarnException.class);

    assertThat(lake.fileExists(OWN)).isTrue();
    assertThat(lake.fileExists(HIDDEN)).isTrue();
  }
}
