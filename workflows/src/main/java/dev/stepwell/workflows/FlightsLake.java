package dev.stepwell.workflows;

import dev.stepwell.dsl.Text;

/** Where the flights land and where the lake keeps them. */
final class FlightsLake {

  /** The bucket that others write to; nobody here does. */
  static final Text LANDING_BUCKET = Text.deployed("LandingBucket");

  /** URI of that bucket, with its slash. */
  static final Text LANDING = Text.of("s3://").plus(LANDING_BUCKET).plus("/");

  /** URI of the lake's bucket, with its slash. */
  static final Text LAKE = Text.of("s3://").plus(Text.deployed("LakeBucket")).plus("/");

  private FlightsLake() {}
}
