/**
 * Turns compiled workflows and the resources they need into a SAM template with least-privilege
 * roles. Begin at {@link dev.stepwell.aws.SamTemplate}; each kind of resource is one small class.
 */
@NullMarked
package dev.stepwell.aws;

import org.jspecify.annotations.NullMarked;
