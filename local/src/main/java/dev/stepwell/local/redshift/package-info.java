/**
 * The Redshift Data API over a warehouse that is one DuckDB file, with real transactions. A small
 * front translates what Redshift's SQL has and DuckDB's has not: table attributes, COPY, UNLOAD,
 * VACUUM and their like.
 */
@NullMarked
package dev.stepwell.local.redshift;

import org.jspecify.annotations.NullMarked;
