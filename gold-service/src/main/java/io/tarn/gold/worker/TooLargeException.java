package io.tarn.gold.worker;

import java.io.IOException;

/** A result has more bytes than it may. */
final class TooLargeException extends IOException {}
