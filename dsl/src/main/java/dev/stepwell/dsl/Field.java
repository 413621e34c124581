package dev.stepwell.dsl;

import java.io.Serializable;

/**
 * The accessor of a record component, such as {@code Plan::partitions}. Only a method reference to
 * a record's own accessor is accepted, because the component's name is read from it; a lambda is
 * refused. In a named module the record's package must be open to this one.
 *
 * @param <R> the record
 * @param <T> the component's type
 */
@FunctionalInterface
public interface Field<R, T> extends Serializable {

  /** Calls the accessor. */
  T get(R holder);
}
