/** What differs between two definitions, told by states and their parts. */
@NullMarked
package dev.stepwell.aws.diff;

import org.jspecify.annotations.NullMarked;
