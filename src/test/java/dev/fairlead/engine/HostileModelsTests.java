package dev.fairlead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.FairleadTest;
import dev.fairlead.engine.HostileModels.Hostile;
import dev.fairlead.shared.RefusedException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Nothing hostile is deployed; beside it, what an engine without the contract would take. */
@FairleadTest
class HostileModelsTests {
  private static ProcessEngine stock;

  @Autowired RepositoryService repository;

  @BeforeAll
  static void anEngineWithoutTheContract() {
    var settings = new StandaloneInMemProcessEngineConfiguration();
    settings.setProcessEngineName("stock");
    settings.setJdbcUrl("jdbc:h2:mem:stock");
    settings.setJobExecutorActivate(false);
    stock = settings.buildProcessEngine();
  }

  @AfterAll
  static void close() {
    stock.close();
  }

  static Stream<Hostile> models() {
    return HostileModels.all().stream();
  }

  static Stream<Hostile> takenByStock() {
    return models().filter(Hostile::stockTakesIt);
  }

  @Test
  void thereAreManyAndEachIsAnother() {
    assertThat(HostileModels.all()).hasSizeGreaterThan(100);
    assertThat(HostileModels.all()).extracting(Hostile::name).doesNotHaveDuplicates();
    assertThat(HostileModels.all().stream().map(h -> h.file() + new String(h.content())))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aHostileFileIsRefusedInWords(Hostile model) {
    long before = repository.createDeploymentQuery().count();
    assertThatThrownBy(() -> deploy(repository, model))
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("Nothing was deployed:")
        .hasMessageContaining(model.words());
    assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("takenByStock")
  void anEngineWithoutTheContractWouldTakeIt(Hostile model) {
    deploy(stock.getRepositoryService(), model);
    assertThat(
            stock
                .getRepositoryService()
                .createDeploymentQuery()
                .deploymentName(model.name())
                .list())
        .hasSize(1);
  }

  @Test
  void aGoodFileBesideAHostileOneIsNotDeployedEither() {
    Hostile evil = HostileModels.all().get(0);
    assertThatThrownBy(
            () ->
                repository
                    .createDeployment()
                    .addString("good.bpmn", HostileModels.good().replace("'hostile'", "'good'"))
                    .addInputStream(evil.file(), new ByteArrayInputStream(evil.content()))
                    .deploy())
        .isInstanceOf(RefusedException.class);
    assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("good").list())
        .isEqualTo(List.of());
  }

  private static void deploy(RepositoryService repository, Hostile model) {
    repository
        .createDeployment()
        .name(model.name())
        .addInputStream(model.file(), new ByteArrayInputStream(model.content()))
        .deploy();
  }
}
