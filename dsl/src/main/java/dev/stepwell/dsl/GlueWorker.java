package dev.stepwell.dsl;

import java.util.regex.Pattern;

/**
 * A type of worker of a Glue job. There are constants for those that the API names; {@link #of}
 * takes newer ones.
 *
 * @param name such as {@code G.1X}
 */
public record GlueWorker(String name) {

  // The constants below are checked by it.
  private static final Pattern NAME = Pattern.compile("Standard|[A-Z]\\.[0-9]{1,3}X");

  /** 4 vCPU, 16 GB. */
  public static final GlueWorker G_1X = new GlueWorker("G.1X");

  /** 8 vCPU, 32 GB. */
  public static final GlueWorker G_2X = new GlueWorker("G.2X");

  /** 16 vCPU, 64 GB. */
  public static final GlueWorker G_4X = new GlueWorker("G.4X");

  /** 32 vCPU, 128 GB. */
  public static final GlueWorker G_8X = new GlueWorker("G.8X");

  /** 2 vCPU, 4 GB; for streaming jobs. */
  public static final GlueWorker G_025X = new GlueWorker("G.025X");

  /** 8 M-DPU; for Ray jobs. */
  public static final GlueWorker Z_2X = new GlueWorker("Z.2X");

  /** Checks the name. */
  public GlueWorker {
    if (!NAME.matcher(name).matches()) {
      throw InvalidWorkflowException.here(
          "the worker type '" + name + "' is not spelled as Glue spells them, such as G.1X");
    }
  }

  /** The type of this name. */
  public static GlueWorker of(String name) {
    return new GlueWorker(name);
  }
}
