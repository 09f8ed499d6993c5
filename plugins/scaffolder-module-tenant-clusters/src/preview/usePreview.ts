import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import type {
  Preview,
  PreviewRequest,
} from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useCallback, useEffect, useState } from 'react';
import { fetchPreview } from './previewApi';

const TYPING_PAUSE_MS = 600;

/** The preview as far as it is known; while a newer one is made, the last one stays. */
export interface PreviewState {
  /** Of the values that were last answered. */
  preview?: Preview;
  /** Why there is none of the values that were last asked about. */
  error?: Error;
  /** Whether the values have changed since. */
  asking: boolean;
  retry(): void;
}

/** Previews a request whenever it changes and stays unchanged for a moment; an undefined one asks nothing. */
export function usePreview(request: PreviewRequest | undefined): PreviewState {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{
    asked: string;
    preview?: Preview;
    error?: Error;
  }>();
  const key = request && JSON.stringify(request);
  const asked = key && `${attempt} ${key}`;
  useEffect(() => {
    if (!key || !asked) {
      return undefined;
    }
    const left = new AbortController();
    const timer = setTimeout(() => {
      fetchPreview({ discoveryApi, fetchApi }, JSON.parse(key), left.signal)
        .then(
          preview => ({ preview }),
          error => ({ error }),
        )
        .then(found => {
          if (!left.signal.aborted) {
            setHeld({ asked, ...found });
          }
        });
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [asked, key, discoveryApi, fetchApi]);
  const retry = useCallback(() => setAttempt(count => count + 1), []);
  return {
    preview: held?.preview,
    error: held?.error,
    asking: Boolean(asked) && held?.asked !== asked,
    retry,
  };
}
