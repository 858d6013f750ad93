package nl.voorkeur.platform.security;

import jakarta.inject.Inject;
import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.MessagePolicy;
import jakarta.security.auth.message.callback.CallerPrincipalCallback;
import jakarta.security.auth.message.callback.GroupPrincipalCallback;
import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.UnsupportedCallbackException;

/**
 * Puts the {@link Gate} before every request and tells the container what it found, so that roles
 * hold in servlets and EJBs (Jakarta Authentication 3.0, Servlet Container Profile).
 *
 * <p>A module of its own rather than the mechanism of Jakarta Security, whose bridge looks its bean
 * up by name twice for each request, which costs as much as a decision does.
 */
@WebListener
public class GateKeeper implements ServerAuthModule, ServletContextListener {

  private static final String IS_MANDATORY =
      "jakarta.security.auth.message.MessagePolicy.isMandatory";

  @Inject private Gate gate;

  private CallbackHandler container;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    AuthConfigFactory.getFactory().registerServerAuthModule(this, event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    AuthConfigFactory.getFactory().removeServerAuthModule(event.getServletContext());
  }

  @Override
  public void initialize(
      MessagePolicy request,
      MessagePolicy response,
      CallbackHandler handler,
      Map<String, Object> options) {
    this.container = handler;
  }

  @Override
  public Class<?>[] getSupportedMessageTypes() {
    return new Class<?>[] {HttpServletRequest.class, HttpServletResponse.class};
  }

  @Override
  public AuthStatus validateRequest(MessageInfo message, Subject client, Subject service)
      throws AuthException {
    try {
      Gate.Visitor visitor =
          gate.admit(
              (HttpServletRequest) message.getRequestMessage(),
              (HttpServletResponse) message.getResponseMessage(),
              Boolean.parseBoolean((String) message.getMap().get(IS_MANDATORY)));
      if (visitor instanceof Gate.Visitor.Answered answered) {
        return answered.refused() ? AuthStatus.SEND_FAILURE : AuthStatus.SEND_CONTINUE;
      }
      tell(client, visitor);
      return AuthStatus.SUCCESS;
    } catch (IOException | UnsupportedCallbackException e) {
      throw (AuthException) new AuthException(e.getClass().getName()).initCause(e);
    }
  }

  private void tell(Subject client, Gate.Visitor visitor)
      throws IOException, UnsupportedCallbackException {
    container.handle(
        visitor instanceof Gate.Visitor.Known known
            ? new Callback[] {
              new CallerPrincipalCallback(client, known.name()),
              new GroupPrincipalCallback(client, known.roles().toArray(String[]::new))
            }
            : new Callback[] {new CallerPrincipalCallback(client, (Principal) null)});
  }

  @Override
  public AuthStatus secureResponse(MessageInfo message, Subject service) {
    return AuthStatus.SEND_SUCCESS;
  }

  @Override
  public void cleanSubject(MessageInfo message, Subject client) {
    // nothing of ours is kept in it
  }
}
