package dev.stepwell.dsl;

import static java.util.Objects.requireNonNull;

import dev.stepwell.dsl.model.Expr;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what record accessors and record types say about themselves. */
final class Fields {

  private Fields() {}

  /** The name of the component that the accessor reads. */
  static String name(Field<?, ?> field) {
    return component(field).getName();
  }

  /** Whether the component that the accessor reads may be absent. */
  static boolean isOptional(Field<?, ?> field) {
    return isOptional(component(field));
  }

  private static RecordComponent component(Field<?, ?> field) {
    requireNonNull(field, "field");
    SerializedLambda form = serialized(field);
    String method = form.getImplMethodName();
    Class<?> holder = holder(field, form);
    if (holder != null && holder.isRecord()) {
      for (RecordComponent component : holder.getRecordComponents()) {
        if (component.getName().equals(method)) {
          return component;
        }
      }
    }
    String what = method.startsWith("lambda$") ? "a lambda" : "'" + method + "'";
    throw InvalidWorkflowException.here(
        what
            + " is no record accessor; the component's name is read from the method reference:"
            + " pass the accessor itself, such as Partition::day");
  }

  private static SerializedLambda serialized(Field<?, ?> field) {
    try {
      Method writeReplace = field.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      return (SerializedLambda) writeReplace.invoke(field);
    } catch (ReflectiveOperationException | RuntimeException e) {
      InvalidWorkflowException refused =
          InvalidWorkflowException.here(
              field.getClass().getName()
                  + " is no method reference that can be read; pass a record accessor such as"
                  + " Partition::day, and open its package to dev.stepwell.dsl if it is in a named"
                  + " module");
      refused.initCause(e);
      throw refused;
    }
  }

  private static @Nullable Class<?> holder(Field<?, ?> field, SerializedLambda form) {
    try {
      return Class.forName(
          form.getImplClass().replace('/', '.'), false, field.getClass().getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** The components of a record type, in order. */
  static List<RecordComponent> components(Class<?> type) {
    if (!type.isRecord()) {
      throw InvalidWorkflowException.here(type.getName() + " is no record; shapes are records");
    }
    return List.of(type.getRecordComponents());
  }

  /** Whether a value for the component may be left out: it is Optional or marked Nullable. */
  static boolean isOptional(RecordComponent component) {
    return component.getType() == Optional.class
        || isMarkedNullable(component)
        || isMarkedNullable(component.getAnnotatedType());
  }

  private static boolean isMarkedNullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(mark -> mark.annotationType().getSimpleName().equals("Nullable"));
  }

  /** Refuses a call that leaves components of its input unset that are not optional. */
  static void checkSet(String call, Class<? extends Record> input, Expr.Fields given) {
    List<String> unset =
        components(input).stream()
            .filter(component -> !isOptional(component))
            .map(RecordComponent::getName)
            .filter(component -> !given.has(component))
            .toList();
    if (!unset.isEmpty()) {
      throw InvalidWorkflowException.here(
          "the call of "
              + call
              + " leaves "
              + String.join(", ", unset)
              + " of "
              + input.getSimpleName()
              + " unset; set every component with with(..), or mark it @Nullable");
    }
  }
}
