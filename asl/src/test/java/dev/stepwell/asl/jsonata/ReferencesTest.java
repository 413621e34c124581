package dev.stepwell.asl.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferencesTest {

  private static References of(String text) {
    return References.of(JsonataParser.parse(text));
  }

  @Test
  void findsFieldsOfTheInputThatIsNotThere() {
    assertThat(of("phone").topLevel()).containsExactly("phone");
    assertThat(of("$.phone & phone & $f(fax, phone)").topLevel())
        .containsExactly("$", "phone", "fax");
    assertThat(of("function($x){ bare }").topLevel()).containsExactly("bare");
    assertThat(of("{a: [b, -c]}").topLevel()).containsExactly("a", "b", "c");
    assertThat(of("* & ** & %").topLevel()).containsExactly("*", "**", "%");
    assertThat(of("a ? b : (c; d ~> e)").topLevel()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void leavesStepsPredicatesAndSortTermsAlone() {
    assertThat(of("$x.phone[type = 'home' and $.y]^(number){kind: $sum(n)}").topLevel()).isEmpty();
    assertThat(of("$x[phone > 3].(a & $ & *)").topLevel()).isEmpty();
    assertThat(of("$x ~> |a|{'b': c}, [d]|").topLevel()).isEmpty();
  }

  @Test
  void seesTheWholeInput() {
    assertThat(of("$$.a").wholeInput()).isTrue();
    assertThat(of("$x.($$)").wholeInput()).isTrue();
    assertThat(of("$x.$").wholeInput()).isFalse();
  }

  @Test
  void namesVariablesFromOutside() {
    assertThat(of("$a + $b.c + $sum($d) + $uuid()").variables()).containsExactly("a", "b", "d");
    assertThat(of("($x := $y; $x + $z)").variables()).containsExactly("y", "z");
    assertThat(of("($x := 1; $f := function($p){ $p + $x + $q }; $f(1))").variables())
        .containsExactly("q");
    assertThat(of("[($x := 1), $x]").variables()).containsExactly("x");
    assertThat(of("$l@$e.a#$i[$i = $n]{$i: $e}").variables()).containsExactly("l", "n");
    assertThat(of("$f(?, $a)").variables()).containsExactly("f", "a");
  }

  @Test
  void namesFieldsOfStates() {
    References references = of("$states.input.a & $states.result & $states.input.b");

    assertThat(references.states()).containsExactly("input", "result");
    assertThat(references.variables()).isEmpty();
    assertThat(of("$states := 1").assignsStates()).isTrue();
    assertThat(of("$states[0]").states()).isEmpty();
  }
}
