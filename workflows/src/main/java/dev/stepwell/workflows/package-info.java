/**
 * The pipelines themselves and what they need. Scripts, rules and tables that services take as text
 * lie beside the classes as resources.
 */
@NullMarked
package dev.stepwell.workflows;

import org.jspecify.annotations.NullMarked;
