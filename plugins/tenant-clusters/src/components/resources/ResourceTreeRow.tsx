import { styled } from '@mui/material/styles';
import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import { resourceLook } from '../../model/looks';
import type { ResourceRow } from '../../model/resourceRows';
import { Chip } from '../Chip';
import { StateLabel } from '../StateLabel';
import { useElapsed } from '../Time';
import { Muted } from '../text';

const Name = styled('div')({
  display: 'flex',
  alignItems: 'flex-start',
  gap: 6,
  minWidth: 0,
});

const Fold = styled('button')({
  flex: 'none',
  width: 20,
  height: 20,
  padding: 0,
  border: 0,
  background: 'none',
  color: 'inherit',
  cursor: 'pointer',
  fontSize: 11,
  lineHeight: 1,
});

const NoFold = styled('span')({ flex: 'none', width: 20 });

interface ResourceTreeRowProps {
  row: ResourceRow;
  tabIndex: number;
  selected: boolean;
  onChoose: () => void;
  onToggle: (expanded: boolean) => void;
}

/** The condition that says most: the first bad one, else Ready. */
function saying(node: ResourceNode): string {
  const condition =
    node.conditions.find(it => it.bad) ??
    node.conditions.find(it => it.type === 'Ready' && it.status !== 'True');
  const { type, status, reason } = condition ?? {};
  return condition
    ? [`${type}${status ? ` = ${status}` : ''}`, reason]
        .filter(Boolean)
        .join(' · ')
    : '';
}

/** One row of the tree. */
export function ResourceTreeRow(props: ResourceTreeRowProps) {
  const t = useText();
  const { row, selected } = props;
  const folded = row.type === 'fold';
  const node = folded ? row.nodes[0] : row.node;
  const look = resourceLook(node);
  const since = useElapsed(folded ? undefined : node.since, 10_000);
  const name = folded
    ? t('resources.several', {
        number: String(row.nodes.length),
        kind: row.kind,
      })
    : node.name;
  // Most are managed resources: only what is not says so.
  const kindText =
    node.role === 'managed'
      ? node.kind
      : `${node.kind} · ${t(`resourceRole.${node.role}`)}`;
  const foldable = folded || row.children > 0;
  const expanded = !folded && row.expanded;

  return (
    <tr
      aria-level={row.level}
      aria-expanded={foldable ? expanded : undefined}
      aria-selected={selected}
      tabIndex={props.tabIndex}
      data-resource={row.id}
      onClick={props.onChoose}
      data-selected={selected || undefined}
    >
      <td>
        <Name style={{ paddingLeft: (row.level - 1) * 18 }}>
          {foldable ? (
            <Fold
              type="button"
              tabIndex={-1}
              aria-label={t(
                expanded ? 'resources.collapse' : 'resources.expand',
                {
                  name,
                },
              )}
              onClick={event => {
                event.stopPropagation();
                props.onToggle(!expanded);
              }}
            >
              <span aria-hidden="true">{expanded ? '▾' : '▸'}</span>
            </Fold>
          ) : (
            <NoFold />
          )}
          <div>
            <strong style={{ fontWeight: 600 }}>{name}</strong>{' '}
            {!folded && node.blocker && <Chip>{t('resources.blocker')}</Chip>}{' '}
            {!folded && node.paused && <Chip>{t('resources.paused')}</Chip>}
            <div>
              <Muted>
                {folded ? row.nodes.map(it => it.name).join(', ') : kindText}
                {!folded &&
                  node.progress &&
                  node.progress.known > 0 &&
                  ` · ${node.progress.ready}/${node.progress.known}`}
                {!folded &&
                  row.hidden > 0 &&
                  ` · ${t('resources.hidden', { count: row.hidden })}`}
              </Muted>
            </div>
          </div>
        </Name>
      </td>
      <td>
        <StateLabel look={look}>{t(`resourceState.${node.state}`)}</StateLabel>
      </td>
      <td>
        <Muted>{since}</Muted>
      </td>
      <td>
        <Muted>{folded ? '' : saying(node)}</Muted>
      </td>
    </tr>
  );
}
