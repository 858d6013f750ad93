package nl.voorkeur.platform.security;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.SessionContext;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;

/**
 * Around every EJB (ejb-jar.xml): a call by staff or a program that names a controller needs a role
 * there, and what is answered holds nothing of a controller out of reach (promise 7). A controller
 * out of reach looks like one that is not there. Strangers and the portal's own timers have no
 * reach to check: what is open to them asks for no role.
 */
public class Walls {

  @Resource private SessionContext session;
  @Inject private CurrentCaller current;
  @Inject private WallPlans plans;

  @AroundInvoke
  Object hold(InvocationContext call) throws Exception {
    String name = session.getCallerPrincipal().getName();
    if (!name.startsWith("staff:") && !name.startsWith("token:")) {
      return call.proceed();
    }
    Reach reach =
        current
            .find()
            .orElseThrow(() -> new EJBAccessException("a caller without a reach"))
            .reach();
    plans.of(call.getMethod()).check(reach, call.getParameters());
    return Wall.within(reach, call.proceed());
  }
}
