package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares two CloudFormation templates element by element, as {@link
 * dev.stepwell.aws.yaml.TemplateReader} reads them. Policies are compared by what they allow, and
 * not by how that is cut into statements. Where the code of functions and the definitions of
 * machines are kept is no difference: SAM puts another place there with every upload.
 */
public final class TemplateDiff {

  private static final List<String> SECTIONS =
      List.of("Parameters", "Conditions", "Resources", "Outputs");

  /** SAM replaces them when it uploads, and adds metadata of its own. */
  private static final Set<String> UPLOADED =
      Set.of("Properties.DefinitionUri", "Properties.CodeUri", "Metadata");

  private final String section;
  private final String name;
  private final List<TemplateChange> changes;

  private TemplateDiff(String section, String name, List<TemplateChange> changes) {
    this.section = section;
    this.name = name;
    this.changes = changes;
  }

  /** All differences, section by section, in the order of the first template. */
  public static List<TemplateChange> of(JsonObject before, JsonObject after) {
    List<TemplateChange> changes = new ArrayList<>();
    for (String section : SECTIONS) {
      JsonObject was = section(before, section);
      JsonObject is = section(after, section);
      for (String name : names(was, is)) {
        Json old = was.get(name);
        Json now = is.get(name);
        if (old == null || now == null) {
          changes.add(new TemplateChange(section, name, "", old, now));
        } else {
          new TemplateDiff(section, name, changes).value("", old, now);
        }
      }
    }
    return List.copyOf(changes);
  }

  private static JsonObject section(JsonObject template, String section) {
    return template.get(section) instanceof JsonObject there ? there : JsonObject.EMPTY;
  }

  private static Set<String> names(JsonObject before, JsonObject after) {
    Set<String> names = new LinkedHashSet<>(before.names());
    names.addAll(after.names());
    return names;
  }

  private void value(String path, @Nullable Json before, @Nullable Json after) {
    if (UPLOADED.contains(path)) {
      return;
    }
    if (before instanceof JsonObject was && after instanceof JsonObject is) {
      if (PolicyRights.isPolicy(was) && PolicyRights.isPolicy(is)) {
        rights(was, is);
        return;
      }
      for (String member : names(was, is)) {
        value(path.isEmpty() ? member : path + "." + member, was.get(member), is.get(member));
      }
    } else if (before instanceof JsonArray was
        && after instanceof JsonArray is
        && was.length() == is.length()) {
      for (int i = 0; i < was.length(); i++) {
        value(path + "[" + i + "]", was.get(i), is.get(i));
      }
    } else if (before == null || !before.equals(after)) {
      add(path, before, after);
    }
  }

  private void rights(JsonObject before, JsonObject after) {
    for (Json gone : PolicyRights.without(before, after)) {
      changes.add(new TemplateChange(section, name, TemplateChange.RIGHT, gone, null));
    }
    for (Json granted : PolicyRights.without(after, before)) {
      changes.add(new TemplateChange(section, name, TemplateChange.RIGHT, null, granted));
    }
  }

  private void add(String path, @Nullable Json before, @Nullable Json after) {
    String part = path.startsWith("Properties.") ? path.substring("Properties.".length()) : path;
    changes.add(new TemplateChange(section, name, part, before, after));
  }
}
