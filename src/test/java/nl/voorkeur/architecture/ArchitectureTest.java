package nl.voorkeur.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.OfController;
import nl.voorkeur.platform.security.InstallationWide;
import nl.voorkeur.platform.security.OfNoController;
import nl.voorkeur.platform.security.Reach;
import nl.voorkeur.recipient.PersonalDataHolder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The plan of the house as rules: who may use whom, and what may be used where. The README prints
 * the same table.
 */
class ArchitectureTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("nl.voorkeur");

  /** Each package and what it may use besides kernel and platform. */
  static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("catalogue", List.of());
    MAY_USE.put("recipient", List.of());
    MAY_USE.put("staff", List.of());
    MAY_USE.put("permission", List.of("recipient", "catalogue"));
    MAY_USE.put("mailing", List.of("permission", "recipient", "catalogue"));
    MAY_USE.put("signup", List.of("mailing", "permission", "recipient", "catalogue"));
    MAY_USE.put("preference", List.of("mailing", "permission", "recipient", "catalogue"));
    MAY_USE.put("importing", List.of("permission", "recipient", "catalogue"));
    MAY_USE.put("feedback", List.of("mailing", "permission", "recipient", "catalogue"));
    MAY_USE.put("exporting", List.of("mailing", "permission", "recipient", "catalogue"));
    MAY_USE.put("webhook", List.of("catalogue"));
    MAY_USE.put("privacy", List.of("mailing", "permission", "recipient", "catalogue"));
    MAY_USE.put("monitoring", List.of("permission", "recipient", "catalogue"));
  }

  /**
   * Who did something and on whose behalf is asked at the edges only, so web and rest may also use
   * staff.
   */
  private static final List<String> EDGES_ALSO = List.of("staff");

  @TestFactory
  Stream<DynamicTest> eachPackageUsesOnlyWhatTheTableAllows() {
    return MAY_USE.entrySet().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.getKey(),
                    () -> {
                      String feature = row.getKey();
                      String[] core = allowed(feature, row.getValue(), List.of());
                      String[] edge = allowed(feature, row.getValue(), EDGES_ALSO);
                      classes()
                          .that(resideInAPackage("nl.voorkeur." + feature))
                          .should(onlyUse(core))
                          .check(HOUSE);
                      classes()
                          .that(
                              resideInAnyPackage(
                                  "nl.voorkeur." + feature + ".web",
                                  "nl.voorkeur." + feature + ".rest"))
                          .should(onlyUse(edge))
                          .allowEmptyShould(true)
                          .check(HOUSE);
                    }));
  }

  @Test
  void everyPackageStandsInTheTable() {
    TreeSet<String> found = new TreeSet<>();
    HOUSE.forEach(
        c -> found.add(c.getPackageName().replaceFirst("nl\\.voorkeur\\.?", "").split("\\.")[0]));
    TreeSet<String> known = new TreeSet<>(MAY_USE.keySet());
    known.addAll(List.of("kernel", "platform", "launcher"));
    assertEquals(known, found);
  }

  @Test
  void theReadmePrintsTheSameTable() throws IOException {
    Map<String, List<String>> printed = new LinkedHashMap<>();
    Matcher row =
        Pattern.compile("^\\| `(\\w+)` \\| [^|]* \\| ([^|]*) \\|$", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("README.md")));
    while (row.find()) {
      List<String> names = new ArrayList<>();
      Matcher name = Pattern.compile("`(\\w+)`").matcher(row.group(2));
      while (name.find()) {
        names.add(name.group(1));
      }
      printed.put(row.group(1), names);
    }
    printed.keySet().removeAll(List.of("kernel", "platform", "launcher"));
    assertEquals(MAY_USE, printed);
  }

  /** Payara runs timers in a transaction, whatever the class says of its methods. */
  @Test
  void aTimerThatWantsNoTransactionManagesThemItself() {
    methods()
        .that()
        .areAnnotatedWith(Schedule.class)
        .should()
        .beDeclaredInClassesThat()
        .areNotAnnotatedWith(TransactionAttribute.class)
        .check(HOUSE);
  }

  @Test
  void theKernelKnowsNobody() {
    classes()
        .that(resideInAPackage("nl.voorkeur.kernel"))
        .should(onlyUse("nl.voorkeur.kernel", "java..", "com.ibm.icu.text"))
        .check(HOUSE);
  }

  @Test
  void thePlatformKnowsNoFeature() {
    noClasses()
        .that(resideInAPackage("nl.voorkeur.platform.."))
        .should()
        .dependOnClassesThat(
            resideInAPackage("nl.voorkeur..")
                .and(not(resideInAnyPackage("nl.voorkeur.platform..", "nl.voorkeur.kernel"))))
        .check(HOUSE);
  }

  @Test
  void theLauncherKnowsTheConfigurationOnly() {
    noClasses()
        .that(resideInAPackage("nl.voorkeur.launcher.."))
        .should()
        .dependOnClassesThat(
            resideInAPackage("nl.voorkeur..")
                .and(
                    not(
                        resideInAnyPackage(
                            "nl.voorkeur.launcher..", "nl.voorkeur.platform.configuration"))))
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage("nl.voorkeur.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("nl.voorkeur.launcher..")
        .check(HOUSE);
  }

  /**
   * Each package whose migrations hold something about a recipient supplies one holder, so that the
   * access pack and erasure forget nothing (GDPR art. 15, 17).
   */
  @Test
  void everyPackageWithPersonalDataSuppliesItsHolder() {
    TreeSet<String> holders = new TreeSet<>();
    HOUSE.stream()
        .filter(c -> !c.isInterface() && c.isAssignableTo(PersonalDataHolder.class))
        .forEach(c -> holders.add(c.getPackageName().replace("nl.voorkeur.", "")));
    TreeSet<String> storing = new TreeSet<>();
    for (String feature : MAY_USE.keySet()) {
      boolean stores =
          HOUSE.stream()
              .filter(c -> c.getPackageName().equals("nl.voorkeur." + feature))
              .filter(c -> c.getSimpleName().endsWith("Store"))
              .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
              .anyMatch(d -> ABOUT_PEOPLE.contains(d.getTargetClass().getSimpleName()));
      if (stores) {
        storing.add(feature);
      }
    }
    assertEquals(storing, holders);
  }

  private static final List<String> ABOUT_PEOPLE =
      List.of("RecipientId", "EmailAddress", "StagedRow", "Manifest");

  @Test
  void thereAreNoCyclesBetweenPackages() {
    slices().matching("nl.voorkeur.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void nobodyUsesTheEdges() {
    for (String edge : List.of("web", "rest")) {
      classes()
          .that(
              resideInAPackage("nl.voorkeur.*." + edge)
                  .and(not(resideInAPackage("nl.voorkeur.platform.."))))
          .should()
          .onlyHaveDependentClassesThat(resideInAPackage("nl.voorkeur.*." + edge))
          .check(HOUSE);
    }
  }

  @Test
  void technologiesStayWhereTheyBelong() {
    only("jakarta.faces..", "nl.voorkeur.*.web", "nl.voorkeur.platform.faces");
    only("org.primefaces..", "nl.voorkeur.*.web", "nl.voorkeur.platform.faces");
    only("jakarta.ws.rs..", "nl.voorkeur.*.rest", "nl.voorkeur.platform.rest");
    only(
        "jakarta.servlet..",
        "nl.voorkeur.*.rest",
        "nl.voorkeur.*.web",
        "nl.voorkeur.platform.rest",
        "nl.voorkeur.platform.faces",
        "nl.voorkeur.platform.security");
    only(
        "jakarta.mail..",
        "nl.voorkeur.mailing",
        "nl.voorkeur.feedback",
        "nl.voorkeur.platform.mail",
        "nl.voorkeur.launcher..");
    noClasses()
        .that(
            resideInAnyPackage("nl.voorkeur.*.web", "nl.voorkeur.*.rest")
                .and(not(resideInAPackage("nl.voorkeur.platform.."))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("jakarta.persistence..", "java.sql..", "javax.sql..", "org.jdbi.."))
        .check(HOUSE);
  }

  @Test
  void everyMethodOfAnEjbSaysWhoMayCallIt() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat(are(ejbs()))
        .should(
            new ArchCondition<>("declare roles or an explicit @PermitAll") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                boolean declared =
                    Stream.of(RolesAllowed.class, PermitAll.class, DenyAll.class)
                        .anyMatch(
                            a -> method.isAnnotatedWith(a) || method.getOwner().isAnnotatedWith(a));
                events.add(new SimpleConditionEvent(method, declared, method.getFullName()));
              }
            })
        .check(HOUSE);
  }

  /** Features whose use cases stand behind the walls between controllers (promise 7). */
  private static final List<String> WALLED =
      List.of(
          "catalogue",
          "recipient",
          "permission",
          "privacy",
          "staff",
          "monitoring",
          "mailing",
          "exporting",
          "importing",
          "webhook",
          "feedback");

  /**
   * A use case of staff or programs names the controller that it is about, so that {@code Walls}
   * can check it; or it says that it is about the installation, or about no controller.
   */
  @Test
  void everyUseCaseOfStaffNamesItsController() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat(
            are(walled())
                .and(
                    resideInAnyPackage(
                        WALLED.stream().map(f -> "nl.voorkeur." + f).toArray(String[]::new))))
        .should(
            new ArchCondition<>("take a ControllerId or say that it is about none") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                boolean open =
                    method.isAnnotatedWith(PermitAll.class)
                        || method.getOwner().isAnnotatedWith(PermitAll.class);
                boolean named =
                    method.getParameters().stream()
                        .flatMap(p -> p.getType().getAllInvolvedRawTypes().stream())
                        .anyMatch(
                            type ->
                                type.isEquivalentTo(ControllerId.class)
                                    || type.isAssignableTo(OfController.class));
                boolean said =
                    Stream.of(InstallationWide.class, OfNoController.class)
                        .anyMatch(
                            a -> method.isAnnotatedWith(a) || method.getOwner().isAnnotatedWith(a));
                events.add(
                    new SimpleConditionEvent(method, open || named || said, method.getFullName()));
              }
            })
        .check(HOUSE);
  }

  /** One for the portal, and one for the launcher, which is a program of its own. */
  @Test
  void thereIsOneClock() {
    noClasses().should().callMethod(Instant.class, "now").check(HOUSE);
    noClasses()
        .that()
        .doNotHaveSimpleName("ConfigurationProducer")
        .and()
        .doNotHaveFullyQualifiedName("nl.voorkeur.launcher.Voorkeur")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .check(HOUSE);
  }

  @Test
  void thereIsNoMutableStaticState() {
    fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(HOUSE);
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses().should().haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|DTO)").check(HOUSE);
  }

  private static void only(String technology, String... places) {
    noClasses()
        .that(not(resideInAnyPackage(places)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(technology)
        .check(HOUSE);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> ejbs() {
    return com.tngtech.archunit.base.DescribedPredicate.describe(
        "EJBs", c -> c.isAnnotatedWith(Stateless.class) || c.isAnnotatedWith(Singleton.class));
  }

  /** EJBs, which the walls stand around, and beans that check a reach themselves. */
  private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> walled() {
    return ejbs()
        .or(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "beans that ask for a reach",
                c ->
                    c.getMethods().stream()
                        .flatMap(method -> method.getRawParameterTypes().stream())
                        .anyMatch(type -> type.isEquivalentTo(Reach.class))));
  }

  private static String[] allowed(String feature, List<String> others, List<String> more) {
    List<String> packages =
        new ArrayList<>(
            List.of(
                "nl.voorkeur.kernel",
                "nl.voorkeur.platform..",
                "nl.voorkeur." + feature,
                "nl.voorkeur." + feature + ".."));
    Stream.concat(others.stream(), more.stream())
        .forEach(other -> packages.add("nl.voorkeur." + other));
    return packages.toArray(String[]::new);
  }

  /**
   * House classes outside the given packages are forbidden; others are the business of other rules.
   */
  private static ArchCondition<JavaClass> onlyUse(String... packages) {
    var allowed = resideInAnyPackage(packages);
    boolean strict = List.of(packages).contains("java..");
    return new ArchCondition<>("use only " + String.join(", ", packages)) {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        user.getDirectDependenciesFromSelf().stream()
            .filter(d -> strict || d.getTargetClass().getPackageName().startsWith("nl.voorkeur"))
            .filter(
                d ->
                    !d.getTargetClass().isPrimitive()
                        && !d.getTargetClass().getBaseComponentType().isPrimitive())
            .filter(d -> !allowed.test(d.getTargetClass().getBaseComponentType()))
            .forEach(d -> events.add(SimpleConditionEvent.violated(user, d.getDescription())));
      }
    };
  }
}
