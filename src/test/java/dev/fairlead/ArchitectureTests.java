package dev.fairlead;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.modulith.core.ApplicationModules;

/**
 * Which room may know which. The sentences stand in CONTRIBUTING and in the README's map of rooms.
 */
class ArchitectureTests {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.fairlead");

  @Test
  @DisplayName("rooms meet only where they say so: Spring Modulith verifies it")
  void roomsMeetOnlyWhereTheySaySo() {
    ApplicationModules.of(FairleadApplication.class).verify();
  }

  @Test
  void noRoomsGoInCircles() {
    slices().matching("dev.fairlead.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @ParameterizedTest(name = "{0} does not know {1}")
  @CsvSource({
    "shared, people",
    "people, project",
    "project, plan",
    "plan, tracking",
    "tracking, change",
    "tracking, closure",
    "change, closure",
    "closure, change",
    "engine, project",
    "engine, plan"
  })
  void aRoomDoesNotKnowThoseAboveIt(String room, String above) {
    noClasses()
        .that()
        .resideInAPackage("dev.fairlead." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.fairlead." + above + "..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest(name = "nobody imports {0}")
  @CsvSource({"report", "communication", "privacy", "studio", "webhooks", "workspace", "demo"})
  void nobodyImports(String room) {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.fairlead." + room + "..", "dev.fairlead.workspace..", "dev.fairlead.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.fairlead." + room + "..");
    rule.check(CLASSES);
  }

  @Test
  @DisplayName(
      "only the engine room, the process packages, the studio and the workspace know Camunda")
  void onlyFewKnowCamunda() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.fairlead.engine..",
            "dev.fairlead.*.process..",
            "dev.fairlead.studio..",
            "dev.fairlead.workspace..",
            "dev.fairlead.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.camunda..")
        .check(CLASSES);
  }

  @Test
  void onlyReportKnowsJasper() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fairlead.report..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.sf.jasperreports..")
        .check(CLASSES);
  }

  @Test
  void onlyPlanKnowsMpxj() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fairlead.plan..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.mpxj..")
        .check(CLASSES);
  }

  @Test
  void nobodyImportsAWebPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.fairlead.*.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.fairlead.*.web..")
        .check(CLASSES);
  }

  @Test
  @DisplayName("the root of a room imports neither its pages nor its delegates")
  void rootsKnowNoDelegates() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.fairlead.*.process..",
            "dev.fairlead.*.web..",
            "dev.fairlead.workspace..",
            "dev.fairlead.demo..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.fairlead.*.process..")
        .check(CLASSES);
  }
}
