package dev.stepwell.asl.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parallel and Map, inline and distributed. */
class MapChecksTest {

  private static final String GRAPH = "'StartAt': 'P', 'States': {'P': {'Type': 'Succeed'}}";

  private static List<String> distributed(String fields) {
    return Problems.ofState(
        "'Type': 'Map', 'End': true, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED',"
            + " 'ExecutionType': 'EXPRESS'}, "
            + GRAPH
            + "}, "
            + fields);
  }

  private static List<String> inline(String fields) {
    return Problems.ofState(
        "'Type': 'Map', 'End': true, 'ItemProcessor': {" + GRAPH + "}, " + fields);
  }

  @Test
  void acceptsEveryFieldOfADistributedMap() {
    assertThat(
            distributed(
                """
                'Label': 'l-1',
                'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject',
                  'ReaderConfig': {'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN',
                    'CSVHeaders': ['a'], 'CSVDelimiter': 'TAB', 'MaxItemsPath': '$.n'},
                  'Parameters': {'Bucket': 'b', 'Key.$': '$.k'}},
                'ItemBatcher': {'MaxItemsPerBatch': 5, 'BatchInput': {'a.$': '$.b'}},
                'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject',
                  'Parameters': {'Bucket': 'b'}, 'WriterConfig': {'Transformation': 'NONE'}},
                'ToleratedFailureCountPath': '$.n', 'MaxConcurrency': 100
                """))
        .isEmpty();
  }

  @Test
  void keepsDistributedFieldsOutOfInlineMaps() {
    assertThat(inline("'Label': 'l', 'ItemBatcher': {'MaxItemsPerBatch': 1}"))
        .containsExactly(
            "Field 'ItemBatcher' is not supported @ /States/X",
            "Field 'Label' is not supported @ /States/X");
    assertThat(inline("'ToleratedFailureCount': 1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "ItemReader": {"Resource": "arn:aws:states:::s3:putObject"} | The field 'Resource' does not match any of the allowed values. Examples: [arn:<partition>:states:::s3:getObject, arn:<partition>:states:::s3:listObjectsV2] @ /States/X/ItemReader/Resource
          "ItemReader": {}                                            | These fields are required: [Resource] @ /States/X/ItemReader
          "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "XML"}} | The field 'InputType' should have one of these values: [MANIFEST, JSON, CSV, JSONL, PARQUET] @ /States/X/ItemReader/ReaderConfig/InputType
          "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"MaxItems": 100000001}} | Maximum value is 100000000 @ /States/X/ItemReader/ReaderConfig/MaxItems
          "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"MaxItems": 1, "MaxItemsPath": "$.n"}} | There should only be one of the following fields: [MaxItems, MaxItemsPath] @ /States/X/ItemReader/ReaderConfig
          "ItemBatcher": {}                                           | One of these fields is required: [MaxItemsPerBatch, MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath] @ /States/X/ItemBatcher
          "ItemBatcher": {"MaxInputBytesPerBatch": 262145}            | Maximum value is 262144 @ /States/X/ItemBatcher/MaxInputBytesPerBatch
          "ResultWriter": {}                                          | Value cannot be empty @ /States/X/ResultWriter
          "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject"} | These fields are required: [Parameters] @ /States/X/ResultWriter
          "ResultWriter": {"Parameters": {}}                          | These fields are required: [Resource] @ /States/X/ResultWriter
          "ResultWriter": {"WriterConfig": {"OutputType": "CSV"}}     | Value should be one of the following: [JSON, JSONL] @ /States/X/ResultWriter/WriterConfig/OutputType
          "MaxConcurrency": -1                                        | Minimum value is 0 @ /States/X/MaxConcurrency
          "ItemsPath": "$.a[*]"                                       | Value is not a Reference Path @ /States/X/ItemsPath
          """)
  void boundsTheFieldsOfADistributedMap(String field, String problem) {
    assertThat(distributed(field)).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a#", "a:b", "a\\u000e", "a\\u008b", "a\\\\"})
  void refusesCharactersInLabels(String label) {
    assertThat(distributed("'Label': '" + label + "'"))
        .containsExactly("Label contains an invalid character @ /States/X/Label");
  }

  @Test
  void boundsLabelsAndWantsThemUnique() {
    assertThat(distributed("'Label': '" + "l".repeat(40) + "'")).isEmpty();
    assertThat(distributed("'Label': '" + "l".repeat(41) + "'"))
        .containsExactly("Label must have 1 to 40 characters @ /States/X/Label");
    String map =
        "{'Type': 'Map', 'Label': 'l', 'ItemProcessor': {'ProcessorConfig': {'Mode':"
            + " 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': '%s', 'States': {'%s':"
            + " {'Type': 'Succeed'}}}, %s}";
    assertThat(
            Problems.of(
                "{'StartAt': 'A', 'States': {'A': "
                    + map.formatted("P", "P", "'Next': 'B'")
                    + ", 'B': "
                    + map.formatted("Q", "Q", "'End': true")
                    + "}}"))
        .containsExactly("Label 'l' is used more than once @ /States/B/Label");
  }

  @Test
  void wantsOneProcessor() {
    assertThat(Problems.ofState("'Type': 'Map', 'End': true"))
        .containsExactly("One of these fields is required: [ItemProcessor, Iterator] @ /States/X");
    assertThat(inline("'Iterator': {'StartAt': 'Q', 'States': {'Q': {'Type': 'Succeed'}}}"))
        .containsExactly(
            "There should only be one of the following fields: [ItemProcessor, Iterator] @"
                + " /States/X");
    assertThat(inline("'Parameters': {}, 'ItemSelector': {}"))
        .containsExactly(
            "There should only be one of the following fields: [ItemSelector, Parameters] @"
                + " /States/X");
  }

  @Test
  void wantsAnExecutionTypeForChildren() {
    assertThat(
            Problems.ofState(
                "'Type': 'Map', 'End': true, 'ItemProcessor': {'ProcessorConfig': {'Mode':"
                    + " 'DISTRIBUTED'}, "
                    + GRAPH
                    + "}"))
        .containsExactly(
            "These fields are required: [ExecutionType] @"
                + " /States/X/ItemProcessor/ProcessorConfig");
  }

  @Test
  void looksIntoBranches() {
    assertThat(
            Problems.ofState(
                "'Type': 'Parallel', 'End': true, 'Branches': [{" + GRAPH + "}, {'StartAt': 'Q'}]"))
        .containsExactly("These fields are required: [States] @ /States/X/Branches[1]");
    assertThat(Problems.ofState("'Type': 'Parallel', 'End': true, 'Branches': []"))
        .containsExactly("Value cannot be empty @ /States/X/Branches");
    assertThat(
            Problems.ofState(
                "'Type': 'Parallel', 'End': true, 'Branches': [{'TimeoutSeconds': 1, "
                    + GRAPH
                    + "}]"))
        .containsExactly("Field 'TimeoutSeconds' is not supported @ /States/X/Branches[0]");
  }
}
