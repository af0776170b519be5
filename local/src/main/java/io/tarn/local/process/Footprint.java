package io.tarn.local.process;

import java.nio.file.Path;

/**
 * The files that tell of one running part.
 *
 * @param log what it says
 * @param held while this exists, the part is not started again: somebody runs it by hand
 */
public record Footprint(Path log, PidFile pidFile, Path held) {}
