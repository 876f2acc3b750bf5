package dev.fairlead.report;

/** A picture that says what it shows to those who cannot see it. */
interface PictureInWords {
  /** One sentence, or null where all that the picture says stands beside it as text. */
  String inWords();
}
