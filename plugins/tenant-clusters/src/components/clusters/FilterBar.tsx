import { styled } from '@mui/material/styles';
import type { Facets } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ReactNode } from 'react';
import { useText } from '../../hooks/useText';
import {
  CLUSTER_GROUPS,
  CLUSTER_SORTS,
  CLUSTER_STATES,
  NO_FILTERS,
  isFiltered,
  type ClusterFilters,
  type ClusterGroup,
  type ClusterSort,
} from '../../model/clusterFilters';
import { ActionButton } from '../ActionButton';
import { FilterSelect } from '../FilterSelect';
import { SearchField } from '../SearchField';

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  alignItems: 'center',
  marginBottom: 12,
});

const Order = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  marginLeft: 'auto',
  '@media (max-width: 600px)': { marginLeft: 0, width: '100%' },
});

interface FilterBarProps {
  filters: ClusterFilters;
  facets: Facets;
  onChange: (filters: Partial<ClusterFilters>) => void;
  children?: ReactNode;
}

const SORT_TEXT = {
  attention: 'clusters.sortAttention',
  name: 'clusters.sortName',
  state: 'clusters.sortState',
  tenant: 'clusters.sortTenant',
  environment: 'clusters.sortEnvironment',
  age: 'clusters.sortAge',
} as const satisfies Record<ClusterSort, string>;

const GROUP_TEXT = {
  none: 'clusters.groupNone',
  tenant: 'clusters.groupTenant',
  environment: 'clusters.groupEnvironment',
  hub: 'clusters.groupHub',
  state: 'clusters.groupState',
} as const satisfies Record<ClusterGroup, string>;

const asOptions = (values: string[]) =>
  values.map(value => ({ value, label: value }));

/** What the list shows and in which order. */
export function FilterBar({
  filters,
  facets,
  onChange,
  children,
}: FilterBarProps) {
  const t = useText();
  return (
    <Bar role="search" aria-label={t('clusters.filtersLabel')}>
      <SearchField
        value={filters.text}
        label={t('clusters.searchLabel')}
        placeholder={t('clusters.search')}
        onChange={text => onChange({ text })}
      />
      <FilterSelect
        label={t('clusters.filterTenant')}
        empty={t('clusters.any')}
        options={asOptions(facets.tenants)}
        values={filters.tenant}
        onChange={tenant => onChange({ tenant })}
      />
      <FilterSelect
        label={t('clusters.filterEnvironment')}
        empty={t('clusters.any')}
        options={asOptions(facets.environments)}
        values={filters.environment}
        onChange={environment => onChange({ environment })}
      />
      <FilterSelect
        label={t('clusters.filterState')}
        empty={t('clusters.any')}
        options={CLUSTER_STATES.map(state => ({
          value: state,
          label: t(`state.${state}`),
        }))}
        values={filters.state}
        onChange={state => onChange({ state })}
      />
      <FilterSelect
        label={t('clusters.filterHub')}
        empty={t('clusters.any')}
        options={asOptions(facets.hubs)}
        values={filters.hub}
        onChange={hub => onChange({ hub })}
      />
      {isFiltered(filters) && (
        <ActionButton
          onClick={() =>
            onChange({
              ...NO_FILTERS,
              sort: filters.sort,
              group: filters.group,
            })
          }
        >
          {t('clusters.clear')}
        </ActionButton>
      )}
      <Order>
        <FilterSelect
          label={t('clusters.sortBy')}
          options={CLUSTER_SORTS.map(value => ({
            value,
            label: t(SORT_TEXT[value]),
          }))}
          values={[filters.sort]}
          single
          onChange={([sort]) => onChange({ sort })}
        />
        <FilterSelect
          label={t('clusters.groupBy')}
          options={CLUSTER_GROUPS.map(value => ({
            value,
            label: t(GROUP_TEXT[value]),
          }))}
          values={[filters.group]}
          single
          onChange={([group]) => onChange({ group })}
        />
        {children}
      </Order>
    </Bar>
  );
}
