/**
 * The folders of a project: what lies where, who may write there now, and the record of every run.
 */
@NullMarked
package dev.stepwell.cli.files;

import org.jspecify.annotations.NullMarked;
