/** Holds what local services take and answer against the model classes of the AWS SDK. */
@NullMarked
package dev.stepwell.local.contract;

import org.jspecify.annotations.NullMarked;
