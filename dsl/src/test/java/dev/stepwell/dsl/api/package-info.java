/** The models of the services' APIs, and what calls are held against. */
@NullMarked
package dev.stepwell.dsl.api;

import org.jspecify.annotations.NullMarked;
