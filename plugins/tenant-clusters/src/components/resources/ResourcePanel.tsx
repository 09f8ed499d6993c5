import { styled } from '@mui/material/styles';
import { useEffect, useRef } from 'react';
import type { ResourceNode } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useText } from '../../hooks/useText';
import { resourceLook } from '../../model/looks';
import { Chip } from '../Chip';
import { CopyCommand } from '../CopyCommand';
import { kubectlCommand } from '../../model/kubectlCommand';
import { Panel } from '../Panel';
import { StateLabel } from '../StateLabel';
import { Muted } from '../text';
import { ConditionList } from '../ConditionList';
import { ResourceRelations } from './ResourceRelations';
import { WarningEvents } from './WarningEvents';

const Sticky = styled(Panel)({
  position: 'sticky',
  top: 12,
  maxHeight: 'calc(100vh - 24px)',
  overflow: 'auto',
  '@media (max-width: 1099px)': { position: 'static', maxHeight: 'none' },
});

const Section = styled('div')(({ theme }) => ({
  padding: '14px 18px',
  '& + &': {
    borderTop: `1px solid ${
      theme.palette.mode === 'dark' ? '#3a3a3a' : '#e3e6ea'
    }`,
  },
  '& h2': { fontSize: 16, margin: '2px 0 8px', overflowWrap: 'anywhere' },
  '& h3': { fontSize: 13, margin: '0 0 6px' },
}));

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 6 });

const isBelow = (panel: HTMLElement) =>
  panel.getBoundingClientRect().top > window.innerHeight * 0.7;

interface ResourcePanelProps {
  items: ResourceNode[];
  selected: string | undefined;
  onSelect: (id: string) => void;
}

/** What is known of the resource that is chosen. */
export function ResourcePanel({
  items,
  selected,
  onSelect,
}: ResourcePanelProps) {
  const t = useText();
  const node = items.find(item => item.id === selected);
  const panel = useRef<HTMLElement>(null);
  const first = useRef(selected);

  // Below the tree, on a narrow page, the details would open unseen.
  useEffect(() => {
    const { current } = panel;
    if (selected !== first.current && current && isBelow(current)) {
      current.scrollIntoView({ block: 'start' });
    }
    first.current = selected;
  }, [selected]);

  if (!node) {
    return (
      <Sticky ref={panel}>
        <Section>
          <Muted>
            {t(selected ? 'resources.selectedGone' : 'resources.choose')}
          </Muted>
        </Section>
      </Sticky>
    );
  }
  const command = kubectlCommand(node);
  return (
    <Sticky
      ref={panel}
      aria-label={t('resources.panelLabel', { name: node.name })}
    >
      <Section>
        <Muted>
          {node.kind} · {node.apiVersion}
        </Muted>
        <h2>{node.name}</h2>
        <Row>
          <StateLabel look={resourceLook(node)}>
            {t(`resourceState.${node.state}`)}
          </StateLabel>
          {node.providerConfig && (
            <Chip>
              {t('resources.providerConfig')} {node.providerConfig}
            </Chip>
          )}
          {node.paused && <Chip>{t('resources.paused')}</Chip>}
        </Row>
      </Section>
      <Section>
        <h3>{t('resources.conditions')}</h3>
        <ConditionList conditions={node.conditions} />
      </Section>
      <Section>
        <h3>{t('resources.events')}</h3>
        <WarningEvents warnings={node.warnings} />
      </Section>
      <Section>
        <h3>{t('resources.relations')}</h3>
        <ResourceRelations node={node} items={items} onSelect={onSelect} />
        {command && <CopyCommand command={command} />}
      </Section>
    </Sticky>
  );
}
