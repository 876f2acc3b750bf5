package dev.fairlead.engine.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;

/** What is live by the engine's own account. To be asked as the engine itself. */
public final class LiveInEngine implements LiveModels {
  private final RepositoryService repository;

  public LiveInEngine(RepositoryService repository) {
    this.repository = repository;
  }

  @Override
  public Optional<Live> find(String process) {
    return Optional.ofNullable(
            repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult())
        .map(this::live);
  }

  @Override
  public List<Live> all() {
    return repository.createProcessDefinitionQuery().latestVersion().list().stream()
        .map(this::live)
        .toList();
  }

  private Live live(ProcessDefinition version) {
    return new Live(
        version.getId(),
        version.getKey(),
        () ->
            read(
                repository.getResourceAsStream(
                    version.getDeploymentId(), version.getResourceName())),
        name ->
            repository.getDeploymentResourceNames(version.getDeploymentId()).contains(name)
                ? Optional.of(read(repository.getResourceAsStream(version.getDeploymentId(), name)))
                : Optional.empty());
  }

  private static byte[] read(InputStream file) {
    try (file) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
