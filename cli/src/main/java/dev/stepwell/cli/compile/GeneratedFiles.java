package dev.stepwell.cli.compile;

import dev.stepwell.aws.RunLedger;
import dev.stepwell.aws.SamTemplate;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Workflow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts that a catalogue compiles to, by their place in the project. */
public final class GeneratedFiles {

  /** The folder of the compiled workflows; it holds nothing else. */
  public static final String ASL_FOLDER = "generated-asl";

  private GeneratedFiles() {}

  /** All files, in a fixed order; paths are relative to the project and have forward slashes. */
  public static Map<String, String> of(Catalogue catalogue) {
    Map<String, String> files = new LinkedHashMap<>();
    List<Compiled> all = new ArrayList<>();
    for (Workflow<?> workflow : catalogue.workflows()) {
      for (Compiled each = workflow.compile(); each != null; each = each.net()) {
        all.add(each);
        files.put(ASL_FOLDER + "/" + each.name() + ".asl.json", each.asl());
      }
    }
    files.put(ASL_FOLDER + "/" + RunLedger.NAME + ".asl.json", RunLedger.definition().pretty());
    files.put(ASL_FOLDER + "/triggers.json", TriggerFile.of(all));
    files.put("sam-template.yaml", SamTemplate.of(all, catalogue.resources()));
    return Collections.unmodifiableMap(files);
  }
}
