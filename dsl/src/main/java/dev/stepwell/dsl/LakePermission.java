package dev.stepwell.dsl;

/** What Lake Formation lets somebody do, in the words of its API. */
public enum LakePermission {
  /** Everything that there is for the resource. */
  ALL,
  /** Read rows. */
  SELECT,
  /** Add rows. */
  INSERT,
  /** Delete rows. */
  DELETE,
  /** See that it is there and what it looks like. */
  DESCRIBE,
  /** Change its description. */
  ALTER,
  /** Remove it. */
  DROP,
  /** Make tables in it. */
  CREATE_TABLE,
  /** Make tables over files there. */
  DATA_LOCATION_ACCESS
}
