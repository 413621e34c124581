/**
 * Writes YAML that people read: stable order, comments, CloudFormation's short tags, block style.
 * Only what templates need; nothing is read here.
 */
@NullMarked
package dev.stepwell.aws.yaml;

import org.jspecify.annotations.NullMarked;
