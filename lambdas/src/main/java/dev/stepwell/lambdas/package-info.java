/**
 * Lambda handlers that surround the pipelines. This package plans partitions, and has the request
 * and response records that workflows use as shapes; each other handler has a package of its own.
 */
@NullMarked
package dev.stepwell.lambdas;

import org.jspecify.annotations.NullMarked;
