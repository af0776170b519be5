package io.tarn.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveTest {
  @TempDir Path directory;

  @Test
  void programsStayExecutableAndLinksStayLinks() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry("bin/link", TarConstants.LF_SYMLINK);
    link.setLinkName("program");
    archive("bin/program", 0755, link).unpack(directory.resolve("out"));

    assertThat(directory.resolve("out/bin/program")).isExecutable().hasContent("content");
    assertThat(directory.resolve("out/bin/link")).isSymbolicLink();
    assertThat(directory.resolve("out/bin/link").toRealPath())
        .isEqualTo(directory.resolve("out/bin/program").toRealPath());
  }

  @Test
  void aPathThatLeadsOutsideIsRefused() throws IOException {
    Archive archive = archive("../outside", 0644, null);

    assertThatThrownBy(() -> archive.unpack(directory.resolve("out")))
        .hasMessageContaining("../outside");
    assertThat(directory.resolve("outside")).doesNotExist();
  }

  private Archive archive(String name, int mode, TarArchiveEntry link) throws IOException {
    Path file = directory.resolve("archive.txz");
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new XZOutputStream(Files.newOutputStream(file), new LZMA2Options()))) {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setMode(mode);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      if (link != null) {
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
    }
    return new Archive(file);
  }
}
