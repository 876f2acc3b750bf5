package dev.fairlead.engine;

import dev.fairlead.people.Groups;
import dev.fairlead.people.Users;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Our users and groups as the engine sees them. Read-only: the engine can neither make users nor
 * change them, which also closes its anonymous set-up page.
 */
class UserDirectory implements ReadOnlyIdentityProvider, SessionFactory {
  private final Users users;
  private final PasswordEncoder passwords;

  UserDirectory(Users users, PasswordEncoder passwords) {
    this.users = users;
    this.passwords = passwords;
  }

  @Override
  public Class<?> getSessionType() {
    return ReadOnlyIdentityProvider.class;
  }

  @Override
  public Session openSession() {
    return this;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public User findUserById(String userId) {
    return users.find(userId).map(UserDirectory::toEngine).orElse(null);
  }

  @Override
  public boolean checkPassword(String userId, String password) {
    return userId != null
        && password != null
        && users.passwordHash(userId).map(hash -> passwords.matches(password, hash)).orElse(false);
  }

  @Override
  public Group findGroupById(String groupId) {
    return Groups.ALL.contains(groupId) ? toEngine(groupId) : null;
  }

  @Override
  public UserQuery createUserQuery() {
    return new Query(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
  }

  @Override
  public UserQuery createUserQuery(CommandContext context) {
    return new Query(null);
  }

  @Override
  public NativeUserQuery createNativeUserQuery() {
    throw new BadUserRequestException("Native user queries are not available");
  }

  @Override
  public GroupQuery createGroupQuery() {
    return new GroupQueryOverList(
        Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
  }

  @Override
  public GroupQuery createGroupQuery(CommandContext context) {
    return new GroupQueryOverList(null);
  }

  @Override
  public Tenant findTenantById(String tenantId) {
    return null;
  }

  @Override
  public TenantQuery createTenantQuery() {
    return new NoTenants();
  }

  @Override
  public TenantQuery createTenantQuery(CommandContext context) {
    return new NoTenants();
  }

  private static User toEngine(dev.fairlead.people.User user) {
    UserEntity entity = new UserEntity(user.username());
    int space = user.displayName().lastIndexOf(' ');
    entity.setFirstName(space < 0 ? user.displayName() : user.displayName().substring(0, space));
    entity.setLastName(space < 0 ? "" : user.displayName().substring(space + 1));
    entity.setEmail(user.email());
    return entity;
  }

  private static Group toEngine(String groupId) {
    GroupEntity entity = new GroupEntity(groupId);
    String words = groupId.replace('-', ' ');
    entity.setName(Character.toUpperCase(words.charAt(0)) + words.substring(1));
    entity.setType("FAIRLEAD");
    return entity;
  }

  private static boolean like(String value, String pattern) {
    return pattern == null
        || value
            .toLowerCase(java.util.Locale.ROOT)
            .contains(pattern.replace("%", "").toLowerCase(java.util.Locale.ROOT));
  }

  private static <T> List<T> cut(List<T> all, Page page) {
    if (page == null) {
      return all;
    }
    return all.stream().skip(page.getFirstResult()).limit(page.getMaxResults()).toList();
  }

  private final class Query extends UserQueryImpl {
    Query(org.camunda.bpm.engine.impl.interceptor.CommandExecutor executor) {
      super(executor);
    }

    @Override
    public long executeCount(CommandContext context) {
      return matching().size();
    }

    @Override
    public List<User> executeList(CommandContext context, Page page) {
      return cut(matching(), page);
    }

    private List<User> matching() {
      return asked()
          .filter(user -> user.enabled() && (groupId == null || user.isIn(groupId)))
          .filter(user -> tenantId == null)
          .map(UserDirectory::toEngine)
          .filter(user -> firstName == null || firstName.equals(user.getFirstName()))
          .filter(user -> lastName == null || lastName.equals(user.getLastName()))
          .filter(user -> email == null || email.equals(user.getEmail()))
          .filter(user -> like(user.getFirstName(), firstNameLike))
          .filter(user -> like(user.getLastName(), lastNameLike))
          .filter(user -> like(user.getEmail(), emailLike))
          .toList();
    }

    /** Tasklist asks for the few whose names it shows. */
    private Stream<dev.fairlead.people.User> asked() {
      if (id != null) {
        return users.find(id).stream()
            .filter(user -> ids == null || List.of(ids).contains(user.username()));
      }
      return ids != null ? users.find(List.of(ids)).values().stream() : users.all().stream();
    }
  }

  private final class GroupQueryOverList extends GroupQueryImpl {
    GroupQueryOverList(org.camunda.bpm.engine.impl.interceptor.CommandExecutor executor) {
      super(executor);
    }

    @Override
    public long executeCount(CommandContext context) {
      return matching().size();
    }

    @Override
    public List<Group> executeList(CommandContext context, Page page) {
      return cut(matching(), page);
    }

    private List<Group> matching() {
      Stream<String> found =
          userId != null
              ? users.find(userId).stream().flatMap(user -> user.groups().stream())
              : Groups.ALL.stream();
      return found
          .filter(group -> id == null || id.equals(group))
          .filter(group -> ids == null || List.of(ids).contains(group))
          .filter(group -> tenantId == null)
          .map(UserDirectory::toEngine)
          .filter(group -> name == null || name.equals(group.getName()))
          .filter(group -> like(group.getName(), nameLike))
          .filter(group -> type == null || type.equals(group.getType()))
          .sorted(Comparator.comparing(Group::getId))
          .toList();
    }
  }

  private static final class NoTenants extends TenantQueryImpl {
    @Override
    public long executeCount(CommandContext context) {
      return 0;
    }

    @Override
    public List<Tenant> executeList(CommandContext context, Page page) {
      return List.of();
    }
  }
}
