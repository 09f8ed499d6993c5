import { styled } from '@mui/material/styles';
import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import { Facts } from '../Facts';
import { Clock } from '../Time';

const Choice = styled('button')(({ theme }) => ({
  border: 0,
  padding: 0,
  background: 'none',
  font: 'inherit',
  textAlign: 'left',
  cursor: 'pointer',
  overflowWrap: 'anywhere',
  color: theme.palette.mode === 'dark' ? '#9cc9ff' : '#1f5493',
  '&:hover': { textDecoration: 'underline' },
  '&:focus-visible': { outline: '2px solid currentColor', outlineOffset: 2 },
}));

/** How a resource hangs together with the others. */
export function ResourceRelations(props: {
  node: ResourceNode;
  items: ResourceNode[];
  onSelect: (id: string) => void;
}) {
  const t = useText();
  const { node, items, onSelect } = props;
  const parent = items.find(item => item.id === node.parent);
  const children = items.filter(
    item => item.parent === node.id && item.id !== node.id,
  );
  const choice = (item: ResourceNode) => (
    <Choice key={item.id} type="button" onClick={() => onSelect(item.id)}>
      {item.kind} {item.name}
    </Choice>
  );
  const texts: [string, string | undefined][] = [
    [t('resources.namespace'), node.namespace],
    [t('resources.compositionName'), node.compositionResourceName],
    [t('resources.externalName'), node.externalName],
  ];
  return (
    <Facts>
      {parent && (
        <>
          <dt>{t('resources.parent')}</dt>
          <dd>{choice(parent)}</dd>
        </>
      )}
      {children.length > 0 && (
        <>
          <dt>{t('resources.children')}</dt>
          <dd style={{ display: 'grid', gap: 2 }}>{children.map(choice)}</dd>
        </>
      )}
      {texts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      {node.createdAt && (
        <>
          <dt>{t('resources.created')}</dt>
          <dd>
            <Clock fact={{ at: node.createdAt, source: 'object' }} />
          </dd>
        </>
      )}
    </Facts>
  );
}
