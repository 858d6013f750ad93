package nl.voorkeur.monitoring;

import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import nl.voorkeur.permission.Admission;

/**
 * Around the gate: counts its answers (ejb-jar.xml binds it, so that the gate knows no metrics).
 */
public class GateWatch {

  @Inject private Watch watch;

  @AroundInvoke
  Object count(InvocationContext call) throws Exception {
    Object answer = call.proceed();
    if (answer instanceof Admission admission) {
      admission.decisions().values().forEach(watch::answered);
    }
    return answer;
  }
}
