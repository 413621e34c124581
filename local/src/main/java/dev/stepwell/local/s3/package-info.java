/**
 * Amazon S3 on this machine: a bucket is a folder, an object is a file. Task states reach it
 * through its actions, functions through the SDK and a loopback endpoint.
 */
@NullMarked
package dev.stepwell.local.s3;

import org.jspecify.annotations.NullMarked;
