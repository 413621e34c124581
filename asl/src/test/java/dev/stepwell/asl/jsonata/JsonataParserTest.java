package dev.stepwell.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonataParserTest {

  /** The tree in brackets, as {@link Printer} writes it. */
  private static String tree(String text) {
    return Printer.print(JsonataParser.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          1 + 2 * 3                    | (+ 1 (* 2 3))
          1 - 2 - 3                    | (- (- 1 2) 3)
          (1 + 2) * 3                  | (* (block (+ 1 2)) 3)
          a and b or c                 | (or (and (path a) (path b)) (path c))
          1 = 2 and "x" in $y          | (and (= 1 2) (in "x" $y))
          'a' & 'b' & 'c'              | (& (& "a" "b") "c")
          - 5                          | -5
          --1                          | 1
          -$x.y                        | (neg (path $x y))
          $a := $b := 1                | (:= a (:= b 1))
          a ? b : c ? d : e            | (if (path a) (path b) (if (path c) (path d) (path e)))
          a ? b                        | (if (path a) (path b))
          $x ~> $f ~> $g               | (~> (~> $x $f) $g)
          /* why */ 1                  | 1
          and.or                       | (path and or)
          \u03bb($x){$x}                    | (lambda x $x)
          """)
  void bindsAsStronglyAsTheReference(String text, String tree) {
    assertThat(tree(text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          a.b.c                        | (path a b c)
          a.(b.c)                      | (path a (block (path b c)))
          (a.b).c                      | (path (block (path a b)) c)
          a.'b c'.`d e`                | (path a b c d e)
          a[0].b[c > 1][2]             | (path a[0] b[(> (path c) 1)][2])
          $x[0].a                      | (path (filter $x 0) a)
          a.$f()[0]                    | (path a (call $f)[0])
          a.*.**.%                     | (path a * ** %)
          a^(>b, <c)                   | (path a (sort >(path b) (path c)))
          a@$x.b#$i[$i = 1]            | (path a@x b#i[(= $i 1)])
          a[1]#$i                      | (path a[1]#i)
          a{b: c}                      | (group (path a) (path b) (path c))
          a{b: c}.d                    | (group (path a d) (path b) (path c))
          a[]                          | (path* a)
          a[][0].b                     | (path* a[0] b)
          $x[]                         | (keep $x)
          $x[].a                       | (path* $x a)
          [1, 2..3]                    | (array 1 (range 2 3))
          []                           | (array)
          {}                           | (object)
          {"a": 1, "b": {"c": []}}     | (object "a" 1 "b" (object "c" (array)))
          ($x := 1; $x)                | (block (:= x 1) $x)
          ()                           | (block)
          $f(1, [a])                   | (call $f 1 (array (path a)))
          $f(?, 1)                     | (partial $f ? 1)
          $f(1)(2)                     | (call (call $f 1) 2)
          function($x, $y)<n-n:n>{$x}  | (lambda x y <n-n:n> $x)
          $match(a, /x[/]y\\/z/im)     | (call $match (path a) /x[/]y\\/z/im)
          $$.a & $                     | (& (path $$ a) $)
          """)
  void makesPathsFlat(String text, String tree) {
    assertThat(tree(text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          "a                    | S0101 | String literal must be terminated by a matching quote
          1e400                 | S0102 | Number out of range: "1e400"
          "\\x"                 | S0103 | Unsupported escape sequence: \\"x"
          "\\u12"               | S0104 | The escape sequence \\u must be followed by 4 hex digits
          `a                    | S0105 | Quoted property name must be terminated with a backquote (`)
          1 /* a                | S0106 | Comment has no closing tag
          1 2                   | S0201 | Syntax error: 2
          a[1,2)                | S0202 | Expected "]", got ","
          $f(1                  | S0203 | Expected ")" before end of expression
          1 !                   | S0204 | Unknown operator: "!"
          1 +                   | S0207 | Unexpected end of expression
          function(a){1}        | S0208 | Parameter 1 of function definition must be a variable name (start with $)
          $x{1:2}[0]            | S0209 | A predicate cannot follow a grouping expression in a step
          $x{1:2}{3:4}          | S0210 | Each step can only have one grouping expression
          {"a":}                | S0211 | The symbol "}" cannot be used as a unary operator
          a := 1                | S0212 | The left side of := must be a variable name (start with $)
          a.1                   | S0213 | The literal value 1 cannot be used as a step within a path expression
          a@b                   | S0214 | The right side of "@" must be a variable name (start with $)
          a[0]@$x               | S0215 | A context variable binding must precede any predicates on a step
          a^(b)@$x              | S0216 | A context variable binding must precede the 'order-by' clause on a step
          //                    | S0301 | Empty regular expressions are not allowed
          $match("a", /abc      | S0302 | No terminating / in regular expression
          function($x)<n<n>>{1} | S0401 | Type parameters can only be applied to functions and arrays
          function($x)<(a<n>)>{1} | S0402 | Choice groups containing parameterized types are not supported
          """)
  void saysWhatTheReferenceSays(String text, String code, String message) {
    JsonataSyntaxException refusal =
        catchThrowableOfType(JsonataSyntaxException.class, () -> JsonataParser.parse(text));

    assertThat(refusal).hasMessage(message);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.position()).isBetween(0, text.length());
  }

  @Test
  void readsTransforms() {
    assertThat(tree("|a.b|{'c': 1}, ['d']|"))
        .isEqualTo("(transform (path a b) (object \"c\" 1) (array \"d\"))");
  }

  @Test
  void readsEscapes() {
    assertThat(tree("\"\\u00e9\\n\\\"\"")).isEqualTo("\"é\\n\\\"\"");
  }

  @Test
  void refusesWhatIsTooDeepToWalk() {
    for (String deep : new String[] {"(".repeat(100_000), "1" + "+1".repeat(100_000)}) {
      JsonataSyntaxException refusal =
          catchThrowableOfType(JsonataSyntaxException.class, () -> JsonataParser.parse(deep));

      assertThat(refusal.code()).isEqualTo("U1001");
    }
  }
}
