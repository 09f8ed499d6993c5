import { parse, stringify } from 'yaml';
import { HubStore } from '../hub/store/types';
import { Fault } from './Fault';

const ref = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  namespace: 'crossplane-system',
  name: 'sandbox-cloud',
};

/** The failures asked for, where the hub's controllers read them: a ConfigMap on the hub, so that kubectl shows them too. */
export class FaultList {
  readonly #store: HubStore;

  constructor(store: HubStore) {
    this.#store = store;
  }

  list(): Fault[] {
    const text = this.#store.get(ref)?.data?.faults;
    const faults: unknown = text ? parse(text) : [];
    return Array.isArray(faults) ? faults : [];
  }

  add(fault: Fault): void {
    this.#write([...this.list(), fault]);
  }

  clear(): void {
    this.#write([]);
  }

  #write(faults: Fault[]): void {
    const { apiVersion, kind, namespace, name } = ref;
    this.#store.apply({
      apiVersion,
      kind,
      metadata: { namespace, name },
      data: { faults: stringify(faults) },
    });
  }
}
