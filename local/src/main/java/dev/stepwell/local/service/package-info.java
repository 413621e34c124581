/**
 * What every local AWS service is made of: actions that answer a call or throw AWS's error, and the
 * handlers that bring them to Task states. Nothing here knows a particular service.
 */
@NullMarked
package dev.stepwell.local.service;

import org.jspecify.annotations.NullMarked;
