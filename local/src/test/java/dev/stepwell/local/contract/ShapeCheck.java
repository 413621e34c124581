package dev.stepwell.local.contract;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.contract.SdkShapes.Strictness;
import java.lang.reflect.Method;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Compares a JSON value with the fields of model classes. */
final class ShapeCheck {

  private final Strictness strictness;
  private final List<String> problems;

  ShapeCheck(Strictness strictness, List<String> problems) {
    this.strictness = strictness;
    this.problems = problems;
  }

  /** Compares an object with a model class, given as its builder. */
  void object(String path, SdkPojo builder, Json value) {
    if (!(value instanceof JsonObject object)) {
      problem(path, "an object", value);
      return;
    }
    object.forEach(
        (name, member) -> {
          Optional<SdkField<?>> field = field(builder, name);
          if (isStream(builder, name)) {
            return;
          } else if (field.isPresent()) {
            value(path + "." + name, field.get(), member);
            enumeration(path + "." + name, builder, field.get(), member);
          } else {
            problems.add(path + " has no member " + name + "; it has " + names(builder));
          }
        });
    if (strictness != Strictness.ANSWER) {
      for (SdkField<?> field : builder.sdkFields()) {
        if (field.containsTrait(RequiredTrait.class) && !object.has(name(field))) {
          problems.add(path + " lacks the required member " + name(field));
        }
      }
    }
  }

  /** The content of an object is no field of the SDK's classes, but a member in Step Functions. */
  private static boolean isStream(SdkPojo builder, String name) {
    String shape = builder.getClass().getName();
    return name.equals("Body")
        && (shape.contains("s3.model.PutObjectRequest")
            || shape.contains("s3.model.UploadPartRequest")
            || shape.contains("s3.model.GetObjectResponse"));
  }

  private void value(String path, SdkField<?> field, Json value) {
    MarshallingType<?> type = field.marshallingType();
    if (value instanceof JsonNull) {
      problems.add(path + " is null; the SDK leaves absent members out");
    } else if (type == MarshallingType.SDK_POJO) {
      object(path, field.constructor().get(), value);
    } else if (type == MarshallingType.LIST) {
      list(path, field.getTrait(ListTrait.class).memberFieldInfo(), value);
    } else if (type == MarshallingType.MAP) {
      map(path, field.getTrait(MapTrait.class).valueFieldInfo(), value);
    } else if (!scalar(type, value)) {
      problem(path, type.getTargetClass().getSimpleName(), value);
    }
  }

  private void list(String path, SdkField<?> member, Json value) {
    if (value instanceof JsonArray array) {
      for (int i = 0; i < array.length(); i++) {
        value(path + "[" + i + "]", member, array.get(i));
      }
    } else {
      problem(path, "a list", value);
    }
  }

  private void map(String path, SdkField<?> member, Json value) {
    if (value instanceof JsonObject object) {
      object.forEach((name, each) -> value(path + "." + name, member, each));
    } else {
      problem(path, "a map", value);
    }
  }

  private boolean scalar(MarshallingType<?> type, Json value) {
    if (type == MarshallingType.STRING || type == MarshallingType.SDK_BYTES) {
      return value instanceof JsonString || strictness == Strictness.OPTIMIZED;
    } else if (type == MarshallingType.BOOLEAN) {
      return value instanceof JsonBoolean;
    } else if (type == MarshallingType.INSTANT) {
      return time(value);
    } else if (type == MarshallingType.DOCUMENT) {
      return true;
    }
    return value instanceof JsonNumber;
  }

  private boolean time(Json value) {
    if (!(value instanceof JsonString text)) {
      return value instanceof JsonNumber && strictness == Strictness.ANSWER;
    }
    try {
      return OffsetDateTime.parse(text.value()) != null;
    } catch (DateTimeParseException other) {
      return false;
    }
  }

  /** The getter of an enumerated member gives its enumeration, which lists what it knows. */
  private void enumeration(String path, SdkPojo builder, SdkField<?> field, Json value) {
    if (!(value instanceof JsonString text) || !(builder instanceof Buildable buildable)) {
      return;
    }
    String getter =
        Character.toLowerCase(field.memberName().charAt(0)) + field.memberName().substring(1);
    Optional<Class<?>> type =
        Stream.of(buildable.build().getClass().getMethods())
            .filter(method -> method.getName().equals(getter) && method.getParameterCount() == 0)
            .<Class<?>>map(Method::getReturnType)
            .filter(Class::isEnum)
            .findFirst();
    if (type.isPresent()
        && Stream.of(type.get().getEnumConstants())
            .filter(constant -> !((Enum<?>) constant).name().equals("UNKNOWN_TO_SDK_VERSION"))
            .noneMatch(constant -> constant.toString().equals(text.value()))) {
      problems.add(path + " is '" + text.value() + "', which " + type.get() + " does not know");
    }
  }

  private static Optional<SdkField<?>> field(SdkPojo builder, String name) {
    return builder.sdkFields().stream()
        .filter(field -> name(field).equals(name))
        .<SdkField<?>>map(field -> field)
        .findFirst();
  }

  /**
   * The name in the API; the SDK calls the Bucket and Key of a copy DestinationBucket and so on.
   */
  private static String name(SdkField<?> field) {
    String name =
        field.memberName().startsWith("Destination") ? field.locationName() : field.memberName();
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static Set<String> names(SdkPojo builder) {
    Set<String> names = new TreeSet<>();
    builder.sdkFields().forEach(field -> names.add(name(field)));
    return names;
  }

  private void problem(String path, String expected, Json value) {
    problems.add(path + " must be " + expected + ", but is " + value.compact());
  }
}
