import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/core-plugin-api';
import { clusterRulesOf, type ClusterRules } from '../api/clusterRules';

/** The platform's rules for the fields of a form. */
export function useClusterRules(): ClusterRules {
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  return clusterRulesOf({ discoveryApi, fetchApi });
}
