import { HubStore, KubeObject } from '../../store/types';

/** Records an event as Argo CD's application controller does. */
export function applicationEvent(
  store: HubStore,
  object: KubeObject,
  reason: string,
  message: string,
  type: 'Normal' | 'Warning' = 'Normal',
) {
  store.recordEvent({
    object,
    type,
    reason,
    message,
    component: 'argocd-application-controller',
  });
}
