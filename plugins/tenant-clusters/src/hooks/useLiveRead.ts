import { useApi } from '@backstage/frontend-plugin-api';
import type { StreamMessage } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useEffect, useRef, useState } from 'react';
import { tenantClustersApiRef, type TenantClustersApi } from '../api';
import { Refresher } from '../api/Refresher';

/** What a page reads and keeps current. */
export interface LiveRead<T> {
  data: T | undefined;
  /** Why the last read failed; `data` is then what was last known. */
  error: Error | undefined;
  /** Nothing of this key was read yet. */
  loading: boolean;
  refresh: () => void;
}

interface State<T> {
  key: string;
  data?: T;
  error?: Error;
}

interface Options<T> {
  /** Another key is another read. */
  key: string;
  read: (api: TenantClustersApi) => Promise<T>;
  /** Whether a message calls for a new read. */
  affects: (message: StreamMessage) => boolean;
  /** What a message says about the data before it is read anew. */
  apply?: (data: T, message: StreamMessage) => T;
  /** Goes on showing the data of the last key while the next one is read. */
  keepPrevious?: boolean;
  /** Milliseconds between a message and the new read. */
  pause?: number;
}

/** Reads, and reads anew when the stream says that something changed; meanwhile the page keeps what it has. */
export function useLiveRead<T>(options: Options<T>): LiveRead<T> {
  const api = useApi(tenantClustersApiRef);
  const [state, setState] = useState<State<T>>({ key: options.key });
  const latest = useRef(options);
  latest.current = options;
  const refresher = useRef<Refresher<T>>();
  const { key, keepPrevious, pause = 300 } = options;

  useEffect(() => {
    const current = new Refresher<T>({
      read: () => latest.current.read(api),
      onData: data => setState({ key, data }),
      onError: error =>
        setState(before =>
          before.key === key ? { ...before, error } : { key, error },
        ),
      pause,
    });
    refresher.current = current;
    const unsubscribe = api.stream.subscribe(event => {
      if (event.type === 'snapshot') {
        current.soon();
        return;
      }
      const { affects, apply } = latest.current;
      if (apply) {
        setState(before => {
          const data = before.data && apply(before.data, event.message);
          return data === before.data ? before : { ...before, data };
        });
      }
      if (affects(event.message)) {
        current.soon();
      }
    });
    current.now();
    return () => {
      unsubscribe();
      current.stop();
    };
  }, [api, key, pause]);

  const own = state.key === key;
  return {
    data: own || keepPrevious ? state.data : undefined,
    error: own ? state.error : undefined,
    loading: !own || (state.data === undefined && state.error === undefined),
    refresh: () => refresher.current?.now(),
  };
}
